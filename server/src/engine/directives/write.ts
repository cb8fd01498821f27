import type { Range } from "vscode-languageserver-types";
import type { Document } from "../model/document.ts";
import { reasonPlaceholder } from "../model/directive.ts";
import { comparePositions, contains } from "../model/place.ts";
import type { SourceText } from "../model/text/sourceText.ts";
import type { IgnoreDirective } from "./directive.ts";
import { readDirectives } from "./read.ts";

/** An edit that writes an ignore comment: one insertion. */
export interface IgnoreEdit {
  /** Empty: where the text goes. */
  readonly range: Range;
  /** The text up to the reason. */
  readonly before: string;
  /** Text for the reason, which the person who ignores replaces. */
  readonly placeholder: string;
  /** The text after the reason; undefined if the id is added to an existing comment. */
  readonly after: string | undefined;
}

export interface IgnoreTarget {
  readonly rule: string;
  /** Of the finding. */
  readonly range: Range;
  readonly scope: "here" | "file";
}

/** How many lines above a finding may be tried as the place of its comment: the longest scripts that people write inline. */
const maximumTries = 80;

/**
 * Writes the comment that suppresses a finding, in the file as it is now. `readAgain` reads the file with other text: a
 * comment that would not be read as one, or would not cover the finding, is not written.
 */
export function ignoreEdit(
  document: Document,
  target: IgnoreTarget,
  readAgain: (text: string) => Document | undefined,
): IgnoreEdit | undefined {
  return (
    extended(document, target) ??
    (target.scope === "file" ? atTop(document, target) : above(document, target, readAgain))
  );
}

/** Adds the id to an existing Bulkhead comment for the same place. */
function extended(document: Document, { rule, range, scope }: IgnoreTarget): IgnoreEdit | undefined {
  const { ignores } = readDirectives(document);
  const found = ignores.find(
    (ignore) =>
      ignore.tool === "bulkhead" &&
      ignore.ids.length > 0 &&
      ignore.wholeFile === (scope === "file") &&
      (ignore.wholeFile || isRightAbove(ignore, document, range)),
  );
  if (!found) return undefined;
  const { end } = found.list.range;
  return { range: { start: end, end }, before: `,${rule}`, placeholder: "", after: undefined };
}

/** True for a comment directly above the finding's line or instruction; one above a whole block would suppress more. */
function isRightAbove({ covers, comment }: IgnoreDirective, document: Document, { start }: Range): boolean {
  if (!covers || !comment.ownLine || !contains(covers, { start, end: start })) return false;
  const own = instructionAt(document, start.line);
  return own === undefined ? covers.start.line === start.line : comparePositions(covers.start, own.start) === 0;
}

function atTop(document: Document, { rule }: IgnoreTarget): IgnoreEdit {
  const line = document.kind === "dockerfile" ? document.bodyStart.line : firstFreeLine(document.source);
  return inserted(document, line, "", `ignore-file=${rule}`);
}

/** Below the lines that only count at the top: an interpreter, what an editor or Ruby reads there, YAML's own directives. */
function firstFreeLine(source: SourceText): number {
  const isBound = (line: number): boolean =>
    /^(?:#!|%|#\s*(?:-\*-|vim?:|(?:en)?coding\b|frozen_string_literal\b|yaml-language-server:))/.test(
      source.lineText(line),
    );
  let line = 0;
  while (line + 1 < source.lineCount && isBound(line)) line += 1;
  return line;
}

function above(
  document: Document,
  target: IgnoreTarget,
  readAgain: (text: string) => Document | undefined,
): IgnoreEdit | undefined {
  const { start } = target.range;
  const first = instructionAt(document, start.line)?.start.line ?? start.line;
  for (let line = first; line >= Math.max(0, first - maximumTries); line -= 1) {
    const text = document.source.lineText(line);
    if (text.trim() === "") continue;
    const indentation = /^[ \t]*/.exec(text)?.[0] ?? "";
    const edit = inserted(document, line, indentation, `ignore=${target.rule}`);
    if (silences(edit, document, target, readAgain)) return edit;
  }
  return undefined;
}

/** Returns the instruction of a Dockerfile on the line; comments go above it, not into it. */
function instructionAt(document: Document, line: number): Range | undefined {
  if (document.kind !== "dockerfile") return undefined;
  return document.stages
    .flatMap(({ from, instructions }) => [from, ...instructions.map(({ at }) => at)])
    .map(({ range }) => range)
    .find(({ start, end }) => start.line <= line && line <= end.line);
}

function inserted(document: Document, line: number, indentation: string, directive: string): IgnoreEdit {
  const start = { line, character: 0 };
  const isJenkins = document.kind === "workflow" && document.system === "jenkins";
  const sign = isJenkins || document.kind === "devcontainer" ? "//" : "#";
  return {
    range: { start, end: start },
    before: `${indentation}${sign} bulkhead ${directive} `,
    placeholder: reasonPlaceholder,
    after: document.source.lineEnding,
  };
}

function silences(
  { range, before, after = "" }: IgnoreEdit,
  { source, problems }: Document,
  { range: target }: IgnoreTarget,
  readAgain: (text: string) => Document | undefined,
): boolean {
  const offset = source.offsetAt(range.start);
  const again = readAgain(`${source.text.slice(0, offset)}${before}reason${after}${source.text.slice(offset)}`);
  if (!again || again.problems.length > problems.length) return false;

  const start = { line: target.start.line + 1, character: target.start.character };
  const written = readDirectives(again).ignores.find(({ comment }) => comment.range.start.line === range.start.line);
  const isComment = again.comments.some((comment) => comment === written?.comment);
  return isComment && written?.covers !== undefined && contains(written.covers, { start, end: start });
}
