import type { Position } from "vscode-languageserver-types";
import { composeSnippets, vagrantSnippets, type Snippet } from "../knowledge/snippets.ts";
import type { FileKind } from "../model/document.ts";
import type { SourceText } from "../model/text/sourceText.ts";
import type { Completion } from "../answer.ts";

interface Slot {
  readonly snippets: readonly Snippet[];
  /** The line at the left margin that the snippets are indented below. */
  readonly parent: RegExp;
}

const slots: Partial<Record<FileKind, Slot>> = {
  compose: { snippets: composeSnippets, parent: /^(["']?)services\1[ \t]*:[ \t]*(?:#.*)?$/ },
  vagrantfile: { snippets: vagrantSnippets, parent: /^Vagrant\.configure\b/ },
};

/** Returns snippets at places where they fit: services directly below `services`, machines directly in `Vagrant.configure`. */
export function completeSnippet(kind: FileKind, source: SourceText, position: Position): readonly Completion[] {
  const slot = slots[kind];
  const line = source.lineText(position.line);
  const [, indent = ""] = /^( +)(?:b[\w-]*)?$/.exec(line.trimEnd()) ?? /^( +)$/.exec(line) ?? [];
  const isIndented = indent !== "" && position.character >= indent.length;
  if (!slot || !isIndented || !isDirectlyBelow(slot.parent, source, position.line, indent.length)) return [];
  const range = { start: { ...position, character: indent.length }, end: position };
  return slot.snippets.map(({ name, prefix, description, body }) => ({
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

function isDirectlyBelow(parent: RegExp, source: SourceText, line: number, indentation: number): boolean {
  for (let above = line - 1; above >= 0; above -= 1) {
    const text = source.lineText(above);
    const start = text.search(/[^\s#]/);
    if (start < 0 || /^\s*#/.test(text)) continue;
    if (start === 0) return parent.test(text);
    // The first entry decides the indentation of the others.
    if (start < indentation) return false;
  }
  return false;
}
