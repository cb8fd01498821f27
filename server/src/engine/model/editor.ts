import type { TextEdit } from "vscode-languageserver-types";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Service } from "./service.ts";
import type { Instruction, Stage } from "./stage.ts";
import type { Workload } from "./workload.ts";

/** Edits of one file. */
export interface FileEdit {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** A value as YAML can hold it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Edits that a person would make by hand: comments, quoting, indentation and line endings survive.
 * Every function returns undefined where it would have to guess: the fix is then not offered.
 */
export interface Editor {
  /** Puts `text` in the place of the value, quoted in the way the old value was where the format needs it. */
  replaceValue(fact: Fact<unknown>, text: string): FileEdit | undefined;
  /** Puts `text` in place of exactly this text. */
  replaceText(at: Place, text: string): FileEdit | undefined;
  /** Removes whole entries (key with value, list item, instruction, statement) and parents that become empty by it. All in one file. */
  remove(entries: readonly Place[]): FileEdit | undefined;
  /** Removes a comment, with its line if the line has nothing else. */
  removeComment(comment: Place): FileEdit | undefined;
  /** Turns whole entries into comments, in place. */
  commentOut(entries: readonly Place[]): FileEdit | undefined;
  /** Adds `key: value` at the end of the service, or the missing part of it when the key holds a list or mapping already. */
  addToService(service: Service, key: string, value: Plain): FileEdit | undefined;
  /** Adds an instruction after another one, or at the end of the stage. */
  addInstruction(stage: Stage, text: string, after?: Instruction): FileEdit | undefined;
  /** Replaces the words of a command, continuations inside the replaced stretch kept when they are outside of it. */
  replaceWords(from: Place, to: Place, text: string): FileEdit | undefined;
  /** Declares intent in a comment above the workload, merged with one that is there. */
  declareIntent(workload: Workload, key: string, value: string): FileEdit | undefined;
}
