import type { Config } from "../config/resolve.ts";
import { closest } from "../model/closest.ts";
import type { DeclaredIntent, IgnoredRule } from "../model/directive.ts";
import type { Document } from "../model/document.ts";
import { isEnabled, isCrossFile, type RuleDefinition } from "../rule.ts";
import { readDirectives, type IgnoreDirective } from "./read.ts";
import type { Suppressions } from "./suppressions.ts";

/** What became of the document's own ignore comments, for the rules about them. */
export function judgeIgnores(
  document: Document,
  rules: readonly RuleDefinition[],
  config: Config,
  suppressions: Suppressions,
): readonly IgnoredRule[] {
  const { uri } = document.source;
  const ignored = (directive: IgnoreDirective): readonly IgnoredRule[] =>
    directive.ids.map((word, index) => {
      const rule = rules.find(({ id }) => id === word.text);
      const used = suppressions.wasUsed(directive, index);
      return {
        id: word.text,
        at: { uri, range: word.range },
        comment: { uri, range: directive.comment.range },
        wholeFile: directive.wholeFile,
        reason: directive.reason,
        needsReason: config.requireReason,
        isFirst: index === 0,
        isOnly: directive.ids.length === 1,
        state: rule ? (used ? "used" : isJudged(rule, config) ? "unused" : "unjudged") : "unknown",
        meant: rule ? undefined : meantBy(word.text, rules),
      };
    });

  return suppressions
    .ignoresIn(uri)
    .filter(({ tool }) => tool === "bulkhead")
    .flatMap(ignored);
}

/** Intent that the document's comments declare, stray words included. */
export function declaredIntents(document: Document): readonly DeclaredIntent[] {
  const { uri } = document.source;
  const { intents, strays } = readDirectives(document);
  return [
    ...intents.map(({ key, value, covers }) => ({
      key: key.text,
      value: value.text,
      keyAt: { uri, range: key.range },
      valueAt: { uri, range: value.range },
      covers,
    })),
    ...strays.map((word) => ({
      key: word.text,
      value: undefined,
      keyAt: { uri, range: word.range },
      valueAt: undefined,
      covers: undefined,
    })),
  ];
}

function isJudged(rule: RuleDefinition, config: Config): boolean {
  return isEnabled(rule, config) && !isCrossFile(rule);
}

function meantBy(id: string, rules: readonly RuleDefinition[]): string | undefined {
  const renamed = rules.find((rule) => rule.aliases?.includes(id));
  return (
    renamed?.id ??
    closest(
      id,
      rules.map((rule) => rule.id),
    )
  );
}
