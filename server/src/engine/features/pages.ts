import { aliasesOf, branchesOf } from "../branches.ts";
import type { Example, InvalidExample, RuleDefinition } from "../rule.ts";
import type { Topic } from "../knowledge/topics/topic.ts";

/** A finding of the rule in an example, shown below it. */
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
  safe: "The fix does not change what worked before. `source.fixAll.bulkhead` applies it too.",
  behaviour: "The fix changes what happens at run time, so each one is offered separately.",
  refactor: "The fix changes several places. Check the preview before you accept it.",
} as const;

/** The rule's page in Markdown; with `shown`, each invalid example is followed by its findings. */
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
    ...(rule.exceptions ? ["## Exceptions", rule.exceptions] : []),
    ...(rule.errors
      ? ["## Error messages this explains", rule.errors.map((error) => `- ${codeSpan(error)}`).join("\n")]
      : []),
    ...(rule.examples.invalid.length > 0 ? ["## Flagged"] : []),
    ...rule.examples.invalid.map((example, index) => invalidExample(example, findings[index] ?? [])),
    ...(rule.examples.valid.length > 0 ? ["## Not flagged"] : []),
    ...rule.examples.valid.map((example) => exampleText(example)),
    "## Suppress this rule",
    `\`# bulkhead ignore=${rule.id} <reason>\` above the line, or \`"${rule.id}": "off"\` under \`rules\` in the configuration.`,
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
  return [
    `Ignore comments of other tools for ${listed} also suppress this rule, and \`rules\` accepts these ids${scope}.`,
  ];
}

function fixTitles(findings: readonly ShownFinding[]): readonly string[] {
  const titles = [...new Set(findings.flatMap(({ fixes }) => fixes))];
  return titles.length === 0
    ? []
    : ["Fixes offered in the examples below:", titles.map((title) => `- ${title}`).join("\n")];
}

/** A text that contains backticks is enclosed in double backticks. */
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
  const [analyzed = ""] = Object.keys(files);
  const changed = typeof fixed === "string" ? { [analyzed]: fixed } : fixed;
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
