import assert from "node:assert/strict";
import { configured, machineOf, read, readConfigured, short, textAt } from "./reading.ts";

function programs(...lines: readonly string[]): readonly string[] {
  return machineOf(...lines).commands.map((command) => command.words.map((word) => word.text).join(" "));
}

describe("shell provisioners", () => {
  const forms: readonly (readonly [string, readonly string[]])[] = [
    ["an inline text", ['config.vm.provision "shell", inline: "systemctl start nginx"']],
    ["the old hash style", ["config.vm.provision :shell, :inline => 'systemctl start nginx'"]],
    ["a block", ['config.vm.provision "shell" do |s|', '  s.inline = "systemctl start nginx"', "end"]],
    ["a named one", ['config.vm.provision "start", type: "shell", inline: "systemctl start nginx"']],
    ["a heredoc", ['config.vm.provision "shell", inline: <<-EOS', "  systemctl start nginx", "EOS"]],
    ["a squiggly heredoc", ['config.vm.provision "shell", inline: <<~EOS', "    systemctl start nginx", "  EOS"]],
    ["a raw heredoc", ["config.vm.provision 'shell', inline: <<-'EOS'", "    systemctl start nginx", "  EOS"]],
    ["a variable", ['run = "systemctl start nginx"', 'config.vm.provision "shell", inline: run']],
    ["options in a variable", ['o = { inline: "systemctl start nginx" }', 'config.vm.provision "shell", o']],
  ];
  for (const [name, lines] of forms) {
    it(`reads the commands of ${name} at their places`, () => {
      const document = readConfigured(...lines);
      const [command] = document.machines[0]!.commands;

      assert.equal(textAt(document, command!.at), "systemctl start nginx");
      assert.equal(textAt(document, command!.words[2]!.at), "nginx");
      assert.equal(command!.context, "provision");
      assert.equal(command!.owner, document.machines[0]);
    });
  }

  it("find places after escapes, indentation, interpolation and non-ASCII characters", () => {
    const document = read(
      `V = "1.2"\n${configured(
        'config.vm.provision "shell", inline: <<~EOS',
        '    echo "é😀 \\$HOME #{V}" \\\\',
        "      --flag",
        "    apt-get install nginx=#{V} \\t curl",
        "  EOS",
      )}`,
    );
    const { commands } = document.machines[0]!;

    assert.deepEqual(
      commands.map((command) => textAt(document, command.words[0]!.at)),
      ["echo", "apt-get"],
    );
    assert.deepEqual(
      commands[1]!.words.map((word) => textAt(document, word.at)),
      ["apt-get", "install", "nginx=#{V}", "curl"],
    );
    assert.equal(commands[1]!.words[2]!.value, "nginx=1.2");
  });

  it("finds places in a file with CRLF line ends", () => {
    const text = configured('config.vm.provision "shell", inline: <<-EOS', "  apt-get update", "  reboot", "EOS");
    const document = read(text.replaceAll("\n", "\r\n"));
    const [update, reboot] = document.machines[0]!.commands;

    assert.equal(textAt(document, update!.at), "apt-get update");
    assert.equal(textAt(document, reboot!.at), "reboot");
  });

  it("reads around parts known only at run time", () => {
    const document = readConfigured('config.vm.provision "shell", inline: "echo #{x} \'#{x}\' && reboot"');
    const [provisioner] = document.machines[0]!.provisioners;
    const [echo, reboot] = provisioner!.commands;

    assert.equal(short(provisioner!.inline), "?");
    assert.equal(echo!.words[1]!.value, undefined);
    assert.equal(echo!.words[1]!.text, "#{x}");
    assert.equal(echo!.words[2]!.value, undefined);
    assert.equal(reboot!.words[0]!.value, "reboot");
  });

  const half = [
    '"a-#{x} #{x}"',
    '"a-" + x',
    'x + "-a"',
    'y = "a-"; y << x',
    '"a-%s" % x',
    'format("a-%s", x)',
    '["a", x].join("-")',
  ];
  for (const expression of half) {
    it(`knows that ${expression} is known in part`, () => {
      const [first, last = first] = expression.split("; ");
      const machine = machineOf(
        ...(last === first ? [] : [first!]),
        `script = (${last!})`,
        'config.vm.provision "shell", inline: "cat > /x <<E\n#{script}\nE\necho #{script} \'#{script}\'"',
      );
      const [cat, echo] = machine.commands;

      assert.equal(short(machine.provisioners[0]!.inline), "?");
      assert.equal(machine.provisioners[0]!.wholeScript, false);
      assert.deepEqual(
        echo!.words.map(({ value }) => value),
        ["echo", ...echo!.words.slice(1).map(() => undefined)],
      );
      assert.doesNotMatch(JSON.stringify([cat!.heredocs, echo!.words.map(({ text }) => text)]), /\$\{_\}/);
    });
  }

  it("reads the script that a path names, at its places in that file", () => {
    const document = read(
      configured('config.vm.provision "shell", path: "scripts/up.sh"', 'config.vm.provision "shell", path: "gone.sh"'),
      undefined,
      { "scripts/up.sh": "#!/bin/sh\napt-get update\n" },
    );
    const [machine] = document.machines;
    const [command] = machine!.commands;

    assert.deepEqual(
      machine!.provisioners.map(({ wholeScript, commands }) => [wholeScript, commands.length]),
      [
        [true, 1],
        [false, 0],
      ],
    );
    assert.equal(command!.at.uri, "file:///project/scripts/up.sh");
    assert.deepEqual(command!.at.range.start, { line: 1, character: 0 });
    assert.equal(command!.owner, machine);
    assert.deepEqual(document.settingsAt({ line: 1, character: 1 }), []);
  });

  const unread: readonly (readonly [string, string, string])[] = [
    ["PowerShell", "up", "Set-TimeZone -Id UTC\n"],
    ["Python", "up.py", "#!/usr/bin/env python3\nprint(1)\n"],
    ["cmd", "up.bat", "dir\n"],
    ["a shell with an error in it", "up.sh", "if true\n"],
  ];
  for (const [name, path, text] of unread) {
    it(`does not call a script of ${name} read`, () => {
      const { machines } = read(configured(`config.vm.provision "shell", path: "${path}"`), undefined, {
        [path]: text,
      });

      assert.equal(machines[0]!.provisioners[0]!.wholeScript, false);
    });
  }

  it("resolves a script's path against the Vagrantfile's folder", () => {
    const { provisioners } = machineOf(
      'config.vm.provision "shell", path: "scripts/up.sh", privileged: false, run: "always"',
      'config.vm.provision "shell", path: File.join(File.dirname(__FILE__), "b.sh")',
      'config.vm.provision "shell", path: "https://example.com/c.sh"',
    );

    assert.deepEqual(
      provisioners.map(({ path }) => short(path)),
      ["file:///project/scripts/up.sh", "file:///project/b.sh", "https://example.com/c.sh"],
    );
    assert.deepEqual([short(provisioners[0]!.privileged), short(provisioners[0]!.run)], [false, "always"]);
  });

  it("marks provisioners and their commands that only a condition lets run", () => {
    const [provisioner] = machineOf('config.vm.provision("shell", inline: "reboot") if ENV["X"]').provisioners;

    assert.equal(provisioner!.conditional, true);
    assert.equal(provisioner!.commands[0]!.conditional, true);
  });

  const foreign: readonly (readonly [string, readonly string[]])[] = [
    ["a Windows box", ['config.vm.box = "gusztavvargadr/windows-11"', 'config.vm.provision "shell", inline: "dir"']],
    ["WinRM", ['config.vm.communicator = "winrm"', 'config.vm.provision "shell", inline: "dir"']],
    ["a guest", ["config.vm.guest = :windows", 'config.vm.provision "shell", inline: "dir"']],
    ["a .ps1 script", ['config.vm.provision "shell", path: "a.ps1"']],
    ["PowerShell options", ['config.vm.provision "shell", inline: "dir", powershell_args: "-x"']],
    ["cmdlets", ['config.vm.provision "shell", inline: "Set-TimeZone -Id UTC"']],
  ];
  for (const [name, lines] of foreign) {
    it(`leaves a script alone that ${name} shows to be for Windows`, () => {
      const machine = machineOf(...lines);

      assert.equal(machine.provisioners[0]!.foreignShell, true);
      assert.deepEqual(machine.commands, []);
    });
  }

  it("does not take a box for Windows because of three letters", () => {
    assert.deepEqual(programs('config.vm.box = "darwin/twin"', 'config.vm.provision "shell", inline: "ls"'), ["ls"]);
  });

  it("keeps other kinds of provisioners without commands", () => {
    const { provisioners, commands, complete } = machineOf(
      'config.vm.provision "ansible" do |a|',
      '  a.playbook = "site.yml"',
      "end",
      'config.vm.provision "file", source: "a", destination: "b"',
      "config.vm.provision :puppet",
    );
    assert.equal(short(provisioners[0]!.settings.get("playbook")?.value), "site.yml");
    assert.equal(short(provisioners[1]!.settings.get("destination")?.value), "b");

    assert.deepEqual(
      provisioners.map(({ type }) => type),
      ["ansible", "file", "puppet"],
    );
    assert.deepEqual(commands, []);
    assert.equal(complete, true);
  });
});
