import * as v from "valibot";
import type { Adapter } from "./case.ts";
import type { Check } from "./compare.ts";
import { findingsByAlias } from "./dockerfileRules.ts";

const schema = v.array(
  v.object({
    id: v.string(),
    rule: v.string(),
    expect: v.picklist(["catches", "not"]),
    count: v.object({ exact: v.optional(v.number()), min: v.optional(v.number()) }),
    dockerfile: v.string(),
    config: v.object({
      ignored: v.optional(v.array(v.string())),
    }),
  }),
);

type HadolintCase = v.InferOutput<typeof schema>[number];

/** Each case is about one rule of hadolint, which must report the text or must not. */
export const hadolint: Adapter = {
  name: "hadolint",
  check(json) {
    const findings = findingsByAlias((alias) => /^(?:DL|SC)\d{4}$/.test(alias));
    const numbers = new Map<string, number>();
    return v.parse(schema, json).map((one): Check => {
      const files = { Dockerfile: one.dockerfile, ...configuration(one) };
      const found = findings(files).filter(({ aliases }) => aliases.some((alias) => isRule(one.rule, alias)));
      // Several cases are on one line of the suite.
      const number = (numbers.get(one.id) ?? 0) + 1;
      numbers.set(one.id, number);
      return {
        id: `${one.id}${number === 1 ? "" : `-${String(number)}`}/${one.expect}`,
        // What a missing rule must not report agrees before the rule exists.
        rules: [one.expect === "catches" ? one.rule : `no ${one.rule}`],
        disagreement: disagreementOf(one, found.length),
      };
    });
  },
};

/** `SC*` means every rule of ShellCheck. */
function isRule(rule: string, alias: string): boolean {
  return rule === "SC*" ? alias.startsWith("SC") : alias === rule;
}

function configuration({ config }: HadolintCase): Readonly<Record<string, string>> {
  const { ignored = [] } = config;
  if (ignored.length === 0) return {};
  return { "bulkhead.config.json": JSON.stringify({ rules: Object.fromEntries(ignored.map((id) => [id, "off"])) }) };
}

function disagreementOf({ rule, expect, count, dockerfile }: HadolintCase, found: number): string | undefined {
  const text = JSON.stringify(dockerfile.length > 200 ? `${dockerfile.slice(0, 200)}…` : dockerfile);
  if (expect === "not") return found === 0 ? undefined : `${String(found)} findings of ${rule} in ${text}`;
  const { exact } = count;
  const isRight = exact === undefined || exact < 2 ? found > 0 : found === exact;
  return isRight ? undefined : `wants ${String(exact ?? 1)} of ${rule}, has ${String(found)}, in ${text}`;
}
