import { isSeparator, isSpace, separatedWords, skipSpaces, trimSpan, type Span } from "./blanks.ts";
import { readFlags, type ParsedFlag } from "./flags.ts";
import { readJson, type JsonForm } from "./json.ts";

/** An instruction read from joined text; spans are offsets in it. */
export interface ParsedCommand {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly flags: readonly ParsedFlag[];
  /** Everything after keyword and flags, without spaces around it. */
  readonly args: Span;
  /** The arguments; for `HEALTHCHECK` what follows its first word. */
  readonly body: Span;
  /** Undefined for shell form, and for instructions without a JSON form. */
  readonly json: JsonForm | undefined;
  /** What `ONBUILD` keeps for later. */
  readonly trigger: ParsedCommand | undefined;
}

const withJson = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME"]);
const withHeredocs = new Set(["ADD", "COPY", "RUN"]);

/** Splits a joined instruction into keyword, flags and arguments. An unknown keyword is read like any other. */
export function parseCommand(text: string, span: Span, escape: string, isTrigger = false): ParsedCommand {
  const { start, end } = trimSpan(text, span);
  let at = start;
  while (at < end && !isSeparator(text.charCodeAt(at))) at += 1;
  const keywordSpan = { start, end: at };
  const keyword = text.slice(start, at).toUpperCase();

  const { flags, rest } = readFlags(text, { start: skipSpaces(text, at, end), end }, escape);
  const args = trimSpan(text, { start: rest, end });
  const body = keyword === "HEALTHCHECK" ? afterFirstWord(text, args) : args;
  return {
    keyword,
    keywordSpan,
    flags,
    args,
    body,
    json: withJson.has(keyword) ? readJson(text, body) : undefined,
    trigger:
      keyword === "ONBUILD" && !isTrigger && args.end > args.start ? parseCommand(text, args, escape, true) : undefined,
  };
}

function afterFirstWord(text: string, { start, end }: Span): Span {
  let at = start;
  while (at < end && !isSpace(text.charCodeAt(at))) at += 1;
  return { start: skipSpaces(text, at, end), end };
}

/** True when the instruction may announce here-documents. */
export function canHaveHeredocs(command: ParsedCommand): boolean {
  const { keyword, json } = command.trigger ?? command;
  return withHeredocs.has(keyword) && json === undefined;
}

/** A word of a list with its place in the joined text. */
export interface ListItem {
  readonly text: string;
  readonly span: Span;
}

const lists = new Set(["ADD", "COPY", "EXPOSE", "FROM", "VOLUME"]);

/** Words of an instruction that takes a list: the items of a JSON array, else what blanks separate. */
export function readListItems(text: string, command: ParsedCommand): readonly ListItem[] {
  const { keyword, body, json } = command;
  if (!lists.has(keyword)) return [];
  if (json) return json.state === "array" ? json.items.map(({ value, span }) => ({ text: value, span })) : [];
  const words = separatedWords(text, body);
  return words.map((span) => ({ text: text.slice(span.start, span.end), span }));
}
