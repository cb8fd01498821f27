import assert from "node:assert/strict";
import type { Vagrantfile } from "../../../../server/src/engine/model/document.ts";
import { configured, read, readConfigured } from "./reading.ts";

describe("comments of a Vagrantfile", () => {
  /** Returns the text that the comment `# here` covers. */
  function covered(text: string): string | undefined {
    const document = read(text);
    const comment = document.comments.find((candidate) => candidate.text === "here");
    return comment?.covers && document.source.slice(comment.covers);
  }

  const own: readonly (readonly [string, string, string | undefined])[] = [
    ["the next statement with its block", "# here\na.b do\n  c\nend\nd\n", "a.b do\n  c\nend"],
    ["the first statement of a block", "a.b do\n  # here\n\n  c 1\n  d\nend\n", "c 1"],
    ["a statement with its heredoc", "# here\na <<-E\n  x\n  E\nb\n", "a <<-E\n  x\n  E"],
    ["an element of a list", "a [\n  1,\n  # here\n  2,\n]\n", "2"],
    ["an argument", "a b: 1,\n  # here\n  c: 2\n", "c: 2"],
    ["the first argument on a later line", "a(\n  # here\n  b: 1\n)\n", "b: 1"],
    ["nothing at the end of a block", "a.b do\n  c\n  # here\nend\nd\n", undefined],
    ["nothing at the end of the file", "a\n# here\n", undefined],
    ["what follows other comments", "# here\n# more\n\na\n", "a"],
  ];
  for (const [what, text, expected] of own) {
    it(`covers ${what} on a line of its own`, () => {
      assert.equal(covered(text), expected);
    });
  }

  it("covers its line when it follows code", () => {
    assert.equal(covered("a\nb 1 # here\nc\n"), "b 1 # here");
  });

  it("is found by its sign, not in strings and heredocs", () => {
    const document = readConfigured("# one", 'x = "# no #{1}"', "y = <<-E", "# no", "E", "z ## two ");

    assert.deepEqual(
      document.comments.map(({ text, ownLine }) => [text, ownLine]),
      [
        ["one", true],
        ["two", false],
      ],
    );
  });
});

describe("settings at a position of a Vagrantfile", () => {
  /** The ids at the place of `|`. */
  function idsAt(...lines: readonly string[]): readonly string[] {
    const marked = configured(...lines);
    const document = read(marked.replace("|!", ""));
    return document.settingsAt(document.source.positionAt(marked.indexOf("|!"))).map(({ id }) => id);
  }

  const places: readonly (readonly [string, string])[] = [
    ['config.vm.b|!ox = "x"', "vagrant:config.vm.box"],
    ['config.vm.box = "x|!"', "vagrant:config.vm.box"],
    ["config.ssh.forward_|!agent = true", "vagrant:config.ssh.forward_agent"],
    ['config.vm.pro|!vider "virtualbox" do |v| v.gui = true end', "vagrant:provider.virtualbox"],
    ['config.vm.provider "virtualbox" do |v| v.g|!ui = true end', "vagrant:provider.virtualbox.gui"],
    ['config.vm.net|!work "forwarded_port", guest: 80', "vagrant:network.forwarded_port"],
    ['config.vm.network "forwarded_port", gue|!st: 80', "vagrant:network.forwarded_port.guest"],
    ['config.vm.synced_folder ".", "/v|!agrant"', "vagrant:synced_folder"],
    ['config.vm.synced_folder ".", "/v", type: "n|!fs"', "vagrant:synced_folder.nfs"],
    ['config.vm.provision "sh|!ell", inline: "ls"', "vagrant:provision.shell"],
    ['config.vm.provision "shell", inline: "sudo system|!ctl start x"', "command:systemctl"],
    ['config.vm.define "w|!eb" do |w| end', "vagrant:config.vm.define"],
    ["config.trigger.be|!fore :up do |t| end", "vagrant:trigger.before"],
  ];
  for (const [line, id] of places) {
    it(`names ${id} in ${line}`, () => {
      assert.equal(idsAt(line)[0], id);
    });
  }

  it("names a statement in a loop once", () => {
    assert.deepEqual(idsAt('(1..3).each { |i| config.vm.bo|!x = "a#{i}" }'), ["vagrant:config.vm.box"]);
  });

  it("names nothing between statements", () => {
    assert.deepEqual(idsAt("x = 1|!"), []);
  });
});

