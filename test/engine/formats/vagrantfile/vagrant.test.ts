import assert from "node:assert/strict";
import type { MachineCall, Setting } from "../../../../server/src/engine/model/machine.ts";
import { configured, machineOf, read, readConfigured, short, textAt } from "./reading.ts";

describe("blocks that Vagrant runs later", () => {
  it("see the last value of a for loop", () => {
    const document = readConfigured(
      "for i in 1..3",
      '  config.vm.define "n#{i}" do |n|',
      '    n.vm.hostname = "n#{i}"',
      '    n.vm.network "private_network", ip: "192.168.56.#{i * 10}"',
      "  end",
      "end",
    );

    assert.deepEqual(
      document.machines.map(({ name, hostname, networks }) => [name, short(hostname), short(networks[0]!.ip)]),
      [
        ["n1", "n3", "192.168.56.30"],
        ["n2", "n3", "192.168.56.30"],
        ["n3", "n3", "192.168.56.30"],
      ],
    );
    assert.deepEqual(
      document.machines.map(({ changedVariables }) => changedVariables.map((place) => textAt(document, place))),
      [["i", "i"], ["i", "i"], []],
    );
  });

  const rounds: readonly (readonly [string, readonly string[]])[] = [
    ["(1..2).each do |i|", ["n1", "n2"]],
    ["i = 0\n  2.times do\n    i += 1", ["n2", "n2"]],
    ["2.times do |n|\n    i = n + 1", ["n1", "n2"]],
  ];
  for (const [loop, hostnames] of rounds) {
    it(`see the variables of ${loop.replaceAll("\n", ";")}`, () => {
      const { machines } = readConfigured(loop, '  config.vm.define("m#{i}") { |m| m.vm.hostname = "n#{i}" }', "end");

      assert.deepEqual(
        machines.map(({ hostname }) => short(hostname)),
        hostnames,
      );
    });
  }

  it("may fill a variable for a later block", () => {
    const [, last] = readConfigured(
      'ips = ""',
      'config.vm.define("a") { |a| ips += "1.2.3.4" }',
      'config.vm.define("b") { |b| b.vm.hostname = ips }',
    ).machines;

    assert.deepEqual([short(last!.hostname), last!.changedVariables], ["1.2.3.4", []]);
  });

  it("see the variables of their own way of a choice", () => {
    const [machine] = readConfigured(
      'if ENV["X"]',
      '  box = "a/b"',
      '  config.vm.define("m") { |m| m.vm.box = box }',
      "end",
    ).machines;

    assert.equal(short(machine!.box), "a/b");
  });

  it("run after the text below Vagrant.configure", () => {
    const { machines } = read(`${configured("config.vm.box = $box")}$box = "a/b"\n`);

    assert.equal(short(machines[0]!.box), "a/b");
  });
});

