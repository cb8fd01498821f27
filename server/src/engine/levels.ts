import { branchesOf } from "./branches.ts";
import type { Config } from "./config/resolve.ts";
import { lowered, reaches, severities, type Severity } from "./finding.ts";
import { profiles, type Branch, type Report, type RuleDefinition } from "./rule.ts";

type Levels = Pick<Config, "rules" | "profile">;

/** Returns the branch that a report names. A missing or unknown name is a mistake in the rule. */
export function branchOf(rule: RuleDefinition, name: string | undefined): Branch {
  const found = branchesOf(rule).find(([own]) => own === name);
  if (!found) throw new Error(`no branch "${String(name)}"`);
  return found[1];
}

/**
 * Returns the highest severity that the configuration allows a branch; undefined if the branch is off. An alias is more
 * precise than the id, and both are stronger than the profile.
 */
export function levelOf(rule: RuleDefinition, branch: Branch, { rules, profile }: Levels): Severity | undefined {
  const own = strongest(rules, branch.aliases ?? []) ?? ownValue(rules, rule.id);
  if (own !== undefined) return own === "off" ? undefined : own;
  return profiles.indexOf(branch.profile) <= profiles.indexOf(profile) ? branch.severity : undefined;
}

/**
 * Returns the keys of `rules` that decide the severity of a rule: the aliases of its branches that the configuration has,
 * and the id if some branch has none of them.
 */
export function decidingKeys(rule: RuleDefinition, { rules }: Pick<Levels, "rules">): readonly string[] {
  const set = branchesOf(rule).map(([, { aliases = [] }]) => aliases.filter((alias) => Object.hasOwn(rules, alias)));
  const aliases = [...new Set(set.flat())];
  return set.some((one) => one.length === 0) ? [...aliases, rule.id] : aliases;
}

/** Returns whether the rule runs: one of its branches is on. */
export function isEnabled(rule: RuleDefinition, levels: Levels): boolean {
  return branchesOf(rule).some(([, branch]) => levelOf(rule, branch, levels) !== undefined);
}

/** Returns the severity of a report of a branch; undefined if the branch is off. */
export function severityOf(rule: RuleDefinition, branch: Branch, report: Report, levels: Levels): Severity | undefined {
  let severity = levelOf(rule, branch, levels);
  if (severity === undefined) return undefined;
  const steps = severities.indexOf(branch.severity) - severities.indexOf(report.severity ?? branch.severity);
  const conditional = report.because?.conditional ? 1 : 0;
  for (let step = 0; step < Math.max(0, steps) + conditional; step += 1) severity = lowered(severity);
  return severity;
}

/** Of several aliases of a branch, `off` wins, else the highest severity. */
function strongest(rules: Levels["rules"], aliases: readonly string[]): Severity | "off" | undefined {
  let found: Severity | undefined;
  for (const alias of aliases) {
    const value = ownValue(rules, alias);
    if (value === "off") return value;
    if (value && (!found || reaches(value, found))) found = value;
  }
  return found;
}

/** A rule may be called like a member of every object. */
function ownValue(rules: Levels["rules"], name: string): Severity | "off" | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
