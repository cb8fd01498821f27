import type { Position } from "vscode-languageserver-types";
import { completeConfig } from "../config/complete.ts";
import { fileSchema } from "../config/keys.ts";
import { completeDirective } from "../directives/complete.ts";
import { kindOf } from "../formats/kinds.ts";
import { createSourceText } from "../model/text/sourceText.ts";
import type { AnalysisRequest, Completion } from "../request.ts";
import type { RuleDefinition } from "../rule.ts";

/** What may stand at the position: directives in comments, keys and values in a configuration. `speaking` are rules that say something in the file. */
export function complete(
  { document }: AnalysisRequest,
  position: Position,
  rules: readonly RuleDefinition[],
  speaking: readonly string[],
): readonly Completion[] {
  const kind = kindOf(document);
  if (kind === undefined) return [];
  const source = createSourceText(document.uri, document.text);
  if (kind !== "config") return completeDirective(source.lineText(position.line), position, rules, new Set(speaking));
  return document.uri.endsWith(".json") ? [] : completeConfig(source, position, fileSchema(rules));
}
