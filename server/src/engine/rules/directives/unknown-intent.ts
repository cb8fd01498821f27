import { intentKeys, isIntentKey, isIntentValue } from "../../facts/intent.ts";
import { closest } from "../../model/text/closest.ts";
import type { Item } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import { alternatives } from "../../words.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "unknown-intent",
  category: "directives",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "safe",
  summary: "Declared intent uses an unknown key or value",
  why: prose(
    "Files do not show whether code is trusted or how long a workload lives, so users declare it.",
    "A declaration with an unknown key or value has no effect, so the advice stays the same.",
  ),
  instead: prose(
    "Use one of these:",
    "",
    ...Object.entries(intentKeys).map(
      ([key, values]) => `- \`${key}\`: ${values.map((value) => `\`${value}\``).join(", ")}`,
    ),
  ),
  sources: ["https://github.com/compose-spec/compose-spec/blob/main/spec.md#extension"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            # bulkhead trust=untrustd
            FROM python:3.13-slim
          `,
        },
        underline: "untrustd",
        fixed: `
          # bulkhead trust=untrusted
          FROM python:3.13-slim
        `,
      },
      {
        title: "Labels and `x-bulkhead` accept the same keys.",
        files: {
          "compose.yaml": `
            services:
              runner:
                image: debian:12
                x-bulkhead:
                  trusted: false
          `,
        },
        underline: "trusted: false",
      },
      {
        files: { Dockerfile: "FROM debian:12\nLABEL bulkhead.lifetime=ephemerl\n" },
        underline: "ephemerl",
        fixed: "FROM debian:12\nLABEL bulkhead.lifetime=ephemeral\n",
      },
      {
        title: "Declared intent takes no reason, only `key=value` pairs.",
        files: { Dockerfile: "# bulkhead trust=untrusted because users upload plugins\nFROM debian:12\n" },
        underline: "because",
      },
      {
        title: "Another tool's keyword for suppressing is not a key either.",
        files: {
          Dockerfile: `
            # bulkhead disable=end-of-life-os
            FROM debian:8
          `,
        },
        underline: "disable",
        fixed: `
          # bulkhead ignore=end-of-life-os
          FROM debian:8
        `,
      },
    ],
    valid: [
      {
        title: "A label of another tool.",
        files: { Dockerfile: "FROM debian:12\nLABEL bulkhead.version=2\n" },
      },
      {
        files: {
          Dockerfile: `
            # bulkhead trust=untrusted tenancy=multi compliance=pci-dss,hipaa
            FROM python:3.13-slim
          `,
        },
      },
    ],
  },
  check: {
    intent({ key, value, keyAt, valueAt }, context) {
      checkEntry({ key, value, keyAt, valueAt }, meantBy(key), context);
    },
    service({ intent, labels }, context) {
      for (const [key, fact] of intent) checkEntry(written(key, fact), meantBy(key), context);
      checkLabels(labels, context);
    },
    stage({ labels }, context) {
      checkLabels(labels, context);
    },
  },
});

interface Written {
  readonly key: string;
  readonly value: string | undefined;
  readonly keyAt: Place;
  readonly valueAt: Place | undefined;
}

function written(key: string, fact: Item<string>): Written {
  const value = fact.state === "known" ? fact.value : undefined;
  return { key, value, keyAt: fact.entry, valueAt: fact.at };
}

/** Labels that begin with `bulkhead.` may belong to other software, so only near misses of known keys are reported. */
function checkLabels(labels: ReadonlyMap<string, Item<string>>, context: RuleContext): void {
  for (const [name, fact] of labels) {
    const key = /^bulkhead\.([a-z-]+)$/.exec(name)?.[1];
    const meant = key === undefined ? undefined : closest(key, Object.keys(intentKeys), 2);
    if (key !== undefined && (isIntentKey(key) || meant !== undefined)) checkEntry(written(key, fact), meant, context);
  }
}

function checkEntry({ key, value, keyAt, valueAt }: Written, meantKey: string | undefined, context: RuleContext): void {
  const { edit, report } = context;
  if (!isIntentKey(key)) {
    // The whole entry of a label or of `x-bulkhead` is marked, so an edit would be a guess.
    const isWord = valueAt === undefined || keyAt.range.end.character <= valueAt.range.start.character;
    report({
      at: keyAt,
      message: `Unknown key "${key}" for declared intent; it has no effect.${didYouMean(meantKey)}`,
      fixes: isWord ? change(meantKey, () => edit.replaceText(keyAt, meantKey ?? key)) : [],
    });
    return;
  }
  if (value === undefined || valueAt === undefined || isIntentValue(key, value)) return;

  const meant = key === "compliance" ? undefined : closest(value, intentKeys[key]);
  report({
    at: valueAt,
    message: `Unknown value "${value}" for ${key} (expected ${alternatives(intentKeys[key])}); it has no effect.${didYouMean(meant)}`,
    fixes: change(meant, () => edit.replaceText(valueAt, meant ?? value)),
  });
}

/** Keywords that other tools use to suppress findings. */
const ignoring =
  /^(?:allow|disable|ignored|ignores|nolint|off|skip|suppress|disable-(?:next-)?line|ignore-(?:next-)?line)$/;

function meantBy(key: string): string | undefined {
  return ignoring.test(key) ? "ignore" : closest(key, [...Object.keys(intentKeys), "ignore", "ignore-file"]);
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

function change<E>(meant: string | undefined, edit: () => E) {
  return meant === undefined
    ? []
    : [{ title: `Change to "${meant}"`, kind: "safe" as const, preferred: true, edits: () => [edit()] }];
}
