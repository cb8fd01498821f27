import { createRandom, repeated, type Random } from "./random.ts";

/** Machines with providers, networks, folders and shell provisioners. */
export function vagrantfile(lines: number, seed = 4): string {
  const random = createRandom(seed);
  const head = ["# -*- mode: ruby -*-", "VERSION = '1.2'", 'Vagrant.configure("2") do |config|'];
  return `${repeated(lines - 1, head, (index) => machine(index, random))}end\n`;
}

function machine(index: number, random: Random): readonly string[] {
  const name = `${random.name()}${String(index)}`;
  return [
    `  config.vm.define "${name}" do |node|`,
    `    node.vm.box = "${random.pick(["debian/bookworm64", "ubuntu/jammy64", "bento/ubuntu-24.04"])}"`,
    `    node.vm.hostname = "${name}.example.org"`,
    `    node.vm.network "private_network", ip: "192.168.56.${String(2 + random.below(250))}"`,
    `    node.vm.network :forwarded_port, guest: 80, host: ${String(1024 + random.below(60_000))}, auto_correct: true`,
    `    node.vm.synced_folder "./${random.name()}", "/srv/${random.name()}", type: "rsync"`,
    '    node.vm.provider "virtualbox" do |vb|',
    `      vb.memory = ${String(1024 * (1 + random.below(8)))}`,
    `      vb.cpus = ${String(1 + random.below(4))}`,
    `      vb.customize ["modifyvm", :id, "--name", "${random.name()}-#{VERSION}"]`,
    "    end",
    '    node.vm.provision "shell", inline: <<-SHELL',
    "      set -eux",
    "      apt-get update",
    `      apt-get install -y nginx ${random.name()} ${random.name()}`,
    `      if [ ! -e /etc/${random.name()} ]; then`,
    `        curl -fsSL https://example.org/${random.name()}.sh | bash -s -- --name "${random.name()}"`,
    "      fi",
    "      systemctl enable --now nginx",
    "    SHELL",
    "    # Runs as the user.",
    `    node.vm.provision "shell", path: "${random.name()}.sh", privileged: false, args: ["${random.name()}"]`,
    "  end",
    "",
  ];
}
