import type { Finding } from "../finding.ts";
import type { Place } from "../model/place.ts";
import type { Branch, RuleDefinition } from "../rule.ts";

/** A finding with its rule, its subject and every place whose ignore comment suppresses it. */
export interface Judged {
  readonly rule: RuleDefinition;
  readonly branch: Branch;
  readonly finding: Finding;
  readonly places: readonly Place[];
  /** Undefined for rules about the file as a whole and about directives. */
  readonly workload: NamedWorkload | undefined;
  /** The place that refers to the finding's place. */
  readonly use: Place | undefined;
}

/** A stage may have no name. */
export interface NamedWorkload {
  readonly at: Place;
  readonly name?: string | undefined;
  /** Of a container that a script starts: all of them are at the word that leads to the script. */
  readonly inScript?: Place | undefined;
}
