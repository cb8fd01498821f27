import assert from "node:assert/strict";
import { createDevContainerEditor } from "../../../../server/src/engine/formats/devcontainer/edit.ts";
import type { FileEdit, Plain } from "../../../../server/src/engine/model/editor.ts";
import type { Fact } from "../../../../server/src/engine/model/fact.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { applied } from "../yaml/reading.ts";
import { read } from "./reading.ts";

function editing(text: string) {
  const document = read(text);
  const [service] = document.services;
  assert.ok(service);
  const result = (edit: FileEdit | undefined) => applied(text, edit?.edits);
  return { service, result, editor: createDevContainerEditor(document) };
}

function without(text: string, pick: (service: Service) => Fact<unknown>): string | undefined {
  const { service, editor, result } = editing(text);
  const fact = pick(service);
  assert.ok(fact.state === "known");
  return result(editor.remove([fact.entry]));
}

function withSetting(text: string, key: string, value: Plain): string | undefined {
  const { service, editor, result } = editing(text);
  return result(editor.addToService(service, key, value));
}

const privileged = (service: Service) => service.privileged;

describe("edits of devcontainer.json remove", () => {
  const cases: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
    [
      "a property with its line",
      '{\n\t"image": "a",\n\t"privileged": true,\n\t"init": true\n}\n',
      '{\n\t"image": "a",\n\t"init": true\n}\n',
    ],
    [
      "the last property and the comma before it",
      '{\n  "image": "a",\n  "privileged": true\n}\n',
      '{\n  "image": "a"\n}\n',
    ],
    [
      "the last property, whose comma is at the end",
      '{\n  "image": "a",\n  "privileged": true,\n}\n',
      '{\n  "image": "a",\n}\n',
    ],
    ["the first property", '{\n  "privileged": true,\n  "image": "a"\n}\n', '{\n  "image": "a"\n}\n'],
    [
      "a property on one line with others",
      '{ "image": "a", "privileged": true, "init": true }',
      '{ "image": "a", "init": true }',
    ],
    ["the last property on one line", '{ "image": "a", "privileged": true }', '{ "image": "a" }'],
    [
      "the comments that belong to the property",
      '{\n  "image": "a",\n  // Needs it.\n  "privileged": true, // really\n  // Ports\n  "init": true\n}\n',
      '{\n  "image": "a",\n  // Ports\n  "init": true\n}\n',
    ],
    [
      "no property that somebody has switched off",
      '{\n  "image": "a",\n  // Switch on:\n  // "capAdd": [],\n  "privileged": true\n}\n',
      '{\n  "image": "a"\n  // Switch on:\n  // "capAdd": [],\n}\n',
    ],
    [
      "an option",
      '{ "image": "a", "runArgs": ["--init", "--privileged", "--rm"] }',
      '{ "image": "a", "runArgs": ["--init", "--rm"] }',
    ],
    [
      "the property with the only option",
      '{\n  "image": "a",\n  "runArgs": ["--privileged"]\n}\n',
      '{\n  "image": "a"\n}\n',
    ],
    [
      "a line ending of Windows",
      '{\r\n  "image": "a",\r\n  "privileged": true\r\n}\r\n',
      '{\r\n  "image": "a"\r\n}\r\n',
    ],
    ["nothing where a comment would be lost", '{ "image": "a", "privileged": true, /* b */ "init": true }', undefined],
  ];
  for (const [title, before, after] of cases) {
    it(title, () => {
      assert.equal(without(before, privileged), after);
    });
  }

  it("an option and its value", () => {
    assert.equal(
      without('{ "image": "a", "runArgs": ["--shm-size", "1g", "--init"] }', ({ shmSize }) => shmSize),
      '{ "image": "a", "runArgs": ["--init"] }',
    );
  });
});

describe("edits of devcontainer.json add", () => {
  it("a property on a line of its own", () => {
    assert.equal(
      withSetting('{\n\t"image": "a"\n}\n', "cap_add", ["NET_ADMIN", "NET_RAW"]),
      '{\n\t"image": "a",\n\t"capAdd": ["NET_ADMIN", "NET_RAW"]\n}\n',
    );
    assert.equal(withSetting('{\n  "image": "a",\n}\n', "init", true), '{\n  "image": "a",\n  "init": true,\n}\n');
    assert.equal(withSetting('{ "image": "a" }', "init", true), '{ "image": "a", "init": true }');
  });

  it("missing items of a list", () => {
    assert.equal(
      withSetting('{ "image": "a", "capAdd": ["NET_RAW"] }', "cap_add", ["NET_RAW", "NET_ADMIN"]),
      '{ "image": "a", "capAdd": ["NET_RAW", "NET_ADMIN"] }',
    );
  });

  it("options for settings without a property", () => {
    assert.equal(
      withSetting('{ "image": "a", "runArgs": ["--init"] }', "devices", ["/dev/fuse"]),
      '{ "image": "a", "runArgs": ["--init", "--device=/dev/fuse"] }',
    );
    assert.equal(withSetting('{ "dockerComposeFile": "a", "service": "b" }', "devices", ["/dev/fuse"]), undefined);
  });

  it("before a comment that follows the last property", () => {
    assert.equal(
      withSetting('{\n  "image": "a" // for all\n  // "user": "b"\n}\n', "init", true),
      '{\n  "init": true,\n  "image": "a" // for all\n  // "user": "b"\n}\n',
    );
  });

  it("two properties in one edit", () => {
    const text = '{\n  "image": "a"\n}\n';
    const { service, editor } = editing(text);
    const edits = [editor.addToService(service, "init", true), editor.addToService(service, "cap_add", ["KILL"])];

    assert.equal(
      applied(
        text,
        edits.flatMap((edit) => edit?.edits ?? []),
      ),
      '{\n  "image": "a",\n  "init": true,\n  "capAdd": ["KILL"]\n}\n',
    );
  });
});

describe("edits of devcontainer.json replace", () => {
  it("a value, with the escapes of JSON", () => {
    const { service, editor, result } = editing('{ "image": "a:1", "init": true }');

    assert.equal(result(editor.replaceValue(service.image, 'b:"2"')), '{ "image": "b:\\"2\\"", "init": true }');
    assert.equal(result(editor.replaceValue(service.init, "false")), '{ "image": "a:1", "init": false }');
  });

  it("no value that a variable gives", () => {
    const { service, editor } = editing('{ "image": "node:${localEnv:NODE:22}" }');

    assert.equal(editor.replaceValue(service.image, "node:24"), undefined);
  });

  it("nothing in a file that cannot be read", () => {
    const { service, editor } = editing('{ "image": "a:1" "init": true }');

    assert.equal(editor.replaceValue(service.image, "b"), undefined);
    assert.equal(editor.addToService(service, "init", true), undefined);
  });
});
