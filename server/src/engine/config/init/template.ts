import type { HadolintSettings } from "./hadolint.ts";
import type { Severity } from "../../finding.ts";
import type { FileKind } from "../../model/document.ts";

/** Known facts about a workspace that gets its first configuration; empty if the workspace was not analysed. */
export interface WorkspaceSummary {
  readonly files: ReadonlyMap<FileKind, number>;
  /** Rules that report something, with their severity and the number of findings. */
  readonly speaking: ReadonlyMap<string, { readonly severity: Severity; readonly count: number }>;
  /** References of images from private registries, which are unknown. */
  readonly images: readonly string[];
}

export interface NewConfiguration {
  /** YAML with comments. */
  readonly text: string;
  /** Sentences about what was converted from another tool, and what was not. */
  readonly notes: readonly string[];
}

/** Returns a configuration with the defaults, every other key as a comment, and the converted settings of hadolint. */
export function newConfiguration(summary: WorkspaceSummary, hadolint?: HadolintSettings): NewConfiguration {
  const parts = [
    heading(summary, hadolint),
    [
      "# essential: what fails, has no effect or opens the host. recommended: also trade-offs that are worth knowing.",
      "# strict: also contested advice.",
      "profile: recommended",
    ],
    rulesPart(summary, hadolint),
    ["# Files to skip. A name without a slash matches at any depth.", "# exclude: [vendor, third_party]"],
    [
      "# Other profiles or severities for some files; the last match wins.",
      "# overrides:",
      '#   - files: "*.dev.yaml"',
      "#     profile: essential",
    ],
    imagesPart(summary),
    ["# Engine that runs the containers: docker, desktop (Docker Desktop), rootless or podman.", "# engine: docker"],
    [
      "# Memory of the machine that runs the workloads. Rules about sums of memory need it.",
      "# host:",
      "#   memory: 16 GiB",
    ],
    ["# Ignore comments must give a reason.", "# requireReason: true"],
    [
      "# `bulkhead check` exits with 1 if a finding is at least this severe.",
      `${hadolint?.failOn === undefined ? "# failOn: error" : `failOn: ${hadolint.failOn}`}`,
    ],
    hadolint ? leftPart(hadolint) : [],
  ];
  const text = parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`);
  return { text: text.join("\n"), notes: hadolint ? notesOn(hadolint) : [] };
}

const kindNames: Readonly<Record<FileKind, string>> = {
  dockerfile: "Dockerfiles",
  compose: "Compose files",
  vagrantfile: "Vagrantfiles",
  workflow: "CI workflows",
  devcontainer: "devcontainer.json files",
  config: "configurations",
};

function heading({ files }: WorkspaceSummary, hadolint: HadolintSettings | undefined): readonly string[] {
  const found = [...files].map(([kind, count]) => `${kindNames[kind]}: ${count}`);
  return [
    "# Configuration of Bulkhead for this folder and everything below it. `bulkhead config <file>` shows the settings of a file.",
    ...(found.length > 0 ? [`# Files found: ${found.join(", ")}.`] : []),
    ...(hadolint
      ? [`# Converted from ${hadolint.path}: see rules and failOn. Settings without an equivalent are at the end.`]
      : []),
  ];
}

function rulesPart({ speaking }: WorkspaceSummary, hadolint: HadolintSettings | undefined): readonly string[] {
  const taken = Object.entries(hadolint?.rules ?? {});
  const others = [...speaking].filter(([id]) => !taken.some(([own]) => own === id));
  const sign = taken.length === 0 ? "# " : "";
  return [
    "# Severity of single rules: off, hint, info, warning or error.",
    ...(others.length > 0 ? ["# As comments: the rules that report something here, with the number of findings."] : []),
    ...(taken.length + others.length > 0 ? [`${sign}rules:`] : ["# rules:", "#   privileged-container: error"]),
    ...taken.map(([id, severity]) => `  ${id}: ${severity}`),
    ...others.map(([id, { severity, count }]) => `#   ${id}: ${severity} # ${count}`),
  ];
}

function imagesPart({ images }: WorkspaceSummary): readonly string[] {
  const patterns = images.length > 0 ? images : ["registry.example/base:*"];
  return [
    "# Facts about private base images, by pattern.",
    "# images:",
    ...patterns.map((pattern) => `#   "${pattern}": { family: debian, version: "12" }`),
  ];
}

function leftPart({ left, trustedRegistries, forbidsIgnores }: HadolintSettings): readonly string[] {
  const lines = [
    ...left.map(({ id, severity }) => `#   ${id}: ${severity}`),
    ...trustedRegistries.map((registry) => `#   trusted registry: ${registry}`),
    ...(forbidsIgnores ? ["#   disable-ignore-pragma: run `bulkhead check --no-inline-ignore`"] : []),
  ];
  return lines.length > 0 ? ["# From hadolint, without an equivalent here:", ...lines] : [];
}

function notesOn(settings: HadolintSettings): readonly string[] {
  const { path, rules, failOn, left, trustedRegistries, forbidsIgnores } = settings;
  const taken = Object.entries(rules).map(([id, severity]) => `${id}: ${severity}`);
  return [
    taken.length > 0 ? `Converted from ${path}: ${taken.join(", ")}.` : `No setting of ${path} has an equivalent here.`,
    ...(failOn === undefined ? [] : [`failOn is ${failOn}, as in ${path}.`]),
    ...(left.length > 0
      ? [`Kept as comments, because no rule here checks them: ${left.map(({ id }) => id).join(", ")}.`]
      : []),
    ...(trustedRegistries.length > 0
      ? [`Trusted registries are kept as a comment: ${trustedRegistries.join(", ")}.`]
      : []),
    ...(forbidsIgnores ? [`${path} forbids inline ignores: run \`bulkhead check --no-inline-ignore\`.`] : []),
  ];
}
