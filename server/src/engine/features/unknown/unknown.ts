import type { Config } from "../../config/resolve.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { boxOf } from "../../facts/machine/box.ts";
import { isEnabled } from "../../levels.ts";
import type { Fact } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import type { RuleDefinition } from "../../rule.ts";
import { silentRules } from "./silentRules.ts";

/** An image or a box that the tables and the configuration do not know. */
export interface Unknown {
  readonly kind: "image" | "box";
  /** As the file writes it. */
  readonly name: string;
  readonly at: Place;
  /** A variable hides the name, so the configuration cannot describe it. */
  readonly isVariable: boolean;
  /** Enabled rules that would check it if it were known. */
  readonly rules: readonly string[];
}

/** Returns the unknown images and boxes that the analysed file names, each name once. */
export function unknownsIn(
  project: Project,
  rules: readonly RuleDefinition[],
  config: Pick<Config, "rules" | "profile">,
): readonly Unknown[] {
  const { root } = project;
  const found = new Map<string, Unknown>();
  for (const { kind, reference } of referencesIn(project)) {
    if (reference.state === "unset" || reference.at.uri !== root.source.uri) continue;
    const name = reference.state === "known" ? reference.value : written(project, reference.at);
    if (name === "" || found.has(name)) continue;
    const ids = silentRules[kind][root.kind] ?? [];
    found.set(name, {
      kind,
      name,
      at: reference.at,
      isVariable: reference.state === "unreadable",
      rules: rules.filter((rule) => ids.includes(rule.id) && isEnabled(rule, config)).map(({ id }) => id),
    });
  }
  return [...found.values()].filter(({ rules }) => rules.length > 0);
}

/** Explains in Markdown which rules an unknown image or box disables, and how to describe it. */
export function unknownText({ kind, name, isVariable, rules }: Unknown): string {
  const listed = rules.map((id) => `\`${id}\``).join(", ");
  const ignored = `These rules do not check it: ${listed}.`;
  if (kind === "box") return `**${name}**: unknown box. ${ignored}`;
  if (isVariable) return `**${name}**: unknown image, because the value of a variable is not known. ${ignored}`;
  const example = `images:\n  "${patternOf(name)}": { family: debian, version: "12" }`;
  return `**${name}**: unknown image. ${ignored} To enable them, describe it in \`bulkhead.config.yaml\`:\n\n\`\`\`yaml\n${example}\n\`\`\``;
}

/** Returns the pattern for all tags of an image. */
function patternOf(reference: string): string {
  const [name = ""] = reference.split("@");
  const colon = name.lastIndexOf(":");
  return `${colon > name.lastIndexOf("/") ? name.slice(0, colon) : name}:*`;
}

interface Reference {
  readonly kind: "image" | "box";
  readonly reference: Fact<string>;
}

function referencesIn(project: Project): readonly Reference[] {
  const { root } = project;
  switch (root.kind) {
    case "dockerfile":
      return root.stages.filter(({ parent }) => !parent).flatMap((stage) => image(project, stage));
    case "compose":
    case "devcontainer":
      return root.services.filter(({ build }) => build.state === "unset").flatMap((service) => image(project, service));
    case "workflow":
      return root.jobs
        .flatMap(({ container, services }) => [...(container ? [container] : []), ...services])
        .flatMap((container) => image(project, container));
    case "vagrantfile":
      return root.machines
        .filter((machine) => boxOf(project, machine) === undefined)
        .map(({ box }) => ({ kind: "box", reference: box }));
    case "config":
      return [];
  }
}

function image(project: Project, workload: Stage | Service): readonly Reference[] {
  return baseImageOf(project, workload) === undefined ? [{ kind: "image", reference: workload.image }] : [];
}

function written({ root: { source } }: Project, { range }: Place): string {
  return source.text.slice(source.offsetAt(range.start), source.offsetAt(range.end));
}
