import type { Range } from "vscode-languageserver-types";
import type { Comment, Document } from "../model/document.ts";

/** A word of a directive with its place in the analysed file. */
export interface DirectiveWord {
  readonly text: string;
  readonly range: Range;
}

/** `# bulkhead ignore=…`, or another tool's ignore comment whose ids are aliases of our rules. */
export interface IgnoreDirective {
  /** `bulkhead` directives are checked for unknown and unused ids; those of other tools are theirs to check. */
  readonly tool: "bulkhead" | "other";
  readonly ids: readonly DirectiveWord[];
  readonly wholeFile: boolean;
  /** Undefined when nothing follows the comment. Not used with `wholeFile`. */
  readonly covers: Range | undefined;
  readonly reason: string;
  /** The whole comment. */
  readonly comment: Comment;
}

/** One `key=value` of `# bulkhead trust=untrusted tenancy=multi`; `value` keeps its commas. */
export interface IntentDirective {
  readonly key: DirectiveWord;
  readonly value: DirectiveWord;
  readonly covers: Range | undefined;
}

export interface Directives {
  readonly ignores: readonly IgnoreDirective[];
  readonly intents: readonly IntentDirective[];
  /** Words of an intent directive that are no `key=value`. */
  readonly strays: readonly DirectiveWord[];
}

/** Reads every directive of a document. A comment is none of ours unless the first word after `bulkhead` holds `=`. */
export function readDirectives(document: Document): Directives {
  const ignores: IgnoreDirective[] = [];
  const intents: IntentDirective[] = [];
  const strays: DirectiveWord[] = [];

  for (const comment of document.comments) {
    const words = wordsOf(document, comment);
    const [tool, first] = words;
    if (tool?.text !== "bulkhead" || !first?.text.includes("=")) {
      ignores.push(...foreignIgnores(words, comment));
      continue;
    }

    if (/^ignore(-file)?=/.test(first.text)) {
      ignores.push(ownIgnore(first, words.slice(2), comment));
      continue;
    }
    for (const word of words.slice(1)) {
      const equals = word.text.indexOf("=");
      if (equals < 1) strays.push(word);
      else intents.push({ key: part(word, 0, equals), value: part(word, equals + 1), covers: comment.covers });
    }
  }
  return { ignores, intents, strays };
}

function ownIgnore(first: DirectiveWord, reason: readonly DirectiveWord[], comment: Comment): IgnoreDirective {
  const equals = first.text.indexOf("=");
  return {
    tool: "bulkhead",
    ids: list(part(first, equals + 1)),
    wholeFile: first.text.startsWith("ignore-file"),
    covers: comment.covers,
    reason: reason.map((word) => word.text).join(" "),
    comment,
  };
}

/** Ignore comments of other tools, by the words that follow the comment sign. */
function foreignIgnores(words: readonly DirectiveWord[], comment: Comment): readonly IgnoreDirective[] {
  const text = comment.text;
  const match =
    /^(?:hadolint|tally)\s+(?<global>global\s+)?ignore=(?<ids>[\w,\s-]+?)(?:\s*;.*|\s+--.*)?$/.exec(text) ??
    /^check=(?:.*;)?skip=(?<ids>[\w,-]+)/.exec(text) ??
    /^trivy:ignore:(?<ids>[\w-]+)/.exec(text) ??
    /^checkov:skip=(?<ids>\w+)/.exec(text) ??
    /^kics-scan\s+ignore-(?:line|block)\b(?<ids>)/.exec(text);
  const ids = match?.groups?.["ids"]?.split(/[\s,]+/).filter((id) => id !== "") ?? [];
  const [first] = words;
  if (ids.length === 0 || !first) return [];

  return [
    {
      tool: "other",
      ids: ids.map((id) => ({ text: id, range: first.range })),
      wholeFile: match?.groups?.["global"] !== undefined || text.startsWith("check="),
      covers: comment.covers,
      reason: "",
      comment,
    },
  ];
}

function wordsOf(document: Document, comment: Comment): readonly DirectiveWord[] {
  const { line } = comment.range.start;
  const written = document.source.slice(comment.range);
  const textAt = written.indexOf(comment.text);
  return [...comment.text.matchAll(/\S+/g)].map((match) => {
    const start = comment.range.start.character + textAt + match.index;
    return { text: match[0], range: lineRange(line, start, start + match[0].length) };
  });
}

function list(word: DirectiveWord): readonly DirectiveWord[] {
  return [...word.text.matchAll(/[^,]+/g)].map((match) => part(word, match.index, match.index + match[0].length));
}

function part(word: DirectiveWord, from: number, to = word.text.length): DirectiveWord {
  const start = word.range.start.character;
  return { text: word.text.slice(from, to), range: lineRange(word.range.start.line, start + from, start + to) };
}

function lineRange(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}
