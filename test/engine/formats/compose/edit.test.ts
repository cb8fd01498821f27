import assert from "node:assert/strict";
import { createComposeEditor } from "../../../../server/src/engine/formats/compose/edit.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import { knownItems, valueOf } from "../../../../server/src/engine/model/fact.ts";
import { applied } from "../yaml/reading.ts";
import { compose } from "./reading.ts";

const head = "services:\n  web:\n";

function edited(
  settings: string,
  edit: (
    editor: ReturnType<typeof createComposeEditor>,
    service: ReturnType<typeof compose>["services"][number],
  ) => FileEdit | undefined,
): string | undefined {
  const text = head + settings;
  const document = compose(text);
  const service = document.services.at(-1);
  assert(service);
  return applied(text, edit(createComposeEditor(document), service)?.edits)?.slice(head.length);
}

describe("edits of a Compose file", () => {
  it("replace a value in its own quotes", () => {
    const replace = (settings: string) => edited(settings, (editor, { image }) => editor.replaceValue(image, "b:2"));
    assert.equal(replace("    image: a # c\n"), "    image: b:2 # c\n");
    assert.equal(replace("    image: 'a'\n"), "    image: 'b:2'\n");
    assert.equal(replace("    image: ${I:-a}\n"), "    image: ${I:-b:2}\n");
  });

  it("leave a value that was written elsewhere", () => {
    const settings = "    <<: &x {image: a}\n  db:\n    <<: *x\n    image2: b\n";
    assert.equal(
      edited(settings, (editor, { image }) => editor.replaceValue(image, "b")),
      undefined,
    );
    assert.equal(
      edited(settings, (editor, { image }) => (image.state === "known" ? editor.remove([image.entry]) : undefined)),
      undefined,
    );
  });

  it("replace the value of NAME=value", () => {
    const settings = '    environment:\n      - "A=1"\n      - B=2\n';
    const after = edited(settings, (editor, { environment }) => {
      const item = environment.get("A");
      return item && editor.replaceValue(item, "9");
    });
    assert.equal(after, '    environment:\n      - "A=9"\n      - B=2\n');
  });

  it("remove entries with parents that become empty, but never a service", () => {
    const settings = "    image: a\n    deploy:\n      resources:\n        limits:\n          memory: 1G\n";
    const remove = (text: string) =>
      edited(text, (editor, { deploy: { limits } }) =>
        limits.memory.state === "known" ? editor.remove([limits.memory.entry]) : undefined,
      );
    assert.equal(remove(settings), "    image: a\n");
    assert.equal(remove(settings.replace("    image: a\n", "")), undefined);
  });

  it("remove single items of a list", () => {
    const after = edited("    image: a\n    cap_add:\n      - A # why\n      - B\n", (editor, { capAdd }) => {
      const [first] = knownItems(capAdd);
      return first && editor.remove([first.entry]);
    });
    assert.equal(after, "    image: a\n    cap_add:\n      - B\n");
  });

  it("add to a service", () => {
    const add = (settings: string) =>
      edited(settings, (editor, service) => editor.addToService(service, "cap_drop", ["ALL"]));
    assert.equal(add("    image: a\n"), "    image: a\n    cap_drop:\n      - ALL\n");
    assert.equal(add("    cap_drop: [A]\n    image: a\n"), "    cap_drop: [A, ALL]\n    image: a\n");
    assert.equal(add("    extends: x\n"), "    extends: x\n    cap_drop:\n      - ALL\n");
  });

  it("replace words of a command", () => {
    const replace = (settings: string) =>
      edited(settings, (editor, { command }) => {
        const words = valueOf(command)?.commands[0]?.words ?? [];
        const [first, last] = [words[0], words.at(-1)];
        return first && last && editor.replaceWords(first.at, last.at, "exec x");
      });
    assert.equal(replace("    command: a b c # d\n"), "    command: exec x # d\n");
    assert.equal(replace('    command: sh -c "a b && c"\n'), '    command: sh -c "exec x && c"\n');
    assert.equal(replace("    command: [a, b]\n"), undefined);
  });

  it("comment a setting out", () => {
    const after = edited("    image: a\n    cap_add: [A]\n", (editor, { capAdd }) =>
      capAdd.state === "known" ? editor.commentOut([capAdd.entry]) : undefined,
    );
    assert.equal(after, "    image: a\n    # cap_add: [A]\n");
  });

  it("decline while the file cannot be read", () => {
    const text = `${head}    image: a\n    command: "x\n`;
    const document = compose(text, compose(text.replace('"x', "x")));
    const [service] = document.services;
    assert(service);
    assert.equal(createComposeEditor(document).replaceValue(service.image, "b"), undefined);
    assert.equal(createComposeEditor(document).addToService(service, "init", true), undefined);
  });
});
