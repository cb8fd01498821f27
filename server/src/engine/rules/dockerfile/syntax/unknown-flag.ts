import { isTemplate } from "../../../facts/dockerfile/template.ts";
import { flagsOf } from "../../../knowledge/dockerfileFlags.ts";
import { keywords } from "../../../model/keywords.ts";
import { closest } from "../../../model/text/closest.ts";
import { defineRule, prose } from "../../../rule.ts";

export default defineRule({
  id: "unknown-flag",
  category: "dockerfile/syntax",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["UNKNOWN_ADD_FLAG", "UNKNOWN_COPY_FLAG", "UNKNOWN_FROM_FLAG", "UNKNOWN_HEALTHCHECK_FLAG"],
  fix: "behaviour",
  summary: "Instruction has a flag that does not exist",
  why: prose(
    "BuildKit knows a few flags for each instruction and stops at any other. Their names have one case only, and they come before the arguments.",
  ),
  instead: prose(
    "Correct the name, or move the flag to the command that it is for: `CMD` and `ENTRYPOINT` in shell form take a leading `--x` for a flag of their own, so write the exec form there.",
  ),
  exceptions:
    "Nothing is reported if `# syntax=` names a frontend other than `docker/dockerfile`, and after a lone `--`. `HEALTHCHECK NONE` reads no flags.",
  errors: ["unknown flag:", "dockerfile parse error on line"],
  sources: [
    "https://docs.docker.com/reference/dockerfile/",
    "https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go",
  ],
  examples: {
    invalid: [
      {
        files: { Dockerfile: "FROM golang:1.25 AS build\nFROM scratch\nCOPY --form=build /app /app\n" },
        underline: "--form=build",
        fixed: "FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=build /app /app\n",
      },
      {
        title: "The flag belongs to `COPY`.",
        files: { Dockerfile: "FROM debian:13\nADD --parents a/b /x/\n" },
        underline: "--parents",
        fixed: "FROM debian:13\nADD a/b /x/\n",
      },
      {
        title: "The builder takes an option in this place for its own.",
        files: { Dockerfile: "FROM debian:13\nENTRYPOINT --verbose\n" },
        underline: "--verbose",
      },
    ],
    valid: [
      {
        title: "Flags of newer versions.",
        files: { Dockerfile: "FROM debian:13\nRUN --device=nvidia.com/gpu=all make\nCOPY --exclude=*.md . /x/\n" },
      },
      { title: "The option is for the command.", files: { Dockerfile: "FROM debian:13\nRUN make --from=x\n" } },
      {
        title: "Another frontend has flags of its own.",
        files: { Dockerfile: "# syntax=corp/frontend\nFROM debian:13\nCOPY --sign a b\n" },
      },
    ],
  },
  check: {
    instruction({ instruction }, { project, edit, report }) {
      const { keyword, flags } = instruction;
      if (flags.length === 0 || (project.root.kind === "dockerfile" && project.root.hasOtherFrontend)) return;
      if (!keywords.has(keyword) || isTemplate(project.root) || /^NONE\b/i.test(instruction.parts().text)) return;
      const known = flagsOf(keyword);
      for (const { name, at } of flags) {
        if (known.includes(name)) continue;
        const meant = closest(name, known, name.length < 5 ? 1 : 2);
        const text = project.root.source.slice(at.range);
        const isOnly = instruction.argumentsAt === undefined;
        report({
          at,
          message: `${keyword} has no flag --${name}, so the build fails. ${meant === undefined ? "Remove it." : `Did you mean --${meant}?`}`,
          fixes: [
            {
              title: meant === undefined ? `Remove --${name}` : `Change to --${meant}`,
              kind: "behaviour",
              preferred: meant !== undefined,
              edits: () => {
                if (meant === undefined) return [isOnly ? undefined : edit.remove([at])];
                return [edit.replaceText(at, text.replace(name, meant))];
              },
            },
          ],
        });
      }
    },
  },
});