describe("entries that Vagrant merges", () => {
  it("replaces a forwarded port of the same address, protocol and host port", () => {
    const { networks } = machineOf(
      'config.vm.network "forwarded_port", guest: 80, host: 8080, auto_correct: true',
      'config.vm.network "forwarded_port", guest: 81, host: 8080',
      'config.vm.network "forwarded_port", guest: 82, host: 8080, host_ip: "127.0.0.1"',
      'config.vm.network "forwarded_port", guest: 83, host: 8080, protocol: "udp"',
      'config.vm.network "private_network", ip: "192.168.56.2"',
      'config.vm.network "private_network", ip: "192.168.56.2"',
    );

    assert.deepEqual(
      networks.map(({ guest, settings, replaces }) => [
        short(guest),
        short(settings.get("auto_correct")?.value),
        short(replaces?.guest),
      ]),
      [
        [81, true, 80],
        [82, "none", "none"],
        [83, "none", "none"],
        ["-", "none", "none"],
        ["-", "none", "none"],
      ],
    );
  });

  it("replaces a port of the same id, in a machine as well", () => {
    const [machine] = readConfigured(
      'config.vm.network "forwarded_port", id: "ssh", guest: 22, host: 2222',
      'config.vm.define("a") { |a| a.vm.network "forwarded_port", id: "ssh", guest: 22, host: 2200 }',
    ).machines;

    assert.deepEqual(
      machine!.networks.map(({ host }) => short(host)),
      [2200],
    );
  });

  it("keeps ports apart that hang on different ways of a choice", () => {
    const { networks } = machineOf(
      'if ENV["X"]',
      '  config.vm.network "forwarded_port", guest: 80, host: 8080',
      "else",
      '  config.vm.network "forwarded_port", guest: 81, host: 8080',
      "end",
    );

    assert.deepEqual(
      networks.map(({ guest, conditional }) => [short(guest), conditional]),
      [
        [80, true],
        [81, true],
      ],
    );
  });

  it("does not know the effect of a conditional entry", () => {
    const [network, ...others] = machineOf(
      'config.vm.network "forwarded_port", guest: 80, host: 8080',
      'config.vm.network "forwarded_port", guest: 81, host: 8080 if ENV["X"]',
    ).networks;

    assert.deepEqual([others.length, short(network!.guest), network!.conditional], [0, "?", false]);
  });

  it("replaces a folder of the same path or name", () => {
    const { syncedFolders } = machineOf(
      'config.vm.synced_folder "a", "/srv", type: "rsync", disabled: true',
      'config.vm.synced_folder "b", "/srv"',
      'config.vm.synced_folder "c", "/srv/"',
      'config.vm.synced_folder "d", "/x", name: "data"',
      'config.vm.synced_folder "e", "/y", name: "data"',
    );

    assert.deepEqual(
      syncedFolders.map(({ source, target, type, disabled, replaces }) => [
        ...[source, target, type, disabled].map(short),
        short(replaces?.source),
      ]),
      [
        ["b", "/srv", "rsync", "-", "a"],
        ["c", "/srv/", "-", "-", "none"],
        ["e", "/y", "-", "-", "d"],
      ],
    );
  });

  const order = (document: ReturnType<typeof read>): unknown =>
    document.machines[0]!.provisioners.map(({ name, inline, privileged }) => [name, short(inline), short(privileged)]);

  it("merges a provisioner that a machine names again, in the later position", () => {
    const machine = (options: string): readonly string[] => [
      'config.vm.provision "setup", type: "shell", inline: "a", privileged: false',
      'config.vm.provision "other", type: "shell", inline: "o"',
      `config.vm.define("m") { |m| m.vm.provision "setup", type: "shell", inline: "b"${options} }`,
    ];

    assert.deepEqual(order(readConfigured(...machine(""))), [
      ["other", "o", "-"],
      ["setup", "b", false],
    ]);
    assert.deepEqual(order(readConfigured(...machine(", preserve_order: true"))), [
      ["setup", "b", false],
      ["other", "o", "-"],
    ]);
  });

  it("keeps the first position within one block", () => {
    const document = readConfigured(
      'config.vm.provision "setup", type: "shell", inline: "a"',
      'config.vm.provision "shell", inline: "o"',
      'config.vm.provision "setup", type: "shell", inline: "b"',
    );

    assert.deepEqual(order(document), [
      ["setup", "b", "-"],
      [undefined, "o", "-"],
    ]);
  });
});

describe("the default folder", () => {
  const folders: readonly (readonly [string, unknown])[] = [
    ["", "present"],
    ['config.vm.synced_folder "src", "/srv"', "present"],
    ['config.vm.synced_folder ".", "/srv"', "gone"],
    ['config.vm.synced_folder ".", "/srv"; config.vm.synced_folder ".", "/vagrant"', "present"],
    ['config.vm.synced_folder ".", "/vagrant", disabled: true', "disabled"],
    ['config.vm.synced_folder ".", "/vagrant", disabled: true if ENV["X"]', "?"],
    ['config.vm.synced_folder ".", unknown', "?"],
    ['config.vm.synced_folder ".", "/vagrant"; config.vm.synced_folder ".", "/vagrant", type: "nfs" if a', "present"],
  ];
  for (const [line, expected] of folders) {
    it(`is ${String(expected)} after ${line || "nothing"}`, () => {
      assert.equal(short(machineOf(line).vagrantFolder), expected);
    });
  }
});

