import { lineStartsOf } from "../../../model/text/sourceText.ts";
import type { Span } from "./blanks.ts";
import { parseCommand, readListItems, type ListItem, type ParsedCommand } from "./command.ts";
import { findHeredocs, type HeredocWord } from "./heredocs.ts";
import { joinPieces, type Joined } from "../lines/joined.ts";
import { readPairs, type Pair } from "./pairs.ts";
import type { Region } from "../lines/split.ts";

/** A here-document of an instruction. */
export interface ParsedHeredoc extends HeredocWord {
  /** In the region's text. */
  readonly content: Span;
  readonly terminator: Span;
}

/**
 * An instruction by its text alone, independent of its place: offsets are those of the region's text, or of the joined text.
 * The same text gives the same result, so it may be kept between versions of a file.
 */
export interface ParsedInstruction {
  /** The region's lines, from the beginning of the first one. */
  readonly source: string;
  /** Where the lines of `source` begin. */
  readonly lineStarts: readonly number[];
  readonly escape: "\\" | "`";
  readonly joined: Joined;
  readonly command: ParsedCommand;
  readonly heredocs: readonly ParsedHeredoc[];
  /** Of `ENV`, `LABEL` and `ARG`. */
  readonly pairs: readonly Pair[];
  /** Of `FROM`, `COPY`, `ADD`, `EXPOSE` and `VOLUME`. */
  readonly list: readonly ListItem[];
}

export function parseInstruction(file: string, region: Region, escape: "\\" | "`"): ParsedInstruction {
  // Slices keep the text alive that they were cut from: a kept instruction must not hold on to a whole version of the file.
  const source = detached(file.slice(region.start, region.end));
  const relative = (span: Span): Span => ({ start: span.start - region.start, end: span.end - region.start });
  const joined = joinPieces(source, region.pieces.map(relative));
  const whole = { start: 0, end: joined.text.length };
  const command = parseCommand(joined.text, whole, escape);
  const words = region.bodies.length > 0 ? findHeredocs(joined.text, whole) : [];
  const heredocs = region.bodies.map(({ content, terminator }, index) => ({
    ...(words[index] ?? nameless),
    content: relative(content),
    terminator: relative(terminator),
  }));
  return {
    source,
    lineStarts: lineStartsOf(source),
    escape,
    joined,
    command,
    heredocs,
    pairs: readPairs(joined.text, command, escape),
    list: readListItems(joined.text, command),
  };
}

function detached(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === "string" ? copy : text;
}

const nameless: HeredocWord = { name: "", chomps: false, expands: false, span: { start: 0, end: 0 } };
