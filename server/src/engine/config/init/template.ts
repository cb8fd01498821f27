import type { HadolintSettings } from "./hadolint.ts";
import type { Severity } from "../../finding.ts";
import type { FileKind } from "../../model/document.ts";

/** What is known of a workspace that gets its first configuration; empty where nobody has looked. */
export interface Surroundings {
  readonly files: ReadonlyMap<FileKind, number>;
  /** Rules that speak now, with their severity and the number of findings. */
  readonly speaking: ReadonlyMap<string, { readonly severity: Severity; readonly count: number }>;
  /** References of images from private registries, of which nothing is known. */
  readonly images: readonly string[];
}

export interface NewConfiguration {
  /** YAML with comments. */
  readonly text: string;
  /** Sentences that say what was taken over from another tool, and what was not. */
  readonly notes: readonly string[];
}

/** A configuration that says what is so anyway, with every other key as a comment, and what hadolint was told. */
export function newConfiguration(surroundings: Surroundings, hadolint?: HadolintSettings): NewConfiguration {
  const parts = [
    heading(surroundings, hadolint),
    [
      "# essential: only what fails or opens the host. recommended: also what is worth knowing.",
      "# strict: also what is contested.",
      "profile: recommended",
    ],
    rulesPart(surroundings, hadolint),
    ["# Files that are left alone. A name without a slash counts at any depth.", "# exclude: [vendor, third_party]"],
    [
      "# Other profiles or severities for some files; the last match wins.",
      "# overrides:",
      '#   - files: "*.dev.yaml"',
      "#     profile: essential",
    ],
    imagesPart(surroundings),
    ["# Engine that runs the containers: docker, desktop (Docker Desktop), rootless or podman.", "# engine: docker"],
    [
      "# Memory of the machine that runs the workloads; without it nothing is said about sums.",
      "# host:",
      "#   memory: 16 GiB",
    ],
    ["# Ignore comments must give a reason.", "# requireReason: true"],
    [
      "# `bulkhead check` exits with 1 when a finding is at least this severe.",
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
  config: "configurations",
};

function heading({ files }: Surroundings, hadolint: HadolintSettings | undefined): readonly string[] {
  const found = [...files].map(([kind, count]) => `${kindNames[kind]}: ${count}`);
  return [
    "# Configuration of Bulkhead for this folder and everything below it. `bulkhead config <file>` shows what holds for a file.",
    ...(found.length > 0 ? [`# Files found: ${found.join(", ")}.`] : []),
    ...(hadolint
      ? [`# Taken over from ${hadolint.path}: see rules and failOn; what had no equal stands at the end.`]
      : []),
  ];
}

function rulesPart({ speaking }: Surroundings, hadolint: HadolintSettings | undefined): readonly string[] {
  const taken = Object.entries(hadolint?.rules ?? {});
  const others = [...speaking].filter(([id]) => !taken.some(([own]) => own === id));
  const sign = taken.length === 0 ? "# " : "";
  return [
    "# Severity of single rules: off, hint, info, warning or error.",
    ...(others.length > 0 ? ["# As comments: the rules that speak here now, with the number of their findings."] : []),
    ...(taken.length + others.length > 0 ? [`${sign}rules:`] : ["# rules:", "#   privileged-container: error"]),
    ...taken.map(([id, severity]) => `  ${id}: ${severity}`),
    ...others.map(([id, { severity, count }]) => `#   ${id}: ${severity} # ${count}`),
  ];
}

function imagesPart({ images }: Surroundings): readonly string[] {
  const patterns = images.length > 0 ? images : ["registry.example/base:*"];
  return [
    "# What private base images hold, by pattern.",
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
  return lines.length > 0 ? ["# From hadolint, without an equal here:", ...lines] : [];
}

function notesOn(settings: HadolintSettings): readonly string[] {
  const { path, rules, failOn, left, trustedRegistries, forbidsIgnores } = settings;
  const taken = Object.entries(rules).map(([id, severity]) => `${id}: ${severity}`);
  return [
    taken.length > 0 ? `Carried over from ${path}: ${taken.join(", ")}.` : `No rule here speaks of what ${path} sets.`,
    ...(failOn === undefined ? [] : [`failOn is ${failOn}, as there.`]),
    ...(left.length > 0
      ? [`Kept as comments, for no rule here speaks of them: ${left.map(({ id }) => id).join(", ")}.`]
      : []),
    ...(trustedRegistries.length > 0
      ? [`Trusted registries are kept as a comment: ${trustedRegistries.join(", ")}.`]
      : []),
    ...(forbidsIgnores ? ["Inline ignores are forbidden there: run `bulkhead check --no-inline-ignore`."] : []),
  ];
}