describe("calls of the first configuration version", () => {
  const calls: readonly (readonly [string, string, string, 1 | 2])[] = [
    ['config.vm.network "private_network", "10.0.0.2"', '"10.0.0.2"', "network", 2],
    ['config.vm.network "hostonly", ip: "10.0.0.2"', '"hostonly"', "network", 2],
    ["config.vm.forward_port 80, 8080", "forward_port", "forward_port", 2],
    ['config.vm.share_folder "v", "/x", "."', "share_folder", "share_folder", 2],
    ['config.vm.customize ["modifyvm", :id]', "customize", "customize", 2],
  ];
  for (const [line, place, name, version] of calls) {
    it(`notes ${line} in version 2`, () => {
      const document = readConfigured(line);
      const [machine] = document.machines;

      assert.deepEqual(
        machine!.oldCalls.map((call) => [textAt(document, call.at), call.name, call.version]),
        [[place, name, version]],
      );
      assert.equal(machine!.networks.filter(({ type }) => type !== "forwarded_port").length, 0);
    });
  }

  it("reads and notes them in Vagrant::Config.run", () => {
    const document = read('Vagrant::Config.run do |config|\n  config.vm.network :hostonly, "10.0.0.2"\nend\n');
    const [machine] = document.machines;

    assert.equal(short(machine!.networks[0]!.ip), "10.0.0.2");
    assert.deepEqual(
      machine!.oldCalls.map((call) => [textAt(document, call.at), call.version]),
      [
        ["Vagrant::Config.run", 1],
        [":hostonly", 1],
      ],
    );
  });

  it("notes nothing in plain version 2", () => {
    assert.deepEqual(machineOf('config.vm.network "private_network", ip: "10.0.0.2"').oldCalls, []);
  });
});

describe("calls with options", () => {
  const shown = (calls: readonly MachineCall[]): unknown =>
    calls.map(({ name, arguments: given, settings }) => [
      name,
      given.map(short),
      [...settings.values()].map((setting: Setting) => [setting.name, short(setting.value)]),
    ]);

  it("are kept of machines", () => {
    const machine = machineOf(
      'config.vm.disk :disk, size: "10GB", primary: true',
      "config.vm.cloud_init :user_data do |c|",
      '  c.content_type = "text/cloud-config"',
      "end",
      'config.push.define("x", strategy: "ftp") { |p| p.host = "h" }',
      'config.berks.shelf "y"',
    );

    assert.deepEqual(shown(machine.calls), [
      [
        "vm.disk",
        ["disk"],
        [
          ["size", "10GB"],
          ["primary", true],
        ],
      ],
      ["vm.cloud_init", ["user_data"], [["content_type", "text/cloud-config"]]],
      [
        "push.define",
        ["x"],
        [
          ["strategy", "ftp"],
          ["host", "h"],
        ],
      ],
      ["berks.shelf", ["y"], []],
    ]);
  });

  it("are kept of providers and provisioners", () => {
    const machine = machineOf(
      'config.vm.provider("libvirt") { |v| v.storage :file, size: "20G" }',
      'config.vm.provision "docker" do |d|',
      '  d.build_image "/vagrant/app", args: "-t app"',
      '  d.run "db", image: "postgres:16", args: "-p 1:1", cmd: "x", restart: "no"',
      "end",
    );
    const [provisioner] = machine.provisioners;

    assert.deepEqual(shown(machine.providers[0]!.calls), [["storage", ["file"], [["size", "20G"]]]]);
    assert.deepEqual(shown(provisioner!.calls), [
      ["build_image", ["/vagrant/app"], [["args", "-t app"]]],
      [
        "run",
        ["db"],
        [
          ["image", "postgres:16"],
          ["args", "-p 1:1"],
          ["cmd", "x"],
          ["restart", "no"],
        ],
      ],
    ]);
  });

  it("keep options that Vagrant does not have", () => {
    const [machine] = readConfigured(
      'config.vm.define "a", primry: true do |a|',
      '  a.vm.network "forwarded_port", hostip: 1',
      "end",
    ).machines;

    assert.equal(short(machine!.options.get("primry")?.value), true);
    assert.equal(short(machine!.networks[0]!.settings.get("hostip")?.value), 1);
  });
});

describe("units of memory", () => {
  for (const provider of ["virtualbox", "libvirt", "hyperv", "parallels", "vmware_desktop"]) {
    it(`are not read for ${provider}`, () => {
      assert.equal(
        short(machineOf(`config.vm.provider("${provider}") { |v| v.memory = "2GB" }`).providers[0]!.memory),
        "?",
      );
    });
  }
});

