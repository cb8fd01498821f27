import type { Instruction } from "../../../model/stage.ts";
import { defineRule, prose } from "../../../rule.ts";

const level = { severity: "warning", profile: "essential" } as const;
const all = ["MultipleInstructionsDisallowed", "MULTIPLE_INSTRUCTIONS"];
const keywords = ["CMD", "ENTRYPOINT", "HEALTHCHECK"] as const;

export default defineRule({
  id: "overridden-instruction",
  category: "dockerfile/runtime",
  since: "0.1.0",
  branches: {
    CMD: { ...level, aliases: ["DL4003", ...all, "DS-0016", "S6589"] },
    ENTRYPOINT: { ...level, aliases: ["DL4004", ...all, "DS-0007", "S6589"] },
    HEALTHCHECK: { ...level, aliases: ["DL3012", ...all, "DS-0023"] },
  },
  fix: "safe",
  summary: "`CMD`, `ENTRYPOINT` or `HEALTHCHECK` that a later one of the stage replaces",
  why: prose(
    "An image has one command, one entrypoint and one health check. Of several instructions in a stage the last one counts, and the others have no effect. Often two files were put together, and the wrong command runs.",
  ),
  instead: "Keep the one that is meant.",
  exceptions: prose(
    "Instructions of other stages do not count: a stage may replace what the stage below it sets. Triggers of `ONBUILD` are compared with each other only.",
  ),
  sources: [
    "https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/",
    "https://docs.docker.com/reference/dockerfile/#cmd",
  ],
  examples: {
    invalid: [
      {
        branch: "CMD",
        files: {
          Dockerfile: `
            FROM node:24
            COPY . /app
            CMD ["npm", "test"]
            CMD ["node", "/app/server.js"]
          `,
        },
        underline: 'CMD ["npm", "test"]',
        fixed: `
          FROM node:24
          COPY . /app
          CMD ["node", "/app/server.js"]
        `,
      },
      {
        title: "The shell form and the exec form replace each other.",
        branch: "ENTRYPOINT",
        files: {
          Dockerfile: `
            FROM debian:13
            ENTRYPOINT exec /app/start
            USER app
            ENTRYPOINT ["/app/start"]
          `,
        },
        underline: "ENTRYPOINT exec /app/start",
        fixed: `
          FROM debian:13
          USER app
          ENTRYPOINT ["/app/start"]
        `,
      },
      {
        branch: "HEALTHCHECK",
        files: { Dockerfile: "FROM nginx:1.29\nHEALTHCHECK CMD curl -f http://localhost/\nHEALTHCHECK NONE\n" },
        underline: "HEALTHCHECK CMD curl -f http://localhost/",
        fixed: "FROM nginx:1.29\nHEALTHCHECK NONE\n",
      },
    ],
    valid: [
      {
        title: "A stage replaces the command of another one.",
        files: { Dockerfile: 'FROM node:24 AS app\nCMD ["node", "a.js"]\nFROM app AS test\nCMD ["npm", "test"]\n' },
      },
      {
        title: "A command is the default argument of an entrypoint.",
        files: { Dockerfile: 'FROM debian:13\nENTRYPOINT ["/app/start"]\nCMD ["--help"]\n' },
      },
      {
        title: "The trigger is for other images.",
        files: { Dockerfile: 'FROM node:24\nCMD ["node"]\nONBUILD CMD ["node", "server.js"]\n' },
      },
    ],
  },
  check: {
    stage(stage, { edit, report }) {
      for (const keyword of keywords) {
        const triggers = stage.instructions.filter(({ trigger }) => trigger?.keyword === keyword);
        const own = stage.instructions.filter((one) => one.keyword === keyword);
        for (const [instruction, winner] of [...overridden(own), ...overridden(triggers)]) {
          report({
            branch: keyword,
            at: instruction.at,
            message: `A later ${keyword} of the stage replaces this one, so it has no effect. Remove it.`,
            unnecessary: true,
            related: [{ at: winner.keywordAt, message: `The ${keyword} that counts.` }],
            fixes: [
              {
                title: `Remove this ${keyword}`,
                kind: "safe",
                preferred: true,
                edits: () => [edit.remove([instruction.at])],
              },
            ],
          });
        }
      }
    },
  },
});

/** All but the last, each with the last. */
function overridden(all: readonly Instruction[]): readonly (readonly [Instruction, Instruction])[] {
  const last = all.at(-1);
  return last ? all.slice(0, -1).map((one) => [one, last]) : [];
}
