import type { InstructionParts, VariableReference } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "self-referencing-env",
  category: "dockerfile/variables",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  aliases: ["DL3044"],
  summary: "`ENV` uses a variable that the same instruction sets",
  why: prose(
    "All values of one `ENV` see the variables as they were before it. `ENV HOME=/app BIN=$HOME/bin` therefore gives `BIN` the old `HOME`, or nothing if there was none.",
  ),
  instead: "Set the second variable in an `ENV` of its own, below.",
  exceptions: prose(
    "Ignored for `\\$NAME`, which is not replaced, for a variable that refers to itself, as `PATH` does, and for defaults (`${NAME:-…}`). If the variable had a value before, it is information.",
  ),
  sources: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM debian:13\nENV APP_HOME=/opt/app APP_BIN=$APP_HOME/bin\n" },
        underline: "$APP_HOME",
      },
      {
        title: "The variable had another value before, which counts here.",
        files: { Dockerfile: 'FROM debian:13\nENV APP=/a\nENV APP=/b \\\n    BIN="${APP}/bin"\n' },
        underline: "${APP}",
        severity: "info",
      },
    ],
    valid: [
      { title: "Two instructions.", files: { Dockerfile: "FROM debian:13\nENV A=/x\nENV B=$A/y\n" } },
      { title: "The dollar sign is escaped.", files: { Dockerfile: 'FROM debian:13\nENV A=1 B="\\${A}"\n' } },
      { title: "A longer name.", files: { Dockerfile: "FROM debian:13\nENV A=/x B=$AB/y\n" } },
      { title: "PATH adds to itself.", files: { Dockerfile: "FROM debian:13\nENV A=/x PATH=/y:$PATH\n" } },
    ],
  },
  instructions: ["ENV"],
  check: {
    instruction({ instruction, stage }, { report }) {
      const parts = instruction.parts();
      if (parts.pairs.length < 2) return;
      const state = stage.stateAt(instruction);
      for (const reference of parts.references.filter((one) => setsAlso(parts, one))) {
        const { name, at, pair } = reference;
        const before = state.variable(name);
        report({
          at,
          severity: before ? "info" : "warning",
          message: before
            ? `"${pair?.name ?? ""}" gets the value that "${name}" had before this ENV. Use two instructions if the new one is meant.`
            : `"${name}" is set by this same ENV, so "${pair?.name ?? ""}" gets an empty value for it. Use two instructions.`,
        });
      }
    },
  },
});

/** Another pair of the instruction sets the variable; PATH counts only if two pairs set it. */
function setsAlso({ pairs }: InstructionParts, { name, pair, operator }: VariableReference): boolean {
  if (/^:?[-+]/.test(operator) || pair?.name === name)
    return name === "PATH" && pairs.filter((one) => one.name === name).length > 1;
  return name !== "PATH" && pairs.some((one) => one.name === name);
}
