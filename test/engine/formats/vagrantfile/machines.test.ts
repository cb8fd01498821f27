import assert from "node:assert/strict";
import { configured, machineOf, read, readConfigured, short, textAt } from "./reading.ts";

describe("machines of a Vagrantfile", () => {
  it("has a default machine when none is defined, placed at its box", () => {
    const document = readConfigured('config.vm.box = "debian/bookworm64"');
    const [machine] = document.machines;

    assert.equal(machine!.name, "default");
    assert.equal(textAt(document, machine!.at), '"debian/bookworm64"');
    assert.equal(short(machine!.box), "debian/bookworm64");
    assert.equal(machine!.complete, true);
  });

  it("stays at its own box when a provider overrides it", () => {
    const document = readConfigured(
      'config.vm.box = "a/base"',
      'config.vm.provider "libvirt" do |_, override|',
      '  override.vm.box = "a/libvirt"',
      "end",
    );

    assert.equal(textAt(document, document.machines[0]!.at), '"a/base"');
  });

  it("places a machine without a box at Vagrant.configure", () => {
    const document = read('Vagrant.configure("2") do |config|\nend\n');

    assert.equal(textAt(document, document.machines[0]!.at), "Vagrant.configure");
  });

  it("has no machine without Vagrant.configure", () => {
    assert.deepEqual(read("puts 1\n").machines, []);
  });

  it("gives every defined machine the settings of config, unless it overrides them", () => {
    const document = readConfigured(
      'config.vm.box = "a/base"',
      'config.vm.define "web", primary: true do |web|',
      '  web.vm.hostname = "web"',
      "end",
      "config.vm.define :db, autostart: false do |db|",
      '  db.vm.box = "a/db"',
      "end",
    );

    const facts = document.machines.map((machine) => [
      machine.name,
      short(machine.box),
      short(machine.hostname),
      short(machine.primary),
      short(machine.autostart),
    ]);
    assert.deepEqual(facts, [
      ["web", "a/base", "web", true, "-"],
      ["db", "a/db", "-", "-", false],
    ]);
    assert.equal(textAt(document, document.machines[1]!.at), ":db");
  });

  it("joins several configure blocks and several definitions of one machine", () => {
    const document = read(
      configured('config.vm.define "a" do |a|', '  a.vm.box = "x"', "end") +
        configured('config.vm.define "a" do |a|', '  a.vm.hostname = "h"', "end", "config.ssh.forward_agent = true"),
    );

    assert.equal(document.machines.length, 1);
    assert.equal(short(document.machines[0]!.box), "x");
    assert.equal(short(document.machines[0]!.hostname), "h");
    assert.equal(short(document.machines[0]!.settings.get("ssh.forward_agent")?.value), true);
  });

  it("applies the outer config inside of a machine's block to every machine", () => {
    const document = readConfigured(
      'config.vm.define "a" do |a|',
      '  config.vm.hostname = "host-a"',
      '  config.vm.provision "shell", inline: "echo a"',
      '  config.vm.network "forwarded_port", guest: 80, host: 8080',
      "end",
      'config.vm.define "b" do |b|',
      '  config.vm.hostname = "host-b"',
      '  config.vm.network "forwarded_port", guest: 80, host: 8081',
      "end",
      'config.vm.define "c"',
    );

    const facts = document.machines.map(({ name, hostname, networks, provisioners, strays }) => [
      name,
      short(hostname),
      networks.map(({ host }) => short(host)),
      provisioners.map(({ inline }) => short(inline)),
      strays.map(({ inside, at }) => [inside, textAt(document, at)]),
    ]);
    const shared = ["host-b", [8080, 8081], ["echo a"]];
    assert.deepEqual(facts, [
      [
        "a",
        ...shared,
        [
          ["machine", 'config.vm.hostname = "host-a"'],
          ["machine", 'config.vm.provision "shell", inline: "echo a"'],
          ["machine", 'config.vm.network "forwarded_port", guest: 80, host: 8080'],
        ],
      ],
      [
        "b",
        ...shared,
        [
          ["machine", 'config.vm.hostname = "host-b"'],
          ["machine", 'config.vm.network "forwarded_port", guest: 80, host: 8081'],
        ],
      ],
      ["c", ...shared, []],
    ]);
  });

  it("knows a parameter that hides the outer config", () => {
    const { machines } = readConfigured(
      'config.vm.define("a") { |config| config.vm.hostname = "host-a" }',
      'config.vm.define("b") { |config| config.vm.hostname = "host-b" }',
    );

    assert.deepEqual(
      machines.map(({ hostname, strays }) => [short(hostname), strays.length]),
      [
        ["host-a", 0],
        ["host-b", 0],
      ],
    );
  });

  it("marks statements in a provider's block that configure the machine", () => {
    const document = readConfigured(
      'config.vm.provider "virtualbox" do |vb, override|',
      "  vb.memory = 512",
      '  override.vm.box = "a/b"',
      '  config.vm.provision "shell", inline: "echo"',
      "end",
    );
    const [machine] = document.machines;

    assert.deepEqual(
      machine!.strays.map(({ inside, at }) => [inside, textAt(document, at)]),
      [["provider", 'config.vm.provision "shell", inline: "echo"']],
    );
    assert.equal(machine!.provisioners.length, 1);
  });

  it("distinguishes settings of a machine from settings under a condition", () => {
    const { machines } = readConfigured(
      'if ENV["X"]',
      '  config.vm.box = "a/x"',
      '  config.vm.define("x") { |m| m.vm.hostname = "x" }',
      "else",
      '  config.vm.box = "a/y"',
      '  config.vm.define("y") { |m| m.vm.hostname = "y" if File.exist?("y") }',
      "end",
    );

    assert.deepEqual(
      machines.map(({ name, box, hostname }) => [name, ...[box, hostname].map(short)]),
      [
        ["x", "a/x", "x"],
        ["y", "a/y", "?"],
      ],
    );
  });

  it("keeps only settings that all ways to define a machine agree on", () => {
    const [machine] = readConfigured(
      'if ENV["X"]',
      '  config.vm.define("a", primary: true, autostart: true) { |m| m.vm.box = "a/x"; m.vm.guest = :linux }',
      "else",
      '  config.vm.define("a", primary: true, autostart: false) { |m| m.vm.box = "a/y"; m.vm.guest = :linux }',
      "end",
    ).machines;

    assert.deepEqual([machine!.box, machine!.guest, machine!.primary, machine!.autostart].map(short), [
      "?",
      "linux",
      true,
      "?",
    ]);
  });

  it("does not know the settings of a conditional second definition", () => {
    const [machine] = readConfigured(
      'config.vm.define("a") { |m| m.vm.hostname = "one" }',
      'config.vm.define("a", autostart: false) { |m| m.vm.hostname = "two" } if ENV["X"]',
    ).machines;

    assert.deepEqual([short(machine!.hostname), short(machine!.autostart)], ["?", "?"]);
  });

  it("reads the first configuration version", () => {
    const document = read(
      'Vagrant::Config.run do |config|\n  config.vm.box = "lucid32"\n  config.vm.customize ["modifyvm", :id, "--memory", 1024]\n  config.vm.forward_port 80, 8080\n  config.vm.network :hostonly, "10.0.0.2"\n  config.vm.share_folder "v-root", "/vagrant", "."\nend\n',
    );
    const [machine] = document.machines;

    assert.equal(short(machine!.box), "lucid32");
    assert.deepEqual(
      machine!.networks.map((network) => [network.type, short(network.guest), short(network.ip)]),
      [
        ["forwarded_port", 80, "-"],
        ["private_network", "-", "10.0.0.2"],
      ],
    );
    assert.equal(short(machine!.syncedFolders[0]!.target), "/vagrant");
    assert.deepEqual(
      machine!.providers.map(({ name, memory }) => [name, short(memory)]),
      [["virtualbox", 1024]],
    );
  });
});

