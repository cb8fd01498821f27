import assert from "node:assert/strict";
import fc from "fast-check";
import { createVagrantfileEditor } from "../../../../server/src/engine/formats/vagrantfile/edit.ts";
import type { Vagrantfile } from "../../../../server/src/engine/model/document.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import { configured, read, short } from "./reading.ts";

function applied(document: Vagrantfile, edit: FileEdit | undefined): string | undefined {
  if (!edit) return undefined;
  const { source } = document;
  const sorted = edit.edits.toSorted((a, b) => source.offsetAt(b.range.start) - source.offsetAt(a.range.start));
  return sorted.reduce(
    (text, { range, newText }) =>
      text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end)),
    source.text,
  );
}

/** The place of the first occurrence of a text. */
function placeOf(document: Vagrantfile, text: string): Place {
  const start = document.source.text.indexOf(text);
  assert.notEqual(start, -1, text);
  return document.source.placeAt(start, start + text.length);
}

describe("replacing a value in a Vagrantfile", () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['config.vm.box = "a/b"', "c/d", 'config.vm.box = "c/d"'],
    ["config.vm.box = 'a/b' # why", "c/d", "config.vm.box = 'c/d' # why"],
    ['config.vm.box = "a/b" if true', "c/d", 'config.vm.box = "c/d" if true'],
    ['config.vm.box = "a/b" if ENV["X"]', "c/d", undefined],
    ["config.vm.box = :base", "other", "config.vm.box = :other"],
    ["config.vm.box = :base", "a/b", undefined],
    ['config.vm.box = "a/b"', 'c"d', undefined],
    ['config.vm.box = "a/b"', "#{x}", undefined],
    ['config.vm.box = "a" + "b"', "c/d", undefined],
    ['config.vm.box = "a/#{1}"', "c/d", undefined],
  ];
  for (const [line, value, expected] of cases) {
    it(`${expected === undefined ? "declines" : "keeps the style"} for ${line} and ${value}`, () => {
      const document = read(configured(line));
      const edit = createVagrantfileEditor(document).replaceValue(document.machines[0]!.box, value);

      assert.equal(applied(document, edit), expected && configured(expected));
    });
  }

  it("writes numbers bare and quotes other values", () => {
    const document = read(configured('config.vm.network "forwarded_port", guest: 80, host: 8080'));
    const { host } = document.machines[0]!.networks[0]!;
    const editor = createVagrantfileEditor(document);

    assert.match(applied(document, editor.replaceValue(host, "9090")) ?? "", /host: 9090\n/);
    assert.match(applied(document, editor.replaceValue(host, "auto")) ?? "", /host: "auto"\n/);
  });

  it("changes the literal of a name that nothing else uses", () => {
    const once = read(`BOX = "a/b"\n${configured("config.vm.box = BOX")}`);
    const twice = read(`BOX = "a/b"\n${configured("config.vm.box = BOX", "puts BOX")}`);

    const edit = createVagrantfileEditor(once).replaceValue(once.machines[0]!.box, "c/d");
    assert.match(applied(once, edit) ?? "", /^BOX = "c\/d"\n/);
    assert.equal(createVagrantfileEditor(twice).replaceValue(twice.machines[0]!.box, "c/d"), undefined);
  });
});

describe("removing from a Vagrantfile", () => {
  const cases: readonly (readonly [string, readonly string[], string, readonly string[] | undefined])[] = [
    ["a statement with its line", ["a = 1", "b = 2", "c = 3"], "b = 2", ["a = 1", "c = 3"]],
    ["a statement with its heredoc", ["x <<-E", "  y", "  E", "z"], "x <<-E\n    y\n    E", ["z"]],
    ["an option with its comma", ['f "a", b: 1, c: 2'], "b: 1", ['f "a", c: 2']],
    ["the last option", ['f "a", b: 1, c: 2'], "c: 2", ['f "a", b: 1']],
    ["an option on its own line", ['f "a",', "  b: 1,", "  c: 2"], "c: 2", ['f "a",', "  b: 1"]],
    ["nothing when the line has a comment", ["b = 2 # why"], "b = 2", undefined],
    ["nothing when the line has another statement", ["a = 1; b = 2"], "b = 2", undefined],
    ["nothing when the first option would leave a comma", ["f(b: 1, c: 2)"], "b: 1", undefined],
    [
      "not the block that becomes empty",
      ['config.vm.define "a" do |a|', '  a.vm.box = "x"', "end"],
      'a.vm.box = "x"',
      ['config.vm.define "a" do |a|', "end"],
    ],
  ];
  for (const [what, lines, entry, expected] of cases) {
    it(`takes ${what}`, () => {
      const document = read(configured(...lines));
      const edit = createVagrantfileEditor(document).remove([placeOf(document, entry)]);

      assert.equal(applied(document, edit), expected && configured(...expected));
    });
  }

  it("takes several statements in one edit and keeps CRLF", () => {
    const document = read(configured("a = 1", "b = 2", "c = 3").replaceAll("\n", "\r\n"));
    const edit = createVagrantfileEditor(document).remove([placeOf(document, "a = 1"), placeOf(document, "c = 3")]);

    assert.equal(applied(document, edit), configured("b = 2").replaceAll("\n", "\r\n"));
  });

  it("declines while the text is broken", () => {
    const document = read("a = 1\nb = )\n");

    assert.equal(createVagrantfileEditor(document).remove([placeOf(document, "a = 1")]), undefined);
  });
});

