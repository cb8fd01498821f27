import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readAccepted, covers, type Accepted } from "./accepted.ts";
import { adapters } from "./adapters.ts";
import { analyze } from "./analyze.ts";
import type { Case } from "./case.ts";
import { compare, nothingElse, type Check } from "./compare.ts";

const ending = ".json";

export interface Options {
  /** Where the case files are. */
  readonly folder: string;
  /** Where `<name>.accepted.json` is. */
  readonly acceptedFolder: string;
  /** One case file alone, by its name without `.json`. */
  readonly only?: string | undefined;
  readonly print: (line: string) => void;
}

/** Runs every case file of a folder. Returns whether all disagreements are accepted and all accepted ones disagree. */
export async function runCases({ folder, acceptedFolder, only, print }: Options): Promise<boolean> {
  const names = caseFiles(folder).filter((name) => only === undefined || name === only);
  if (only !== undefined && names.length === 0) {
    print(`There is no ${only}${ending} in ${folder}.`);
    return false;
  }
  let isRight = true;
  for (const name of names) {
    const adapter = adapters.find((one) => one.name === name);
    if (!adapter) {
      print(`${name}: skipped, there is no adapter for it.`);
      continue;
    }
    const json: unknown = JSON.parse(readFileSync(join(folder, name + ending), "utf8"));
    const checks = "check" in adapter ? adapter.check(json) : await checksOf(adapter.read(json));
    isRight = printSuite(name, checks, readAccepted(acceptedFolder, name), print) && isRight;
  }
  return isRight;
}

async function checksOf(cases: readonly Case[]): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const one of cases) checks.push(...compare(one, await analyze(one)));
  return checks;
}

function caseFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending) && !file.endsWith(`.accepted${ending}`))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

function printSuite(
  name: string,
  checks: readonly Check[],
  accepted: readonly Accepted[],
  print: (line: string) => void,
): boolean {
  const agreed = checks.filter(({ disagreement }) => disagreement === undefined);
  const disagreed = checks.filter(({ disagreement }) => disagreement !== undefined);
  print(`\n${name}: ${share(agreed.length, checks.length)} checks agree.`);
  for (const [rule, own] of byRule(checks)) {
    print(`  ${rule}: ${share(own.filter(({ disagreement }) => disagreement === undefined).length, own.length)}`);
  }

  const reasonOf = (check: Check): string | undefined => accepted.find((one) => covers(one, check))?.reason;
  const open = disagreed.filter((check) => reasonOf(check) === undefined);
  const known = disagreed.filter((check) => reasonOf(check) !== undefined);
  const settled = agreed.filter((check) => reasonOf(check) !== undefined);
  for (const check of known) print(`  accepted  ${check.id}: ${reasonOf(check) ?? ""}`);
  for (const check of settled) print(`  SETTLED   ${check.id}: agrees now, so remove it from ${name}.accepted.json`);
  for (const check of open) print(`  DISAGREES ${check.id}: ${check.disagreement ?? ""}`);
  const unused = accepted.filter((one) => !checks.some((check) => covers(one, check)));
  if (unused.length > 0) print(`  ${String(unused.length)} accepted entries belong to no case of this folder.`);
  return open.length === 0 && settled.length === 0;
}

/** Checks by the first rule that answers them, most first. */
function byRule(checks: readonly Check[]): readonly (readonly [string, readonly Check[]])[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const name = check.rules[0] ?? (check.id.endsWith(`/${nothingElse}`) ? nothingElse : "any rule");
    groups.set(name, [...(groups.get(name) ?? []), check]);
  }
  return [...groups].sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
}

function share(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)}`;
}
