import { branchesOf, namesOf } from "../branches.ts";
import type { Config } from "../config/resolve.ts";
import { levelOf } from "../levels.ts";
import { closest } from "../model/text/closest.ts";
import type { DeclaredIntent, IgnoredRule } from "../model/directive.ts";
import type { Document } from "../model/document.ts";
import { isCrossFile, type RuleDefinition } from "../rule.ts";
import type { DirectiveWord, IgnoreDirective } from "./directive.ts";
import { readDirectives } from "./read.ts";
import type { Suppressions } from "./suppressions.ts";

/** The effect of the document's own ignore comments, for the rules about them. */
export function judgeIgnores(
  document: Document,
  rules: readonly RuleDefinition[],
  config: Config,
  suppressions: Suppressions,
): readonly IgnoredRule[] {
  // While a part of the file cannot be read, its findings are unknown.
  const isReadable = document.problems.length === 0;
  return suppressions
    .ignoresIn(document.source.uri)
    .filter(({ tool }) => tool === "bulkhead")
    .flatMap((directive) => {
      const named = directive.ids.length > 0 ? directive.ids : [{ text: "", range: directive.list.range }];
      return named.map((word, index) => {
        const rule = rules.find(({ id }) => id === word.text);
        const isUsed = suppressions.wasUsed(directive, index);
        return {
          ...about(directive, named, index, document.source.uri),
          needsReason: config.requireReason,
          state: rule ? (isUsed ? "used" : isReadable && isJudged(rule, config) ? "unused" : "unjudged") : "unknown",
          meant: rule ? undefined : meantBy(word.text, rules),
        };
      });
    });
}

function about(
  { comment, wholeFile, reason }: IgnoreDirective,
  words: readonly DirectiveWord[],
  index: number,
  uri: string,
): Omit<IgnoredRule, "needsReason" | "state" | "meant"> {
  const { text, range } = words[index] ?? { text: "", range: comment.range };
  const [before, after] = [words[index - 1], words[index + 1]];
  // Removes the comma before it too, or for the first id the comma after it.
  const start = before?.range.end ?? range.start;
  const end = before ? range.end : (after?.range.start ?? range.end);
  return {
    id: text,
    at: { uri, range },
    entry: { uri, range: { start, end } },
    comment: { uri, range: comment.range },
    wholeFile,
    reason,
    isFirst: index === 0,
    isOnly: words.length === 1,
  };
}

/** Intent that the document's comments declare, stray words included. */
export function declaredIntents(document: Document): readonly DeclaredIntent[] {
  const { uri } = document.source;
  const { intents, unknownWords } = readDirectives(document);
  return [
    ...intents.map(({ key, value, covers }) => ({
      key: key.text,
      value: value.text,
      keyAt: { uri, range: key.range },
      valueAt: { uri, range: value.range },
      covers,
    })),
    ...unknownWords.map((word) => ({
      key: word.text,
      value: undefined,
      keyAt: { uri, range: word.range },
      valueAt: undefined,
      covers: undefined,
    })),
  ];
}

/**
 * False for rules about ignore comments, which run after all others, and if a branch is off: the comment may be for that
 * one.
 */
function isJudged(rule: RuleDefinition, config: Config): boolean {
  const isOn = branchesOf(rule).every(([, branch]) => levelOf(rule, branch, config) !== undefined);
  return isOn && !isCrossFile(rule) && rule.check.ignore === undefined;
}

function meantBy(id: string, rules: readonly RuleDefinition[]): string | undefined {
  if (id === "") return undefined;
  const { ids, aliases } = namesOf(rules);
  return aliases.get(id)?.[0] ?? closest(id, ids);
}
