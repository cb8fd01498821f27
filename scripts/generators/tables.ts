import { readFileSync } from "node:fs";
import path from "node:path";
import { docsBase } from "../../server/src/engine/docs.ts";
import { severityText } from "../../server/src/engine/pages.ts";
import type { Category } from "../../server/src/engine/rule.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import type { Generated } from "./generated.ts";

const headings: Readonly<Record<Category, string>> = {
  directives: "Directives and configuration",
  init: "Init systems in containers",
  machine: "Virtual machines",
  kernel: "One kernel for all",
  openings: "Openings towards the host",
  tenancy: "Who shares what with whom",
  platform: "Platforms and paths",
  userland: "Userland and tools",
  process: "The container's process",
  memory: "Memory and limits",
  host: "The machine underneath",
};

/** The rules in the README, and their descriptors for SARIF. */
export function tables(root: string): Generated {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const descriptors = rules.map((rule) => ({
    id: rule.id,
    shortDescription: { text: `${rule.summary}.` },
    fullDescription: { text: rule.why, markdown: rule.why },
    help: { text: rule.instead, markdown: rule.instead },
    helpUri: `${docsBase}/${rule.id}.md`,
    defaultConfiguration: { level: sarifLevel(rule.severity), enabled: rule.profile !== "strict" },
    properties: { category: rule.category, profile: rule.profile, tags: [rule.category] },
  }));
  return {
    files: [
      { path: "README.md", text: between(readme, "rules", ruleTable("docs/rules/")) },
      { path: "server/src/cli/formatters/sarifRules.json", text: JSON.stringify(descriptors, undefined, 2) },
    ],
  };
}

/** All rules by category, as Markdown tables; `base` leads to the pages. */
export function ruleTable(base: string): string {
  return (Object.keys(headings) as Category[])
    .map((category) => ({ category, own: rules.filter((rule) => rule.category === category) }))
    .filter(({ own }) => own.length > 0)
    .map(({ category, own }) =>
      [
        `### ${headings[category]}`,
        "",
        "| Rule | Says | Severity | Profile | Fix |",
        "| --- | --- | --- | --- | --- |",
        ...own.map(
          (rule) =>
            `| [${rule.id}](${base}${rule.id}.md) | ${rule.summary.replaceAll("|", "\\|")} | ${severityText(rule)} | ${rule.profile} | ${rule.fix ?? ""} |`,
        ),
      ].join("\n"),
    )
    .join("\n\n");
}

/** Replaces what stands between the markers `<!-- begin:name -->` and `<!-- end:name -->`. */
export function between(text: string, name: string, content: string): string {
  const begin = `<!-- begin:${name} -->`;
  const end = `<!-- end:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md lacks the markers "${begin}" and "${end}".`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

function sarifLevel(severity: string): string {
  return severity === "error" || severity === "warning" ? severity : "note";
}
