import assert from "node:assert/strict";
import { isTestCommand, machineUseOf } from "../../../../server/src/engine/facts/machine/machineUse.ts";
import { machineIn, projectOf } from "../reading.ts";

function use(provisioning: string) {
  const text = `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n${provisioning}\nend\n`;
  const project = projectOf({ Vagrantfile: text });
  const found = machineUseOf(project, machineIn(project));
  return (
    found && {
      services: found.services.map(({ daemon }) => daemon.id),
      kernelWork: found.kernelWork?.words[0]?.text,
      test: found.test?.words.map(({ text: word }) => word).join(" "),
      others: found.others,
    }
  );
}

const shell = (...lines: readonly string[]): string =>
  `config.vm.provision "shell", inline: <<~SHELL\n${lines.map((line) => `    ${line}\n`).join("")}  SHELL`;

const nothing = { services: [], kernelWork: undefined, test: undefined, others: [] };

describe("the purpose of a machine", () => {
  it("is a service that it installs and starts", () => {
    const lines = shell("apt-get update", "apt-get install -y postgresql-16 curl", "systemctl enable --now postgresql");
    assert.deepEqual(use(lines), { ...nothing, services: ["postgres"] });
  });

  it("is several, each once", () => {
    const found = use(
      shell("apt-get install -y nginx redis-server", "apt-get install -y nginx", "service nginx start"),
    );
    assert.deepEqual([found?.services.length, found?.services.includes("nginx")], [2, true]);
  });

  it("ignores software that every machine has", () => {
    assert.deepEqual(use(shell("apt-get install -y openssh-server cron", "systemctl restart ssh")), nothing);
  });

  it("is something else where commands and packages are not known", () => {
    const found = use(shell("apt-get install -y nginx libreoffice", "frobnicate --all", "echo done > /tmp/done"));
    assert.deepEqual([found?.services, found?.others], [["nginx"], ["libreoffice", "frobnicate"]]);
  });

  it("is something else, too, where a service is started that was there before", () => {
    assert.deepEqual(use(shell("systemctl restart nginx"))?.others, ["nginx"]);
  });

  const kernelWork: Readonly<Record<string, string>> = {
    "modprobe zfs": "modprobe",
    "sudo iptables -A INPUT -j DROP": "iptables",
    "apt-get install -y docker-ce": "apt-get",
    "apt-get install -y linux-headers-generic": "apt-get",
    "systemctl start my-own-unit": "systemctl",
    "reboot now": "reboot",
  };
  for (const [line, program] of Object.entries(kernelWork)) {
    it(`is work on the kernel or on units with ${line}`, () => assert.equal(use(shell(line))?.kernelWork, program));
  }

  it("is a build or a test that ends", () => {
    assert.equal(use(shell("apt-get install -y nodejs npm", "cd /vagrant && npm ci && npm test"))?.test, "npm test");
    assert.deepEqual(use(shell("make test")), { ...nothing, test: "make test" });
  });

  const unreadable: Readonly<Record<string, string>> = {
    "no provisioner": "",
    "a script in a file": '  config.vm.provision "shell", path: "setup.sh"',
    "a script that only a run can tell": '  config.vm.provision "shell", inline: ENV["SETUP"]',
    Ansible: '  config.vm.provision "ansible" do |ansible|\n    ansible.playbook = "site.yml"\n  end',
    "one that cannot be read beside one that can": `${shell("apt-get install -y nginx")}\n  config.vm.provision "puppet"`,
  };
  for (const [title, provisioning] of Object.entries(unreadable)) {
    it(`is unknown with ${title}`, () => assert.equal(use(provisioning), undefined));
  }

  it("is not changed by copied files", () => {
    const file = '  config.vm.provision "file", source: "a", destination: "b"\n';
    assert.deepEqual(use(file + shell("apt-get install -y nginx"))?.services, ["nginx"]);
  });
});

describe("a command that tests", () => {
  const word = (text: string) => ({ value: text, text, at: { uri: "", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } } }); // prettier-ignore
  const isTest = (line: string): boolean => isTestCommand({ words: line.split(" ").map(word) });

  it("is recognised by program and action", () => {
    for (const line of ["npm test", "go test ./...", "python3 -m pytest -q", "./gradlew clean check", "make check"]) {
      assert.equal(isTest(line), true, line);
    }
    for (const line of ["npm start", "npm ci", "make all", "go run .", "python3 app.py", "make install", "cargo run"]) {
      assert.equal(isTest(line), false, line);
    }
  });
});