describe("files around a Vagrantfile", () => {
  const settings = { "conf/s.yaml": "box: a/b\nfull: yes\nnodes:\n  - name: n1\n    ip: 192.168.56.4\n" };
  const ways: readonly (readonly [string, string])[] = [
    ['s = YAML.load_file("conf/s.yaml")', 's["box"]'],
    ['s = YAML.load_file(File.join(__dir__, "conf", "s.yaml"))', 's["box"]'],
    ['s = YAML.load_file("#{File.dirname(__FILE__)}/conf/s.yaml")', 's["box"]'],
    ['s = YAML.load(File.read(File.expand_path("conf/s.yaml", __dir__)))', 's["box"]'],
    ['s = YAML.safe_load(File.open("conf/s.yaml"))', 's["box"]'],
    ['s = YAML.safe_load(File.read("conf/s.yaml"), symbolize_names: true)', "s[:box]"],
    ['s = YAML.load_file("conf/s.yaml").transform_keys(&:to_sym)', "s[:box]"],
    ['s = File.exist?("conf/s.yaml") ? YAML.load_file("conf/s.yaml") : {}', 's["box"]'],
  ];
  for (const [line, use] of ways) {
    it(`give settings: ${line}`, () => {
      const { machines } = read(configured(line, `config.vm.box = ${use}`), undefined, settings);
      const { box } = machines[0]!;

      assert.ok(box.state === "known" && box.origin);
      assert.equal(box.value, "a/b");
      assert.equal(box.at.uri, "file:///project/Vagrantfile");
      assert.deepEqual(
        [box.origin.uri, box.origin.range.start],
        ["file:///project/conf/s.yaml", { line: 0, character: 5 }],
      );
    });
  }

  it("give lists, texts of another type, and hashes as options", () => {
    const text = configured(
      'YAML.load_file("conf/s.yaml")["nodes"].each do |node|',
      '  config.vm.define node["name"] do |n|',
      '    n.vm.network "private_network", **node',
      "  end",
      "end",
      'config.ssh.forward_agent = YAML.load_file("conf/s.yaml")["full"]',
    );
    const document = read(text, undefined, settings);
    const [machine] = document.machines;

    assert.deepEqual([machine!.name, short(machine!.networks[0]!.ip)], ["n1", "192.168.56.4"]);
    assert.equal(textAt(document, machine!.networks[0]!.settings.get("ip")!.nameAt), "**node");
    assert.equal(short(machine!.settings.get("ssh.forward_agent")?.value), true);
  });

  it("give settings as JSON, with symbols on demand", () => {
    const files = { "c.json": '{"box": "a/b", "yes": "no"}' };
    const text = configured('s = JSON.parse(File.read("c.json"), symbolize_names: true)', "config.vm.box = s[:box]");

    assert.equal(short(read(text, undefined, files).machines[0]!.box), "a/b");
  });

  it("bring methods and scripts", () => {
    const files = {
      "lib/more.rb":
        'def setup(c)\n  c.vm.box = BOX\n  c.vm.provision "shell", inline: <<~S\n    reboot\n  S\nend\nBOX = "a/b"\n',
    };
    const document = read(`require_relative "lib/more"\n${configured("setup(config)")}`, undefined, files);
    const [machine] = document.machines;

    assert.deepEqual([machine!.complete, short(machine!.box)], [true, "a/b"]);
    const places = [machine!.box.at, ...machine!.commands.map(({ at }) => at)];
    assert.deepEqual(
      places.map((place) => textAt(document, place)),
      ['require_relative "lib/more"', 'require_relative "lib/more"'],
    );
  });

  it("show a name that cannot be read as they write it", () => {
    const files = { "more.rb": 'def add(c, n)\n  c.vm.define "#{n}-vm" do |m|\n  end\nend\n' };
    const { machines } = read(`require "./more.rb"\n${configured("add(config, x)")}`, undefined, files);

    assert.deepEqual(
      machines.map(({ name, complete }) => [name, complete]),
      [["#{n}-vm", false]],
    );
  });

  it("belong to the host if the project does not hold them", () => {
    const files = {};
    const text = configured(
      's = YAML.load_file("missing.yaml")',
      'config.vm.box = s["box"] || "a/b"',
      'config.vm.hostname = s["name"]',
      'require "./missing.rb" if File.exist?("missing.rb")',
      'config.vm.box_version = File.exist?("missing.rb") ? "1" : "2"',
    );
    const [machine] = read(text, undefined, files).machines;

    assert.deepEqual([machine!.box, machine!.hostname, machine!.boxVersion].map(short), ["a/b", "?", "2"]);
    assert.equal(machine!.complete, true);
  });
});
