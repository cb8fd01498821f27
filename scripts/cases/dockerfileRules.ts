import { createEngine, type Finding } from "../../server/src/engine/index.ts";
import { branchesOf } from "../../server/src/engine/branches.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { analyzeFiles, exampleFolder, ruby } from "../examples.ts";

/**
 * Returns how to find what the rules with these ids of another tool say about a Dockerfile, at the strict profile. None
 * yields to another, because each case is about one id.
 */
export function findingsByAlias(
  isAlias: (alias: string) => boolean,
): (files: Readonly<Record<string, string>>) => readonly Finding[] {
  const chosen = rules
    .filter((rule) => branchesOf(rule).some(([, { aliases = [] }]) => aliases.some(isAlias)))
    .map((rule) => ({ ...rule, yieldsTo: [] }));
  const engine = createEngine({ ruby: () => ruby, rules: chosen });
  return (files) => {
    const { findings } = analyzeFiles(files, engine, exampleFolder, (text) => text);
    const crash = findings.find(({ rule }) => rule === "internal-error");
    if (crash) throw new Error(crash.message);
    return findings;
  };
}
