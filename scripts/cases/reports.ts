import * as v from "valibot";
import { renamed } from "./reportRules.ts";
import { classOf, type Adapter } from "./case.ts";

const schema = v.array(
  v.object({
    id: v.string(),
    files: v.record(v.string(), v.string()),
    want: v.array(
      v.object({
        file: v.string(),
        line: v.number(),
        rule_or_idea: v.string(),
        severity: v.picklist(["error", "warning", "info", "hint"]),
        advice: v.string(),
      }),
    ),
  }),
);

/** Projects rebuilt from public bug reports. */
export const reports: Adapter = {
  name: "reports",
  read: (json) =>
    v.parse(schema, json).map(({ id, files, want }) => ({
      id,
      files,
      mustBeSilent: true,
      want: want.map(({ file, line, rule_or_idea: idea, severity, advice }) => ({
        id: `${file}:${String(line)}:${nameOf(idea)}`,
        file,
        lines: [line],
        rules: rulesFor(idea),
        class: classOf(severity),
        advice,
      })),
    })),
};

function rulesFor(idea: string): readonly string[] {
  const name = nameOf(idea);
  return renamed[name] ?? [name.replace(/ \(.*\)$/, "")];
}

/** `idea:` says that there was no such rule when the case was written. */
function nameOf(idea: string): string {
  return idea.replace(/^idea:/, "");
}
