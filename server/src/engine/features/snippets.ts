import type { Position } from "vscode-languageserver-types";
import { composeSnippets } from "../knowledge/composeSnippets.ts";
import type { SourceText } from "../model/text/sourceText.ts";
import type { Completion } from "../answer.ts";

/** Returns service snippets at places for a service name: directly below `services` in a Compose file. */
export function completeService(source: SourceText, position: Position): readonly Completion[] {
  const line = source.lineText(position.line);
  const [, indent = ""] = /^( +)(?:b[\w-]*)?$/.exec(line.trimEnd()) ?? /^( +)$/.exec(line) ?? [];
  if (indent === "" || position.character < indent.length || !isBelowServices(source, position.line, indent.length)) {
    return [];
  }
  const range = { start: { ...position, character: indent.length }, end: position };
  return composeSnippets.map(({ name, prefix, description, body }) => ({
    label: prefix,
    text: body.join("\n"),
    filter: prefix,
    range,
    kind: "snippet",
    detail: name,
    documentation: description,
    rank: 0,
  }));
}

function isBelowServices(source: SourceText, line: number, indentation: number): boolean {
  for (let above = line - 1; above >= 0; above -= 1) {
    const text = source.lineText(above);
    const start = text.search(/[^\s#]/);
    if (start < 0 || /^\s*#/.test(text)) continue;
    if (start === 0) return /^(["']?)services\1[ \t]*:[ \t]*(?:#.*)?$/.test(text);
    // The first service decides the indentation of the others.
    if (start < indentation) return false;
  }
  return false;
}
