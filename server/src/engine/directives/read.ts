import type { Range } from "vscode-languageserver-types";
import type { Comment, Document } from "../model/document.ts";
import { memo } from "../model/memo.ts";
import type { Directives, DirectiveWord, IgnoreDirective, IntentDirective } from "./directive.ts";
import { foreignIgnores } from "./foreign.ts";
import { scriptComments } from "./scriptComments.ts";

/** Reads every directive of a document. A comment is a directive if the first word after `bulkhead` contains `=`. */
export const readDirectives = memo(read);

function read(document: Document): Directives {
  const ignores: IgnoreDirective[] = [];
  const intents: IntentDirective[] = [];
  const unknownWords: DirectiveWord[] = [];

  for (const comment of [...document.comments, ...scriptComments(document)]) {
    if (!/[=:]|kics-scan/.test(comment.text)) continue;
    const words = wordsOf(document, comment);
    const [tool, first] = words;
    if (tool?.text !== "bulkhead" || !first?.text.includes("=")) {
      ignores.push(...foreignIgnores(document, comment));
    } else if (/^ignore(?:-file)?=/.test(first.text)) {
      ignores.push(ownIgnore(document, words.slice(1), comment));
    } else {
      const isPair = (word: DirectiveWord): boolean => word.text.indexOf("=") > 0;
      const declared = words.slice(1);
      for (const word of declared.filter(isPair)) {
        const equals = word.text.indexOf("=");
        intents.push({ key: part(word, 0, equals), value: part(word, equals + 1), covers: comment.covers });
      }
      // Intent takes no reason, so report only the first word of one.
      unknownWords.push(...declared.filter((word) => !isPair(word)).slice(0, 1));
    }
  }
  return { ignores, intents, unknownWords };
}

/** Every id is compared with every finding, so a longer list is cut. */
const maximumIds = 500;

/** The list may continue after a space that follows a comma. The text after the list is the reason. */
function ownIgnore(document: Document, words: readonly DirectiveWord[], comment: Comment): IgnoreDirective {
  const last = words.findIndex((word, index) => !word.text.endsWith(",") && !words[index + 1]?.text.startsWith(","));
  const listed = words.slice(0, last === -1 ? words.length : last + 1);
  const ids = listed
    .flatMap((word, index) => idsIn(index === 0 ? part(word, word.text.indexOf("=") + 1) : word))
    .slice(0, maximumIds);
  const range = {
    start: listed[0]?.range.start ?? comment.range.start,
    end: listed.at(-1)?.range.end ?? comment.range.end,
  };
  return {
    tool: "bulkhead",
    ids,
    list: { text: document.source.slice(range), range },
    wholeFile: listed[0]?.text.startsWith("ignore-file") ?? false,
    covers: comment.covers,
    reason: words
      .slice(listed.length)
      .map((word) => word.text)
      .join(" "),
    comment,
  };
}

/** The blank-separated words of a comment, with their places. */
export function wordsOf(document: Document, comment: Comment): readonly DirectiveWord[] {
  const { start } = comment.range;
  const written = document.source.slice(comment.range);
  const textAt = Math.max(0, written.indexOf(comment.text));
  // Of a block comment the first line counts.
  const [line = ""] = comment.text.split("\n");
  return [...line.matchAll(/\S+/g)].map((match) => {
    const from = start.character + textAt + match.index;
    return { text: match[0], range: lineRange(start.line, from, from + match[0].length) };
  });
}

function idsIn(word: DirectiveWord): readonly DirectiveWord[] {
  return [...word.text.matchAll(/[^,]+/g)].map((match) => part(word, match.index, match.index + match[0].length));
}

function part(word: DirectiveWord, from: number, to = word.text.length): DirectiveWord {
  const start = word.range.start.character;
  return { text: word.text.slice(from, to), range: lineRange(word.range.start.line, start + from, start + to) };
}

function lineRange(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}
