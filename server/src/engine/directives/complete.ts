import type { Position, Range } from "vscode-languageserver-types";
import { intentKeys, isIntentKey, type IntentKey } from "../facts/intent.ts";
import { intentTexts, type IntentValueText } from "./intentTexts.ts";
import { docsOf } from "../docs.ts";
import type { Completion } from "../answer.ts";
import type { RuleDefinition } from "../rule.ts";

export const directiveTexts = {
  ignore:
    "Suppresses rules for the code below, or for its own line after a value. The text after the ids is the reason.",
  "ignore-file": "Suppresses rules in the whole file. The text after the ids is the reason.",
} as const;

/** Completes the text after `# bulkhead` up to the cursor. `reporting` are the rules that report something in the file. */
export function completeDirective(
  line: string,
  { line: number, character }: Position,
  rules: readonly RuleDefinition[],
  reporting: ReadonlySet<string>,
): readonly Completion[] {
  const written = line.slice(0, character);
  const rangeOf = (text: string): Range => ({
    start: { line: number, character: character - text.length },
    end: { line: number, character },
  });
  const begun = /^\s*(?:#+|\/\/)\s*(b[a-z]*)$/.exec(written)?.[1];
  if (begun !== undefined && "bulkhead".startsWith(begun)) {
    const detail = "Ignore a finding, or declare intent";
    return [{ label: "bulkhead", text: "bulkhead ", range: rangeOf(begun), kind: "key", detail, rank: 0 }];
  }
  const found = /(?:^|\s)(?:#+|\/\/)\s*bulkhead[ \t]+([^ \t].*)?$/.exec(written);
  if (!found) return [];
  const [, rest = ""] = found;

  const list = /^ignore(?:-file)?=((?:[\w-]+, *)*)([\w-]*)$/.exec(rest);
  if (list) return ruleItems(rules, list[1] ?? "", reporting, rangeOf(list[2] ?? ""));
  if (/^ignore(?:-file)?=/.test(rest)) return [];

  const words = rest.split(/[ \t]+/);
  const word = words.at(-1) ?? "";
  const pair = /^([a-z]+)=((?:[\w-]+,)*)([\w-]*)$/.exec(word);
  if (pair) return valueItems(pair[1] ?? "", pair[2] ?? "", rangeOf(pair[3] ?? ""));
  const before = words.slice(0, -1).map((one) => one.split("=")[0] ?? "");
  return /^[a-z-]*$/.test(word) ? keyItems(before, rangeOf(word)) : [];
}

function ruleItems(
  rules: readonly RuleDefinition[],
  listed: string,
  reporting: ReadonlySet<string>,
  range: Range,
): readonly Completion[] {
  const there = new Set(listed.split(",").map((id) => id.trim()));
  return rules
    .filter(({ id, check }) => !there.has(id) && check.ignore === undefined && check.problem === undefined)
    .map((rule) => ({
      label: rule.id,
      text: rule.id,
      range,
      kind: "rule" as const,
      detail: rule.summary,
      documentation: ruleText(rule),
      rank: reporting.has(rule.id) ? 0 : 1,
    }));
}

function keyItems(before: readonly string[], range: Range): readonly Completion[] {
  const ignores = before.length === 0 ? Object.entries(directiveTexts) : [];
  const intents = (Object.keys(intentKeys) as IntentKey[]).filter((key) => !before.includes(key));
  return [
    ...ignores.map(([key, text]) => ({ key, text, rank: 0 })),
    ...intents.map((key) => ({ key, text: intentTexts[key].text, rank: 1 })),
  ].map(({ key, text, rank }) => ({
    label: `${key}=`,
    text: `${key}=`,
    range,
    kind: "key",
    detail: text,
    rank,
  }));
}

function valueItems(key: string, listed: string, range: Range): readonly Completion[] {
  if (!isIntentKey(key) || (listed !== "" && key !== "compliance")) return [];
  const there = listed.split(",");
  const texts: Readonly<Record<string, IntentValueText>> = intentTexts[key].values;
  return intentKeys[key].flatMap((value, rank): readonly Completion[] => {
    const text = texts[value];
    if (!text || there.includes(value)) return [];
    const { meaning, changes } = text;
    return [
      { label: value, text: value, range, kind: "value", detail: meaning, documentation: `Effect: ${changes}.`, rank },
    ];
  });
}

/** Describes a rule in Markdown, with a link to its page, or with the most important parts of the page if there is no link. */
export function ruleText({ id, summary, severity, profile, why, instead }: RuleDefinition): string {
  const page = docsOf(id);
  const more = page === undefined ? [why, instead] : [`[Documentation](${page})`];
  return [`**${summary}**`, `\`${id}\`: default ${severity}, profile ${profile}.`, ...more].join("\n\n");
}
