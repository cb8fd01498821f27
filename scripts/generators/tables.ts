import { docsBase } from "../../server/src/engine/docs.ts";
import { severityText } from "../../server/src/engine/features/pages.ts";
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

/** The descriptors of the rules for SARIF. */
export function sarifRules(): Generated {
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
    files: [{ path: "server/src/cli/formatters/sarifRules.json", text: JSON.stringify(descriptors, undefined, 2) }],
  };
}

/** All rules by category, as Markdown tables that stand beside their pages. */
export function ruleTable(): string {
  return (Object.keys(headings) as Category[])
    .map((category) => ({ category, own: rules.filter((rule) => rule.category === category) }))
    .filter(({ own }) => own.length > 0)
    .map(({ category, own }) =>
      [
        `## ${headings[category]}`,
        "",
        "| Rule | Says | Severity | Profile | Fix |",
        "| --- | --- | --- | --- | --- |",
        ...own.map(
          (rule) =>
            `| [${rule.id}](${rule.id}.md) | ${rule.summary.replaceAll("|", "\\|")} | ${severityText(rule)} | ${rule.profile} | ${rule.fix ?? ""} |`,
        ),
      ].join("\n"),
    )
    .join("\n\n");
}

function sarifLevel(severity: string): string {
  return severity === "error" || severity === "warning" ? severity : "note";
}