describe("providers", () => {
  const memory: readonly (readonly [string, unknown, unknown])[] = [
    ['config.vm.provider("virtualbox") { |v| v.memory = 1024; v.cpus = 2 }', 1024, 2],
    ['config.vm.provider("virtualbox") { |v| v.memory = "1024"; v.cpus = "2" }', 1024, 2],
    ['config.vm.provider(:virtualbox) { |v| v.customize ["modifyvm", :id, "--memory", "512", "--cpus", 1] }', 512, 1],
    ['config.vm.provider("vmware_desktop") { |v| v.vmx["memsize"] = "256"; v.vmx["numvcpus"] = "3" }', 256, 3],
    ['config.vm.provider("qemu") { |v| v.memory = "2G" }', 2048, "-"],
    ['config.vm.provider("libvirt") { |v| v.memory = 2 * 1024 }', 2048, "-"],
    ['config.vm.provider("libvirt") { |v| v.memory = settings["memory"] }', "?", "-"],
    ['config.vm.provider "hyperv", memory: 512', 512, "-"],
    ['config.vm.provider("vsphere") { |v| v.memory_mb = 512; v.cpu_count = 2 }', 512, 2],
    ["config.vm.customize { |v| v.memory_size = 512 }", 512, "-"],
  ];
  for (const [line, expected, cpus] of memory) {
    it(`reads memory and CPUs of ${line}`, () => {
      const [provider] = machineOf(line).providers;

      assert.deepEqual([short(provider!.memory), short(provider!.cpus)], [expected, cpus]);
    });
  }

  it("adds up blocks for one provider and lets the machine's own block win", () => {
    const { machines } = readConfigured(
      'config.vm.provider("virtualbox") { |v| v.memory = 512; v.gui = true }',
      'config.vm.define("a") { |a| a.vm.provider("virtualbox") { |v| v.memory = 2048 } }',
    );
    const [provider] = machines[0]!.providers;

    assert.equal(machines[0]!.providers.length, 1);
    assert.deepEqual([short(provider!.memory), short(provider!.settings.get("gui")?.value)], [2048, true]);
  });

  it("keeps the machine's box when a provider overrides it", () => {
    const machine = machineOf(
      'config.vm.box = "a/main"',
      'config.vm.provider("libvirt") { |v, override| override.vm.box = "a/other" }',
    );

    assert.equal(short(machine.box), "a/main");
    assert.equal(short(machine.providers[0]!.box), "a/other");
  });

  const overridden: readonly (readonly [string, readonly string[], unknown])[] = [
    ["one provider", ['config.vm.provider("a") { |_, o| o.vm.box = "x" }'], "x"],
    [
      "providers that agree",
      ['config.vm.provider("a") { |_, o| o.vm.box = "x" }', 'config.vm.provider("b") { |_, o| o.vm.box = "x" }'],
      "x",
    ],
    [
      "providers that differ",
      ['config.vm.provider("a") { |_, o| o.vm.box = "x" }', 'config.vm.provider("b") { |_, o| o.vm.box = "y" }'],
      "?",
    ],
    ["a provider under a condition", ['config.vm.provider("a") { |_, o| o.vm.box = "x" } if ENV["X"]'], "?"],
  ];
  for (const [name, lines, box] of overridden) {
    it(`takes the box of a machine without one from ${name}`, () => {
      assert.equal(short(machineOf(...lines).box), box);
    });
  }

  it("knows which settings apply to one provider only", () => {
    const machine = machineOf(
      'config.vm.provider "libvirt" do |_, override|',
      '  override.ssh.username = "root"',
      '  override.vm.synced_folder ".", "/vagrant", type: "nfs"',
      '  override.vm.provision "shell", inline: "reboot"',
      "end",
      'config.vm.provider "virtualbox"',
    );

    assert.equal(short(machine.settings.get("ssh.username")?.value), "?");
    assert.equal(short(machine.providers[0]!.overrides.get("ssh.username")?.value), "root");
    assert.equal(machine.syncedFolders[0]!.conditional, true);
    assert.equal(machine.commands[0]!.conditional, true);
  });

  it("knows a setting of a block under a condition, unless another block contradicts it", () => {
    const inside = 'config.vm.provider("virtualbox") { |v| v.memory = 1024 } if ENV["X"]';
    const [conditional] = machineOf(inside).providers;
    const [joined] = machineOf('config.vm.provider("virtualbox") { |v| v.memory = 512 }', inside).providers;

    assert.deepEqual([conditional!.conditional, short(conditional!.memory)], [true, 1024]);
    assert.deepEqual([joined!.conditional, short(joined!.memory)], [false, "?"]);
  });

  it("points customizations to the variable that they use", () => {
    const document = readConfigured(
      "mem = 512",
      'config.vm.provider("virtualbox") { |v| v.customize ["modifyvm", :id, "--memory", mem] }',
    );
    const { memory } = document.machines[0]!.providers[0]!;

    assert.ok(memory.state === "known" && memory.origin);
    assert.deepEqual([textAt(document, memory.at), textAt(document, memory.origin)], ["mem", "512"]);
  });

  it("names customizations that are not memory or CPUs", () => {
    const [provider] = machineOf(
      'config.vm.provider("virtualbox") { |v| v.customize ["modifyvm", :id, "--nested-hw-virt", "on", "--vrde=off"] }',
    ).providers;

    assert.equal(short(provider!.settings.get("modifyvm --nested-hw-virt")?.value), "on");
    assert.equal(short(provider!.settings.get("modifyvm --vrde")?.value), "off");
  });
});