describe("the printed tree of a Vagrantfile", () => {
  it("shows one fact a line with its range", () => {
    const tree = readConfigured(
      'config.vm.box = "a/b"',
      'config.vm.provider("virtualbox") { |v| v.memory = 512 }',
      'config.vm.provision "shell", inline: "reboot"',
    ).printTree();

    assert.deepEqual(tree.split("\n"), [
      "machine default, complete [2:19-2:24]",
      '  box = "a/b" [2:19-2:24]',
      "  providers virtualbox [3:22-3:34]",
      "    memory = 512 [3:53-3:56]",
      "  provisioners shell, wholeScript [4:23-4:30]",
      '    inline = "reboot" [4:40-4:48]',
      "    command reboot [4:41-4:47]",
      '  vm.box = "a/b" [2:19-2:24]',
      '  vagrantFolder = "present" [2:19-2:24]',
    ]);
  });
});

describe("a Vagrantfile that cannot be read", () => {
  it("is refused above 1 MB, with long lines and when nested beyond every stack", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["too-large", `# ${"x\n".repeat(600_000)}`],
      ["line-too-long", `x = "${"y".repeat(300_000)}"`],
      ["too-deep", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
      ["too-deep", "a do\n".repeat(5_000) + "end\n".repeat(5_000)],
      ["too-deep", "x = ".repeat(10_000) + "1"],
    ];
    for (const [kind, text] of cases) {
      const { problems, machines } = read(text);

      assert.deepEqual([problems[0]?.kind, problems[0]?.fatal, machines.length], [kind, true, 0]);
    }
    assert.equal(readConfigured('config.vm.box = "a/b"').machines.length, 1);
  });

  const nestings = [
    "a do\n",
    "[",
    "(",
    "{a: ",
    '"#{',
    "if a\n",
    "a ",
    "->{",
    "!",
    "a ? b : ",
    "begin\n",
    "case a\nwhen ",
  ];
  it("survives any nesting and reads the next text correctly", () => {
    for (const opening of nestings) {
      for (const depth of [64, 130, 200, 400, 1_000, 4_000]) read(opening.repeat(depth));
      assert.equal(readConfigured('config.vm.define "x"').machines[0]?.name, "x", opening);
    }
  });

  it("reports syntax errors", () => {
    const [problem] = read('Vagrant.configure("2") do |config|\n  config.vm.box = )\nend\n').problems;

    assert.equal(problem?.kind, "syntax");
    assert.equal(problem?.fatal, false);
    assert.equal(problem?.range.start.line, 1);
  });

  const causes: readonly (readonly [title: string, text: string, line: number, message: RegExp])[] = [
    ["a quote that the next one closes", 'x do |c|\n  c.a = "b\n  c.d = "e"\nend\n', 1, /next ", in line 3/],
    ["a quote that nothing closes", "x do |c|\n  c.a = 'b\n  c.d = 1\nend\n", 1, /closing ' is missing/],
    ["a quote before an open interpolation", 'x do |c|\n  c.a = "b#{d\n  c.e = "f"\nend\n', 1, /closing " is missing/],
    ["a here-document", "x do |c|\n  c.a <<-SHELL\n  b\n  SHEL\nend\n", 1, /"SHELL" has no end/],
    ["a list of words", "x do |c|\n  c.a = %w(b c\n  c.d = 1\nend\n", 1, /%w/],
    ["an inner block", 'x do |c|\n  c.a "b" do |d|\n    d.e = 1\n  c.f = 2\nend\n', 1, /"do" has no "end"/],
    ["a condition", "x do |c|\n  c.a = 1\n  if b\n    c.d = 2\nend\n", 2, /"if" has no "end"/],
    ["the outer block", "x do |c|\n  c.a do\n  end\n", 0, /"do" has no "end"/],
  ];
  for (const [title, text, line, message] of causes) {
    it(`reports ${title} where it begins`, () => {
      const [problem] = read(text).problems;
      assert.equal(problem?.range.start.line, line);
      assert.match(problem.message, message);
    });
  }

  it("reports a text in several lines nowhere if it is not the mistake", () => {
    const [problem] = read('x do |c|\n  c.a = "b\n  c"\n  c.d = )\nend\n').problems;
    assert.equal(problem?.range.start.line, 3);
  });
});

describe("a Vagrantfile while it is typed", () => {
  const text = [
    'BOX = "a/b"',
    "$script = <<-SCRIPT",
    "  apt-get update",
    "SCRIPT",
    'Vagrant.configure("2") do |config|',
    "  config.vm.box = BOX",
    '  config.vm.define "web", primary: true do |web|',
    '    web.vm.hostname = "web"',
    '    web.vm.network "forwarded_port", guest: 80, host: 8080',
    '    web.vm.provider "virtualbox" do |vb|',
    '      vb.memory = "1024"',
    '      vb.customize ["modifyvm", :id, "--cpus", "2"]',
    "    end",
    '    web.vm.provision "shell", inline: <<~SHELL',
    "      systemctl restart nginx",
    "    SHELL",
    "  end",
    '  config.vm.define "db" do |db|',
    '    db.vm.synced_folder ".", "/vagrant", type: "nfs"',
    '    db.vm.provision "shell", inline: $script, privileged: false',
    "  end",
    "  %w[a b].each do |n|",
    "    config.vm.define n do |m|",
    '      m.vm.hostname = "x-#{n}"',
    "    end",
    "  end",
    "end",
    "",
  ];
  const whole = read(text.join("\n"));
  const names = whole.machines.map((machine) => machine.name);

  it("keeps the other machines at every column of every line within configure", () => {
    for (const [line, written] of text.entries()) {
      if (line < 5) continue;
      for (let column = 0; column < written.length; column += 1) {
        const cut = text.with(line, written.slice(0, column)).join("\n");
        const found = read(cut, whole).machines.map((machine) => machine.name);
        const others = names.filter((name) => !written.includes(`"${name}"`) && !/%w|define n/.test(written));

        assert.deepEqual(
          others.filter((name) => !found.includes(name)),
          [],
          `${line}: ${written.slice(0, column)}`,
        );
      }
    }
  });

  it("uses places in the current text", () => {
    const broken = text.with(7, '    web.vm.hostname = "we').join("\n");
    const document: Vagrantfile = read(broken, whole);
    const db = document.machines.find((machine) => machine.name === "db");

    assert.equal(document.problems[0]?.kind, "syntax");
    assert.equal(document.source.slice(db!.at.range), '"db"');
    assert.equal(document.settingsAt(db!.syncedFolders[0]!.entry.range.start)[0]?.id, "vagrant:synced_folder.nfs");
  });

  it("keeps the last good state over several broken ones", () => {
    const first = read(text.with(7, '    web.vm.hostname = "').join("\n"), whole);
    const second = read(text.with(7, '    web.vm.hostname = "w').join("\n"), first);

    assert.deepEqual(
      second.machines.map((machine) => machine.name),
      names,
    );
  });

  it("drops the last good state when another text takes its place", () => {
    const other = read('Vagrant.configure("2") do |config|\n  config.vm.define "z"\n  x = )\nend\n', whole);

    assert.ok(!other.machines.some((machine) => machine.name === "web"));
  });

  it("takes the next statement as part of an unfinished one that ends in a dot or an equals sign", () => {
    for (const started of ["config.vm.", "config.vm.box =", 'config.vm.network "forwarded_port",']) {
      const document = readConfigured(started, 'config.vm.hostname = "h"', 'config.vm.define "x"');

      assert.deepEqual(
        document.machines.map(({ name }) => name),
        ["x"],
        started,
      );
      assert.equal(document.machines[0]!.hostname.state, "known", started);
    }
  });
});
