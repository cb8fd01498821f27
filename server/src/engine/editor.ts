import { createComposeEditor } from "./formats/compose/edit.ts";
import { createDockerfileEditor } from "./formats/dockerfile/edit.ts";
import { createVagrantfileEditor } from "./formats/vagrantfile/edit.ts";
import { createWorkflowEditor } from "./formats/workflow/edit.ts";
import type { Document } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import type { Place } from "./model/place.ts";

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
    replaceText: (at, text) => ({ uri: at.uri, edits: [{ range: at.range, newText: text }] }),
    remove: (entries) => editorAt(entries[0]?.uri).remove?.(entries),
    removeComment: (comment) => {
      const document = documentAt(comment.uri);
      return document && removeComment(document, comment);
    },
    commentOut: (entries) => editorAt(entries[0]?.uri).commentOut?.(entries),
    addToService: (service, key, value) => editorAt(service.uri).addToService?.(service, key, value),
    addInstruction: (stage, text, after) => editorAt(stage.uri).addInstruction?.(stage, text, after),
    replaceWords: (from, to, text) => editorAt(from.uri).replaceWords?.(from, to, text),
  };
}

/** A comment alone on its line goes with the line; one behind a value goes with the blanks before it. */
function removeComment({ source }: Document, comment: Place): FileEdit {
  const { line, character } = comment.range.start;
  const before = source.lineText(line).slice(0, character);
  const range =
    before.trim() === ""
      ? source.rangeAt(source.lineStart(line), source.lineStart(line + 1))
      : { start: { line, character: before.trimEnd().length }, end: comment.range.end };
  return { uri: source.uri, edits: [{ range, newText: "" }] };
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
    case "config":
      return {};
  }
}