describe("networks and synced folders", () => {
  const styles = [
    'config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1"',
    'config.vm.network :forwarded_port, :guest => 80, :host => 8080, :host_ip => "127.0.0.1"',
    'config.vm.network("forwarded_port", { "guest" => "80", "host" => 8080, "host_ip": "127.0.0.1" })',
    'port = { guest: 80, host: 8080 }; config.vm.network "forwarded_port", **port, host_ip: "127.0.0.1"',
  ];
  for (const line of styles) {
    it(`reads a forwarded port from ${line}`, () => {
      const [network] = machineOf(line).networks;

      assert.equal(network!.type, "forwarded_port");
      assert.deepEqual([network!.guest, network!.host, network!.hostIp].map(short), [80, 8080, "127.0.0.1"]);
    });
  }

  it("does not call an option absent when options come from elsewhere", () => {
    const machine = machineOf('config.vm.network "forwarded_port", guest: 80, host: 80, **settings["port"]');

    assert.equal(short(machine.networks[0]!.hostIp), "?");
    assert.equal(machine.complete, false);
  });

  it("reads folders with their type, old style included", () => {
    const { syncedFolders } = machineOf(
      'config.vm.synced_folder ".", "/vagrant", disabled: true',
      'config.vm.synced_folder "src", "/srv", type: "rsync"',
      'config.vm.synced_folder "a", "/b", nfs: true',
    );

    assert.deepEqual(
      syncedFolders.map((folder) => [folder.source, folder.target, folder.type, folder.disabled].map(short)),
      [
        [".", "/vagrant", "-", true],
        ["src", "/srv", "rsync", "-"],
        ["a", "/b", "nfs", "-"],
      ],
    );
  });

  it("gives each option its own entry", () => {
    const document = readConfigured('config.vm.synced_folder ".", "/vagrant", type: "nfs"');
    const { type } = document.machines[0]!.syncedFolders[0]!;

    assert.ok(type.state === "known");
    assert.equal(textAt(document, type.at), '"nfs"');
    assert.equal(textAt(document, type.entry), 'type: "nfs"');
  });
});

