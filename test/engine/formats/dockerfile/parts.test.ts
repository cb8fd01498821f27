import assert from "node:assert/strict";
import { valueOf } from "../../../../server/src/engine/model/fact.ts";
import type { Instruction, Stage } from "../../../../server/src/engine/model/stage.ts";
import { at, read, stageOf } from "./reading.ts";

function instructionOf(stage: Stage, index: number): Instruction {
  const found = stage.instructions[index];
  assert.ok(found);
  return found;
}

describe("Parts of a Dockerfile instruction", () => {
  it("has words and pairs with their places", () => {
    const document = read("FROM a AS b\nENV A=1 \\\n  B='2 3'\nENV OLD some text\n");
    const [stage] = document.stages;
    assert.ok(stage);
    const [from, env, old] = [0, 1, 2].map((index) => instructionOf(stage, index).parts());
    assert.deepEqual(
      from?.words.map((word) => [word.text, at(document, word.at)]),
      [
        ["a", "a"],
        ["AS", "AS"],
        ["b", "b"],
      ],
    );
    assert.deepEqual(
      env?.pairs.map(({ name, value, hasEquals, at: place }) => [name, value?.text, hasEquals, at(document, place)]),
      [
        ["A", "1", true, "A=1"],
        ["B", "'2 3'", true, "B='2 3'"],
      ],
    );
    assert.deepEqual(
      old?.pairs.map(({ name, value, hasEquals }) => [name, value?.text, hasEquals]),
      [["OLD", "some text", false]],
    );
  });

  it("finds the variables that the builder replaces", () => {
    const document = read(
      [
        "FROM a",
        "ENV A=\"$B ${C:-$D}\" E='$F' G=\\$H",
        "COPY --chown=$U --from=$V $S /d",
        "RUN --mount=type=cache,target=$T echo $X",
        "COPY <<EOF /e",
        "$I",
        "EOF",
        "COPY <<'EOF' /e",
        "$J",
        "EOF",
        "ONBUILD ENV K=$L",
      ].join("\n"),
    );
    const [stage] = document.stages;
    assert.ok(stage);
    const names = stage.instructions.map((one) =>
      (one.trigger ?? one).parts().references.map(({ name, operator }) => name + operator),
    );
    assert.deepEqual(names, [[], ["B", "C:-", "D"], ["U", "S"], ["T"], ["I"], [], ["L"]]);
    const [first] = instructionOf(stage, 1).parts().references;
    assert.deepEqual([first && at(document, first.at), first?.pair?.name], ["$B", "A"]);
  });

  it("reads the fields of mounts", () => {
    const stage = stageOf("FROM a\nRUN --mount=TYPE=cache,dst=/x,readonly --mount=from=b,src=/s true\n");
    const { mounts } = instructionOf(stage, 1).parts();
    assert.deepEqual(
      mounts.map(({ type, fields }) => [type, [...fields]]),
      [
        [
          "cache",
          [
            ["type", "cache"],
            ["target", "/x"],
            ["readonly", ""],
          ],
        ],
        [
          "bind",
          [
            ["from", "b"],
            ["source", "/s"],
          ],
        ],
      ],
    );
  });
});

describe("The state of a stage at an instruction", () => {
  it("has what earlier instructions and stages set", () => {
    const { stages } = read(
      "FROM a AS b\nENV A=1\nUSER root\nFROM b\nRUN x\nUSER app\nARG C=2\nENV A=3\nWORKDIR /w\nRUN y\n",
    );
    const stage = stages[1];
    assert.ok(stage);
    const summary = (state: ReturnType<Stage["stateAt"]>) => [
      valueOf(state.user),
      valueOf(state.workdir),
      ...["A", "C"].map((name) => {
        const variable = state.variable(name);
        return variable && `${variable.keyword} ${valueOf(variable.item) ?? "?"}`;
      }),
    ];
    assert.deepEqual(summary(stage.stateAt(instructionOf(stage, 1))), ["root", undefined, "ENV 1", undefined]);
    assert.deepEqual(summary(stage.stateAt()), ["app", "/w", "ENV 3", "ARG 2"]);
    assert.deepEqual([...stage.stateAt().names()], ["A", "C"]);
  });

  it("keeps commands of triggers apart", () => {
    const document = read("FROM a\nRUN x\nONBUILD RUN y && z\n");
    const [stage] = document.stages;
    assert.ok(stage);
    assert.deepEqual(
      [stage.commands, stage.triggerCommands].map((commands) =>
        commands.map(({ words, instruction }) => [words[0]?.value, instruction && at(document, instruction.at)]),
      ),
      [
        [["x", "RUN x"]],
        [
          ["y", "RUN y && z"],
          ["z", "RUN y && z"],
        ],
      ],
    );
  });

  it("keeps what is before the first stage", () => {
    const document = read("ARG A=1\n# text\nARG B\nFROM a\n");
    assert.deepEqual(
      document.head.map(({ keyword }) => keyword),
      ["ARG", "ARG"],
    );
    assert.deepEqual(
      [...document.globalArgs].map(([name, item]) => [name, valueOf(item)]),
      [
        ["A", "1"],
        ["B", undefined],
      ],
    );
  });
});
