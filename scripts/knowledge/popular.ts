import { boxFacts } from "../../server/src/engine/knowledge/boxes/boxes.ts";
import { boxNotice } from "../../server/src/engine/knowledge/boxes/unavailable.ts";
import { imageFacts } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import { runnerNamed } from "../../server/src/engine/knowledge/runners/index.ts";

/** Counts what the tables know of the names in a list: a heading for each kind, names in backticks. */
export function coverageOf(markdown: string): readonly string[] {
  const sections = new Map(
    markdown
      .split(/^## /m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf("\n")).toLowerCase(), text] as const),
  );
  const section = (word: string): string => [...sections].find(([title]) => title.includes(word))?.[1] ?? "";
  const runners = section("runner");
  return [
    count("Images", named(section("image")), knowsImage),
    count("Boxes", named(section("box")), knowsBox),
    ...["GitHub", "Azure", "CircleCI", "GitLab"].map((system) =>
      count(
        `Runners of ${system}`,
        named(runners.split("\n").find((line) => line.startsWith(system)) ?? ""),
        // Only its owner knows what a self-hosted runner is.
        (label) => label === "self-hosted" || runnerNamed(system.toLowerCase(), label) !== undefined,
      ),
    ),
  ];
}

function named(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** An image counts if a hint says something of it. */
function knowsImage(reference: string): boolean {
  const facts = imageFacts(reference);
  return facts !== undefined && (facts.family !== undefined || facts.packageManagers !== undefined);
}

/** A box that cannot be had has no system, but its notice says so. */
function knowsBox(name: string): boolean {
  return boxFacts(name) !== undefined || boxNotice(name)?.state === "unavailable";
}

function count(title: string, names: readonly string[], knows: (name: string) => boolean): string {
  const unknown = names.filter((name) => !knows(name));
  const share = names.length === 0 ? 0 : ((names.length - unknown.length) / names.length) * 100;
  const rest = unknown.length === 0 ? "" : `; unknown: ${unknown.join(" ")}`;
  return `${title}: ${String(names.length - unknown.length)} of ${String(names.length)} (${share.toFixed(1)} %)${rest}`;
}
