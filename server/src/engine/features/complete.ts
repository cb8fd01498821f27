import type { Position } from "vscode-languageserver-types";
import { completeConfig } from "../config/complete.ts";
import { fileSchema } from "../config/keys.ts";
import { completeDirective } from "../directives/complete.ts";
import { kindOf } from "../formats/kinds.ts";
import { createSourceText } from "../model/text/sourceText.ts";
import type { Completion } from "../answer.ts";
import type { AnalysisRequest } from "../request.ts";
import type { RuleDefinition } from "../rule.ts";
import { completeValue } from "./completeValues.ts";
import { completeSnippet } from "./snippets.ts";

/** Completions at the position: directives in comments, values of settings of containers, services in a Compose file, machines in a Vagrantfile, keys and values in a configuration. `speaking` are rules that report in the file. */
export function complete(
  { document }: AnalysisRequest,
  position: Position,
  rules: readonly RuleDefinition[],
  speaking: readonly string[],
): readonly Completion[] {
  const kind = kindOf(document);
  if (kind === undefined) return [];
  const source = createSourceText(document.uri, document.text);
  if (kind !== "config") {
    const directives = completeDirective(source.lineText(position.line), position, rules, new Set(speaking));
    const values = completeValue(kind, source, position);
    return [...directives, ...values, ...completeSnippet(kind, source, position)];
  }
  return document.uri.endsWith(".json") ? [] : completeConfig(source, position, fileSchema(rules));
}
