import { aliasesOf, branchesOf } from "../branches.ts";
import type { Example, InvalidExample, RuleDefinition } from "../rule.ts";
import type { Topic } from "../knowledge/topics/topic.ts";

/** What the rule said of an example, shown below it. */
export interface ShownFinding {
  readonly severity: string;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** Titles of the fixes that it offers. */
  readonly fixes: readonly string[];
}

const languages: readonly (readonly [RegExp, string])[] = [
  [/Dockerfile|Containerfile/, "dockerfile"],
  [/Vagrantfile/, "ruby"],
  [/Jenkinsfile/, "groovy"],
  [/\.ya?ml$/, "yaml"],
  [/\.json$/, "json"],
  [/\.sh$/, "sh"],
];

const fixNotes = {
  safe: "Whatever worked before works the same afterwards; `source.fixAll.bulkhead` applies it too.",
  behaviour: "The fix changes what happens at run time, so it is offered one by one.",
  refactor: "The fix touches several places; look at the preview before you accept it.",
} as const;

/** The rule's page in Markdown; with `shown`, each invalid example carries what the rule says of it. */
export function rulePage(rule: RuleDefinition, shown?: (example: InvalidExample) => readonly ShownFinding[]): string {
  const findings = rule.examples.invalid.map((example) => shown?.(example) ?? []);
  const parts = [
    `# ${rule.id}`,
    `${rule.summary}.`,
    `**Severity** ${severityText(rule)} · **Profile** ${rule.profile} · **Category** ${rule.category} · **Since** ${rule.since}`,
    ...branchTable(rule),
    "## Why",
    rule.why,
    "## What to do instead",
    rule.instead,
    ...(rule.fix ? ["## Fix", ...fixTitles(findings.flat()), fixNotes[rule.fix]] : []),
    ...(rule.exceptions ? ["## When it does not hold", rule.exceptions] : []),
    ...(rule.errors
      ? ["## What you may have searched for", rule.errors.map((error) => `- ${codeSpan(error)}`).join("\n")]
      : []),
    ...(rule.examples.invalid.length > 0 ? ["## Examples that it speaks of"] : []),
    ...rule.examples.invalid.map((example, index) => invalidExample(example, findings[index] ?? [])),
    ...(rule.examples.valid.length > 0 ? ["## Examples that it leaves alone"] : []),
    ...rule.examples.valid.map((example) => exampleText(example)),
    "## Silence it",
    `\`# bulkhead ignore=${rule.id} why it is right here\` above the line, or \`"${rule.id}": "off"\` under \`rules\` in the configuration.`,
    ...aliasText(rule),
    "## Sources",
    rule.sources.map((source) => `- <${source}>`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The highest severity of the rule, and whether it lowers it, as its branches and examples show. */
export function severityText(rule: RuleDefinition): string {
  const { severity, examples } = rule;
  const levels = [...branchesOf(rule).map(([, branch]) => branch), ...examples.invalid].map((one) => one.severity);
  return levels.some((level) => level !== undefined && level !== severity) ? `up to ${severity}` : severity;
}

/** Each branch is on from its own profile. */
function branchTable({ branches }: RuleDefinition): readonly string[] {
  if (!branches) return [];
  const rows = Object.entries(branches).map(
    ([name, { severity, profile, aliases = [] }]) => `| ${name} | ${severity} | ${profile} | ${aliases.join(", ")} |`,
  );
  return [["| Branch | Severity | Profile | Ids of other tools |", "| --- | --- | --- | --- |", ...rows].join("\n")];
}

function aliasText(rule: RuleDefinition): readonly string[] {
  const aliases = aliasesOf(rule);
  if (aliases.length === 0) return [];
  const listed = aliases.map((alias) => `\`${alias}\``).join(", ");
  const scope = rule.branches ? ", each for its own branches" : "";
  return [`Ignore comments of other tools for ${listed} count too, and so do these ids under \`rules\`${scope}.`];
}

function fixTitles(findings: readonly ShownFinding[]): readonly string[] {
  const titles = [...new Set(findings.flatMap(({ fixes }) => fixes))];
  return titles.length === 0
    ? []
    : ["In the examples below it offers:", titles.map((title) => `- ${title}`).join("\n")];
}

/** A text with backticks stands between two of them. */
function codeSpan(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A topic's page in Markdown. */
export function topicText(topic: Topic): string {
  return [`# ${topic.title}`, topic.text, "## Sources", topic.sources.map((source) => `- <${source}>`).join("\n")].join(
    "\n\n",
  );
}

function invalidExample(example: InvalidExample, findings: readonly ShownFinding[]): string {
  const said = findings.map(({ severity, message, line }) => `> **${severity}**, line ${line}: ${message}`);
  return [exampleText(example), ...said, ...fixedText(example)].join("\n\n");
}

function fixedText({ files, fixed }: InvalidExample): readonly string[] {
  if (fixed === undefined) return [];
  const [analysed = ""] = Object.keys(files);
  const changed = typeof fixed === "string" ? { [analysed]: fixed } : fixed;
  return ["After the fix:", ...Object.entries(changed).map(([path, text]) => fence(path, text))];
}

function exampleText({ title, files }: Example): string {
  return [
    ...(title === undefined ? [] : [title]),
    ...Object.entries(files).map(([path, text]) => fence(path, text)),
  ].join("\n\n");
}

function fence(path: string, text: string): string {
  const language = languages.find(([pattern]) => pattern.test(path))?.[1] ?? "";
  const visible = dedent(text).replaceAll("\r\n", "␍␊\n").replace(/\n$/, "");
  return `\`${path}\`\n\n\`\`\`${language}\n${visible}\n\`\`\``;
}

/** Removes the indentation that all lines share, and the line breaks that only make a literal readable. */
export function dedent(text: string): string {
  if (!text.startsWith("\n")) return text;
  const lines = text.slice(1).split("\n");
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length))).join("\n");
}
