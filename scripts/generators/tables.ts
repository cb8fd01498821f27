import { aliasesOf } from "../../server/src/engine/branches.ts";
import { docsOf } from "../../server/src/engine/docs.ts";
import { severityText } from "../../server/src/engine/features/pages.ts";
import type { Category } from "../../server/src/engine/rule.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import type { Generated } from "./generated.ts";

/** By the first level of the category, in the order of the page. */
const headings: Readonly<Record<Group<Category>, string>> = {
  directives: "Directives and configuration",
  syntax: "Syntax",
  init: "Init systems in containers",
  machine: "Virtual machines",
  ci: "CI jobs",
  kernel: "The shared kernel",
  openings: "Access to the host",
  engine: "Container engines in containers",
  tenancy: "Several tenants",
  storage: "Storage",
  platform: "Platforms",
  userland: "Userland and tools",
  process: "The container's process",
  memory: "Memory and limits",
  network: "Networks",
  secrets: "Secrets",
  dockerfile: "Dockerfiles",
  compose: "Compose files",
  vagrantfile: "Vagrantfiles",
};

type Group<C extends string> = C extends `${infer First}/${string}` ? First : C;

/** The descriptors of the rules for SARIF. */
export function sarifRules(): Generated {
  const descriptors = rules.map((rule) => ({
    id: rule.id,
    shortDescription: { text: `${rule.summary}.` },
    fullDescription: { text: rule.why, markdown: rule.why },
    help: { text: rule.instead, markdown: rule.instead },
    ...(docsOf(rule.id) === undefined ? {} : { helpUri: docsOf(rule.id) }),
    defaultConfiguration: { level: sarifLevel(rule.severity), enabled: rule.profile !== "strict" },
    properties: {
      category: rule.category,
      profile: rule.profile,
      tags: [rule.category],
      ...(aliasesOf(rule).length === 0 ? {} : { aliases: aliasesOf(rule) }),
    },
  }));
  return {
    files: [{ path: "server/src/cli/formatters/sarifRules.json", text: JSON.stringify(descriptors, undefined, 2) }],
  };
}

/** All rules by category, as Markdown tables in the folder of their pages. */
export function ruleTable(): string {
  return Object.entries(headings)
    .map(([group, heading]) => ({ heading, own: rules.filter((rule) => rule.category.split("/")[0] === group) }))
    .filter(({ own }) => own.length > 0)
    .map(({ heading, own }) =>
      [
        `## ${heading}`,
        "",
        "| Rule | Reports | Severity | Profile | Fix |",
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
