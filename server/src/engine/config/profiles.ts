import { severities } from "../finding.ts";
import { profiles, type Profile, type RuleDefinition } from "../rule.ts";

export interface ProfileText {
  readonly name: Profile;
  /** How many rules are on, wholly or in part. */
  readonly count: number;
  /** The addition of the profile to the one before it. */
  readonly adds: string;
  /** Rules that it adds, the most severe first. */
  readonly examples: readonly string[];
}

const added: Readonly<Record<Profile, string>> = {
  essential: "what fails, has no effect or opens the host",
  recommended: "also what an expert would say in a review",
  strict: "also contested advice and hygiene",
};

const exampleCount = 3;

/** Describes the profiles by the rules that they switch on. */
export function describeProfiles(rules: readonly RuleDefinition[]): readonly ProfileText[] {
  return profiles.map((name, index) => ({
    name,
    count: rules.filter(({ profile }) => profiles.indexOf(profile) <= index).length,
    adds: added[name],
    examples: rules
      .filter(({ profile, category }) => profile === name && category !== "directives")
      .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || (a.id < b.id ? -1 : 1))
      .slice(0, exampleCount)
      .map(({ id }) => id),
  }));
}

/** One line about a profile: `40 rules: what fails, such as privileged-container`. */
export function profileLine({ count, adds, examples }: ProfileText): string {
  return `${count} rules: ${adds}${examples.length === 0 ? "" : `, such as ${examples.join(", ")}`}`;
}
