import { declareInComment } from "./directives/declare.ts";
import { createComposeEditor } from "./formats/compose/edit.ts";
import { createDevContainerEditor } from "./formats/devcontainer/edit.ts";
import { createDockerfileEditor } from "./formats/dockerfile/edit.ts";
import { createVagrantfileEditor } from "./formats/vagrantfile/edit.ts";
import { createWorkflowEditor } from "./formats/workflow/edit.ts";
import { readYaml } from "./formats/yaml/index.ts";
import type { Document } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import { comparePositions, type Place } from "./model/place.ts";
import { createSourceText } from "./model/text/sourceText.ts";

/** Edits of one file; what its format cannot do is left out and then declines. */
export type FormatEditor = Partial<Editor>;

/** Hands each edit to the format of the file that it is about. */
export function createEditor(documentAt: (uri: string) => Document | undefined): Editor {
  const editors = new Map<string, FormatEditor>();
  const editorAt = (uri: string | undefined): FormatEditor => {
    if (uri === undefined) return {};
    const known = editors.get(uri);
    if (known) return known;
    const document = documentAt(uri);
    const editor = document ? formatEditor(document) : {};
    editors.set(uri, editor);
    return editor;
  };

  return {
    replaceValue: (fact, text) => editorAt(fact.at.uri).replaceValue?.(fact, text),
    replaceText: (at, text) => {
      const document = documentAt(at.uri);
      // Text in a string of JSON needs its escapes.
      if (document?.kind === "devcontainer") return editorAt(at.uri).replaceText?.(at, text);
      return document && !isWithin(document, at)
        ? undefined
        : { uri: at.uri, edits: [{ range: at.range, newText: text }] };
    },
    remove: (entries) => editorAt(entries[0]?.uri).remove?.(entries),
    removeComment: (comment) => {
      const document = documentAt(comment.uri);
      return document && removeComment(document, comment);
    },
    commentOut: (entries) => editorAt(entries[0]?.uri).commentOut?.(entries),
    addToService: (service, key, value) => editorAt(service.uri).addToService?.(service, key, value),
    addInstruction: (stage, text, after) => editorAt(stage.uri).addInstruction?.(stage, text, after),
    replaceWords: (from, to, text) => editorAt(from.uri).replaceWords?.(from, to, text),
    declareIntent: (workload, key, value) => {
      const { uri } = workload;
      const document = documentAt(uri);
      const edit = document && declareInComment(document, workload, key, value);
      return edit && { uri, edits: [edit] };
    },
  };
}

/** A place of an older text that was kept may lie outside the text of today. */
function isWithin({ source }: Document, { range: { start, end } }: Place): boolean {
  const isPosition = (position: Place["range"]["start"]): boolean =>
    comparePositions(source.positionAt(source.offsetAt(position)), position) === 0;
  return isPosition(start) && isPosition(end);
}

/** A comment alone on its line goes with the line; one after a value goes with the blanks before it. */
function removeComment(document: Document, comment: Place): FileEdit | undefined {
  const { source } = document;
  const { line, character } = comment.range.start;
  const before = source.lineText(line).slice(0, character);
  const ownLine = before.trim() === "";
  const range = ownLine
    ? source.rangeAt(source.lineStart(line), source.lineStart(line + 1))
    : { start: { line, character: before.trimEnd().length }, end: comment.range.end };
  if (ownLine && carriesIndentation(document, line, character)) return undefined;
  return { uri: source.uri, edits: [{ range, newText: "" }] };
}

/** The first line of a block scalar sets its indentation: without it, a deeper line after it would break the file. */
function carriesIndentation({ kind, source }: Document, line: number, indentation: number): boolean {
  if (kind !== "compose" && kind !== "workflow") return false;
  let next = line + 1;
  while (next < source.lineCount && source.lineText(next).trim() === "") next += 1;
  if (source.lineText(next).search(/\S/) <= indentation) return false;
  const { text } = source;
  const without = text.slice(0, source.lineStart(line)) + text.slice(source.lineStart(line + 1));
  const problems = (written: string): number => readYaml(createSourceText(source.uri, written)).problems.length;
  return problems(without) > problems(text);
}

function formatEditor(document: Document): FormatEditor {
  switch (document.kind) {
    case "dockerfile":
      return createDockerfileEditor(document);
    case "compose":
      return createComposeEditor(document);
    case "vagrantfile":
      return createVagrantfileEditor(document);
    case "workflow":
      return createWorkflowEditor(document);
    case "devcontainer":
      return createDevContainerEditor(document);
    case "config":
      return {};
  }
}