describe("replacing words in a Vagrantfile", () => {
  it("replaces words of a script", () => {
    const document = read(configured('config.vm.provision "shell", inline: <<-E', "apt-get  install x", "E"));
    const [command] = document.machines[0]!.commands;
    const editor = createVagrantfileEditor(document);
    const edit = editor.replaceWords(command!.words[0]!.at, command!.words[1]!.at, "apk add");

    assert.match(applied(document, edit) ?? "", /\n {2}apk add x\n/);
    assert.equal(editor.replaceWords(command!.words[0]!.at, command!.words[1]!.at, 'echo "#{x}"'), undefined);
  });
});

describe("properties of edits of a Vagrantfile", () => {
  const statements = [
    'config.vm.box = "a/b"',
    "config.ssh.forward_agent = true",
    'config.vm.network "forwarded_port", guest: 80, host: 8080 # web',
    'config.vm.synced_folder ".", "/vagrant", type: "nfs", disabled: false',
    'config.vm.provider("virtualbox") { |v| v.memory = 512 }',
    'config.vm.provider "libvirt" do |v|\n    v.memory = 512\n    v.cpus = 2\n  end',
    'config.vm.provision "shell", inline: <<-E\n    echo é\n  E',
    'config.vm.provision "shell", inline: "reboot", privileged: false',
    "# a comment",
    "",
  ];
  const texts = fc
    .record({ lines: fc.array(fc.constantFrom(...statements), { maxLength: 8 }), crlf: fc.boolean() })
    .map(({ lines, crlf }) => (crlf ? configured(...lines).replaceAll("\n", "\r\n") : configured(...lines)));

  /** Places that a rule could ask to remove. */
  function entriesOf(document: Vagrantfile): readonly Place[] {
    return document.machines
      .flatMap((machine) => [
        ...[...machine.settings.values()].map(({ value }) => value),
        ...machine.networks.flatMap((network) => [{ entry: network.entry }, network.guest, network.host]),
        ...machine.syncedFolders.flatMap((folder) => [{ entry: folder.entry }, folder.type, folder.disabled]),
        ...machine.providers.flatMap((provider) => [{ entry: provider.entry }, provider.memory, provider.cpus]),
        ...machine.provisioners.flatMap((provisioner) => [{ entry: provisioner.entry }, provisioner.privileged]),
      ])
      .flatMap((fact) => ("entry" in fact ? [fact.entry] : []));
  }

  it("keeps a text without errors and changes only the named parts", () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, choice) => {
        const document = read(text);
        const entries = entriesOf(document);
        const entry = entries[choice % Math.max(1, entries.length)];
        if (!entry) return;
        const edit = createVagrantfileEditor(document).remove([entry]);
        const after = applied(document, edit);
        if (after === undefined || !edit) return;
        const again = read(after);

        assert.deepEqual(again.problems, []);
        assert.ok(edit.edits.every(({ range }) => range.start.line >= entry.range.start.line - 2));
        assert.ok(after.endsWith(text.slice(-5)));
        assert.equal(document.comments.length <= again.comments.length, true);
      }),
      { numRuns: 150 },
    );
  });

  it("writes exactly the value that was asked for", () => {
    fc.assert(
      fc.property(texts, fc.stringMatching(/^[a-z0-9/.-]{1,12}$/), (text, value) => {
        const document = read(text);
        const box = document.machines[0]!.box;
        const after = applied(document, createVagrantfileEditor(document).replaceValue(box, value));
        const boxes = text.split('"a/b"').length - 1;

        assert.equal(after === undefined, boxes === 0);
        if (after !== undefined) assert.equal(short(read(after).machines[0]!.box), value);
      }),
      { numRuns: 100 },
    );
  });
});

describe("settings of a loaded Ruby file", () => {
  it("is not edited at the statement that loads the file", () => {
    const files = { "more.rb": 'def setup(c)\n  c.vm.box = "a/b"\n  c.vm.provision "shell", inline: "reboot"\nend\n' };
    const document = read(`more = "more.rb"\nload more\n${configured("setup(config)")}`, undefined, files);
    const editor = createVagrantfileEditor(document);
    const [machine] = document.machines;
    const { at } = machine!.commands[0]!;

    assert.equal(document.source.slice(at.range), "load more");
    assert.deepEqual(
      [
        editor.replaceValue(machine!.box, "c/d"),
        editor.replaceWords(at, at, "true"),
        editor.replaceText(at, "true"),
        editor.remove([at]),
      ],
      [undefined, undefined, undefined, undefined],
    );
  });
});