describe("triggers and the docker provider", () => {
  it("reads triggers with one or several actions", () => {
    const { calls } = machineOf(
      "config.trigger.before :up, :reload do |t|",
      '  t.run = { inline: "true" }',
      "end",
      "config.trigger.after [:destroy] do |t|",
      "end",
    );

    assert.deepEqual(
      calls.map(({ name, arguments: actions }) => [name, ...actions.map(short)]),
      [
        ["trigger.before", "up", "reload"],
        ["trigger.after", "destroy"],
      ],
    );
  });

  it("reads the settings of the docker provider", () => {
    const [provider] = machineOf(
      'config.vm.provider "docker" do |d|',
      '  d.image = "nginx"',
      "  d.has_ssh = false",
      '  d.cmd = ["nginx", x]',
      '  d.ports = ["80:80"]',
      '  d.ports += ["443:443"]',
      "  d.create_args = %w[--cpus 2]",
      '  d.create_args << "--init"',
      '  d.env = { "A" => 1, :B => x }',
      "end",
    ).providers;

    assert.deepEqual(
      [...provider!.settings.values()].map(({ name, value: setting }) => {
        const value = short(setting);
        return [name, Array.isArray(value) ? value.map(short) : value];
      }),
      [
        ["image", "nginx"],
        ["has_ssh", false],
        ["cmd", ["nginx", "?"]],
        ["ports", ["80:80", "443:443"]],
        ["create_args", ["--cpus", "2", "--init"]],
        ["env.A", 1],
        ["env.B", "?"],
      ],
    );
  });

  it("reads the settings of triggers, on the host and in the machine", () => {
    const triggers = machineOf(
      "config.trigger.before :up do |t|",
      '  t.name = "n"',
      '  t.run = { inline: "docker rm x" }',
      '  t.run_remote = { inline: "reboot" }',
      "end",
      'config.trigger.after :up, run: { inline: "echo a > b" }, only_on: "web"',
    ).calls;

    assert.deepEqual(
      triggers.map(({ settings }) => [...settings.values()].map(({ name, value }) => [name, short(value)])),
      [
        [
          ["name", "n"],
          ["run.inline", "docker rm x"],
          ["run_remote.inline", "reboot"],
        ],
        [
          ["run.inline", "echo a > b"],
          ["only_on", "web"],
        ],
      ],
    );
  });
});
