import { parse } from "yaml";
import { branchesOf, namesOf } from "../../branches.ts";
import type { Severity } from "../../finding.ts";
import type { RuleDefinition } from "../../rule.ts";

/** The settings of a hadolint configuration that have an equivalent here. */
export interface HadolintSettings {
  /** The path that is shown to the user. */
  readonly path: string;
  /** Severities of our rules that check the same thing. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly failOn: Severity | "never" | undefined;
  readonly trustedRegistries: readonly string[];
  /** Inline ignores are forbidden. */
  readonly forbidsIgnores: boolean;
  /** Ids without an equivalent rule, with their severities. */
  readonly left: readonly { readonly id: string; readonly severity: Severity | "off" }[];
}

const severities = { error: "error", warning: "warning", info: "info", style: "hint" } as const;
const thresholds: Readonly<Record<string, Severity | "never">> = { ...severities, ignore: "never", none: "never" };

/** Undefined for text that is no configuration. Never throws. */
export function readHadolint(
  { path, text }: { readonly path: string; readonly text: string },
  rules: readonly RuleDefinition[],
): HadolintSettings | undefined {
  const written = recordOf(parsed(text));
  if (!written) return undefined;

  const override = recordOf(written["override"]) ?? {};
  const said = new Map<string, Severity | "off">();
  for (const [name, severity] of Object.entries(severities)) {
    for (const id of textsOf(override[name])) said.set(id, severity);
  }
  for (const id of textsOf(written["ignored"])) said.set(id, "off");

  const { aliases } = namesOf(rules);
  const own: Record<string, Severity | "off"> = {};
  const left: { readonly id: string; readonly severity: Severity | "off" }[] = [];
  for (const [id, severity] of said) {
    const meant = aliases.get(id);
    if (meant) own[keyFor(id, meant, rules)] = severity;
    else left.push({ id, severity });
  }
  const threshold = thresholds[String(written["failure-threshold"])];
  return {
    path,
    rules: own,
    failOn: written["no-fail"] === true ? "never" : threshold,
    trustedRegistries: textsOf(written["trustedRegistries"]),
    forbidsIgnores: written["disable-ignore-pragma"] === true,
    left,
  };
}

/** The rule's own id if the alias is for the whole of one rule, else the alias. */
function keyFor(alias: string, ids: readonly string[], rules: readonly RuleDefinition[]): string {
  const [id, another] = ids;
  const rule = another === undefined ? rules.find((one) => one.id === id) : undefined;
  return rule && branchesOf(rule).every(([, { aliases }]) => aliases?.includes(alias)) ? rule.id : alias;
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
