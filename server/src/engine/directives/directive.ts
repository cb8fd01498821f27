import type { Range } from "vscode-languageserver-types";
import type { Comment } from "../model/document.ts";

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
  /** `ignore=a,b` up to the end of the list. */
  readonly list: DirectiveWord;
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
  /** The first word of each intent directive that is not `key=value`. */
  readonly unknownWords: readonly DirectiveWord[];
}
