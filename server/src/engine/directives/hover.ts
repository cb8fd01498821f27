import type { Position, Range } from "vscode-languageserver-types";
import { directiveTexts, ruleText } from "./complete.ts";
import type { DirectiveWord } from "./directive.ts";
import { readDirectives, wordsOf } from "./read.ts";
import { isIntentKey, type IntentKey } from "../facts/intent.ts";
import { intentTexts } from "./intentTexts.ts";
import type { Document } from "../model/document.ts";
import { contains } from "../model/place.ts";
import type { RuleDefinition } from "../rule.ts";

export interface DirectiveHover {
  /** Markdown. */
  readonly text: string;
  readonly range: Range;
}

/** Explains the word of a directive at the position: a rule, a key or a value. */
export function hoverDirective(
  document: Document,
  position: Position,
  rules: readonly RuleDefinition[],
): DirectiveHover | undefined {
  const { ignores, intents } = readDirectives(document);
  const isHere = ({ range }: DirectiveWord): boolean => contains(range, { start: position, end: position });

  for (const { tool, ids, comment, wholeFile } of ignores) {
    if (tool !== "bulkhead") continue;
    const word = ids.find(isHere);
    const rule = word && rules.find(({ id }) => id === word.text);
    if (rule) return { text: ruleText(rule), range: word.range };
    const verb = wordsOf(document, comment)[1];
    if (!word && verb && isHere(verb)) {
      const name = wholeFile ? "ignore-file" : "ignore";
      const end = { ...verb.range.start, character: verb.range.start.character + name.length };
      return { text: `**${name}=**\n\n${directiveTexts[name]}`, range: { start: verb.range.start, end } };
    }
  }
  for (const { key, value } of intents) {
    const word = [key, value].find(isHere);
    if (word && isIntentKey(key.text)) return { text: explainIntent(key.text), range: word.range };
  }
  return undefined;
}

/** Explains a key of declared intent with all its values, in Markdown. */
export function explainIntent(key: IntentKey): string {
  const { text, values } = intentTexts[key];
  const lines = Object.entries(values).map(([name, { meaning, changes }]) => `- \`${name}\`: ${meaning} (${changes})`);
  return [`**${key}**`, text, lines.join("\n")].join("\n\n");
}
