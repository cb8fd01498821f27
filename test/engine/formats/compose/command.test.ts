import assert from "node:assert/strict";
import { valueOf } from "../../../../server/src/engine/model/fact.ts";
import { splitCommand } from "../../../../server/src/engine/formats/compose/service/shellwords.ts";
import { only, textAt, withSettings } from "./reading.ts";

describe("commands of a Compose service", () => {
  const splits: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["nginx -g 'daemon off;'", ["nginx", "-g", "daemon off;"]],
    ['sh -c "a && b"', ["sh", "-c", "a && b"]],
    ["a\n  b\tc", ["a", "b", "c"]],
    ['a\\ b \'c\\d\' "e\\"f"', ["a b", "c\\d", 'e"f']],
    ["a '' b", ["a", "", "b"]],
    ["a && b", ["a"]],
    ["a 2>&1", ["a"]],
    ["a | b", ["a"]],
    ["a $(b c) d", ["a", "$(b c)", "d"]],
    ["a `b c` d", ["a", "`b c`", "d"]],
    ["a `b; c | d > e` f", ["a", "`b; c | d > e`", "f"]],
    ["a `b 'c d'` \"`\" '`'", ["a", "`b c d`", "`", "`"]],
    ["a `(b)`", ["a", "`(b)`"]],
    ["a `b", undefined],
    ["a $(b 'c \"d) 'e'", ["a", "$(b 'c \"d)", "e"]],
    ["a $(b; c) d", ["a", "$(b; c)", "d"]],
    ["a $(b $(c))", undefined],
    ["a $(b", undefined],
    ["a )", undefined],
    ["a (b)", undefined],
    ["a '(b)' \"(c)\"", ["a", "(b)", "(c)"]],
    ["a b\\", undefined],
    ["a\\;b c", ["a;b", "c"]],
    ["a 'b\\n' \"c\\nd\" e\\tf", ["a", "b\\n", "c\nd", "e\tf"]],
    ["a; b", ["a"]],
    ["a &", ["a"]],
    ["a b2>c", ["a", "b2"]],
    ["a 8080>c", ["a"]],
    ["a <b", ["a"]],
    ["a 'b", undefined],
    ["", []],
  ];
  for (const [text, words] of splits) {
    it(`split ${JSON.stringify(text)} as docker compose does`, () => {
      assert.deepEqual(
        splitCommand(text)?.map(({ value }) => value),
        words,
      );
    });
  }

  it("are argument vectors in both forms, with the place of every word", () => {
    for (const written of [
      "nginx -g 'daemon off;'",
      '["nginx", "-g", "daemon off;"]',
      "\n      - nginx\n      - -g\n      - daemon off;",
    ]) {
      const text = `services:\n  web:\n    command: ${written}\n`;
      const command = valueOf(only(text).command);
      assert(command);
      assert.equal(command.form, "exec");
      assert.deepEqual(
        command.arguments.map(({ value }) => value),
        ["nginx", "-g", "daemon off;"],
      );
      assert.deepEqual(
        command.commands.map(({ words }) => words.length),
        [3],
      );
      assert.match(textAt(text, command.arguments[2]?.at) ?? "", /^["']?daemon off;["']?$/);
    }
  });

  it("are opened where a shell is named, with places inside", () => {
    const text =
      'services:\n  web:\n    command: >-\n      bash -c "migrate $$DB ${X}\n      && exec serve --port ${PORT:-80}"\n';
    const command = valueOf(only(text).command);
    assert(command);
    assert.deepEqual(
      command.commands.map(({ words, replacesShell }) => [
        ...words.map((word) => textAt(text, word.at)),
        replacesShell,
      ]),
      [
        ["migrate", "$$DB", "${X}", false],
        ["serve", "--port", "${PORT:-80}", true],
      ],
    );
    assert.deepEqual(
      command.commands[0]?.words.map(({ value }) => value),
      ["migrate", undefined, undefined],
    );
    assert.deepEqual(
      command.commands[1]?.words.map(({ value }) => value),
      ["serve", "--port", "80"],
    );
  });

  it("are opened where the entry point is a shell", () => {
    for (const settings of [
      "entrypoint: /bin/bash\ncommand: [-c, 'a && b']",
      "entrypoint: [sh, -c]\ncommand: ['a && b']",
    ]) {
      const { command } = withSettings(settings);
      assert.deepEqual(
        valueOf(command)?.commands.map(({ words }) => words.map(({ value }) => value)),
        [["a"], ["b"]],
      );
    }
    assert.equal(valueOf(withSettings("entrypoint: /run.sh\ncommand: [-c, 'a && b']").command)?.commands.length, 1);
  });

  it("hold a word that depends on a run", () => {
    const command = valueOf(withSettings("command: serve ${PORT} $$HOME").command);
    assert.deepEqual(
      command?.arguments.map(({ value }) => value),
      ["serve", undefined, "$HOME"],
    );
    assert.equal(command.arguments[1]?.text, "${PORT}");
  });

  const checks: readonly (readonly [string, string | undefined, readonly string[]])[] = [
    ["{test: curl -f http://x || exit 1}", "shell", ["curl", "exit"]],
    ["{test: [CMD, curl, -f, x]}", "exec", ["curl"]],
    ["{test: [CMD-SHELL, 'a | b']}", "shell", ["a", "b"]],
    ["{test: [NONE]}", "none", []],
    ["{disable: true}", "none", []],
    ["{disable: yes, test: a}", "none", []],
    ["{disable: false, test: [CMD, a]}", "exec", ["a"]],
    ["{interval: 5s}", undefined, []],
    ["{test: [curl, x]}", undefined, []],
  ];
  for (const [written, form, programs] of checks) {
    it(`read the healthcheck ${written}`, () => {
      const check = valueOf(withSettings(`healthcheck: ${written}`).healthcheck);
      assert.equal(check === "none" ? "none" : check?.form, form);
      assert.deepEqual(check === "none" ? [] : (check?.commands ?? []).map(({ words }) => words[0]?.value), programs);
    });
  }
});
