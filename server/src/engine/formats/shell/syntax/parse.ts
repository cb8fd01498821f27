import { forEachChild, parse, type ParsedScript, type SyntaxNode } from "unbash";

export interface ParsedText {
  /** In order of their places; every offset counts from the start of the text. */
  readonly scripts: readonly ParsedScript[];
  readonly complete: boolean;
}

/** The parser's own limit is 256, but its time grows faster than the depth before it gets there. */
const maximumDepth = 100;
const maximumLength = 1 << 20;
const maximumResumes = 40;

/** Parses all that can be read: after a syntax error the rest is parsed on its own. */
export function parseTolerantly(text: string): ParsedText {
  if (text.length > maximumLength) return { scripts: [], complete: false };
  const readable = readableLength(text);
  const source = readable === text.length ? text : text.slice(0, readable);

  const scripts: ParsedScript[] = [];
  let complete = readable === text.length;
  let budget = 8 * source.length + 100_000;
  let start = 0;
  for (let round = 0; round < maximumResumes && budget > 0; round += 1) {
    const script = parseFrom(source, start, source.length);
    budget -= source.length;
    if (script.errors === undefined || script.errors.length === 0) {
      scripts.push(script);
      break;
    }
    complete = false;
    const cut = unterminatedLine(source, start, script);
    if (cut !== undefined) {
      scripts.push(parseFrom(source, start, cut));
      start = cut;
      continue;
    }
    scripts.push(script);
    const resume = resumeAfter(source, start, script);
    if (resume === undefined) break;
    start = resume;
  }
  return { scripts, complete };
}

/** What is left out becomes blanks, so that offsets stay those of the whole text. */
function parseFrom(text: string, start: number, end: number): ParsedScript {
  const part = start === 0 && end === text.length ? text : " ".repeat(start) + text.slice(start, end);
  try {
    return parse(part);
  } catch {
    return { type: "Script", pos: 0, end: 0, shebang: undefined, commands: [], errors: [{ message: "", pos: end }] };
  }
}

/** Returns where to continue after the parser stopped at an error and skipped the rest. */
function resumeAfter(text: string, start: number, script: ParsedScript): number | undefined {
  const read = endOfCommands(script);
  const stop = script.errors?.find((error) => error.pos >= read);
  if (stop === undefined) return undefined;
  const operator = /^[&|;()<>]+/.exec(text.slice(stop.pos, stop.pos + 4))?.[0].length ?? 0;
  const resume = stop.pos + operator;
  const next = resume > start ? resume : nextLine(text, start);
  return text.slice(next).trim() === "" ? undefined : next;
}

/** Returns the end of the line on which a quote or substitution was left open. The parser reports the last quote, though the open one may be far above. */
function unterminatedLine(text: string, start: number, script: ParsedScript): number | undefined {
  const error = script.errors?.find(({ message }) => message.startsWith("unterminated"));
  if (error === undefined) return undefined;
  const blamed = error.message.includes("double") ? '"' : "'";
  const isQuote = error.message.includes("quote");
  const line = isQuote
    ? (likelyOpen(text, start, blamed) ?? likelyOpen(text, start, blamed === '"' ? "'" : '"'))
    : undefined;
  const end = nextLine(text, line ?? error.pos);
  return end < text.length ? end : undefined;
}

/**
 * Start of the line that most likely leaves the quote open. Of the lines that would, each on its own, all but one open
 * and close texts of several lines; leaving out the right one makes these texts shortest.
 */
function likelyOpen(text: string, start: number, quote: string): number | undefined {
  const open: { readonly start: number; readonly line: number }[] = [];
  for (let at = start, line = 0; at < text.length; at = nextLine(text, at), line += 1) {
    if (quoteLeftOpen(text, at) === quote) open.push({ start: at, line });
  }
  if (open.length % 2 === 0) return undefined;

  const length = (index: number): number => (open[index + 1]?.line ?? 0) - (open[index]?.line ?? 0);
  let cost = 0;
  for (let index = 1; index < open.length; index += 2) cost += length(index);
  let best = { index: 0, cost };
  for (let index = 2; index < open.length; index += 2) {
    cost += length(index - 2) - length(index - 1);
    if (cost < best.cost) best = { index, cost };
  }
  return open[best.index]?.start;
}

/** The quote that is open at the end of the line, when none was at its start. */
function quoteLeftOpen(text: string, lineStart: number): string | undefined {
  let open: string | undefined;
  for (let at = lineStart; at < text.length && text[at] !== "\n"; at += 1) {
    const char = text[at];
    if (char === "\\" && open !== "'" && text[at + 1] !== "\n") at += 1;
    else if (char === open) open = undefined;
    else if (open === undefined && (char === '"' || char === "'")) open = char;
    else if (open === undefined && char === "#" && (at === lineStart || /\s/.test(text.charAt(at - 1))))
      return undefined;
  }
  return open;
}

function nextLine(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed === -1 ? text.length : feed + 1;
}

function endOfCommands(script: ParsedScript): number {
  let end = 0;
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Word") return;
    if (node.type === "Command") end = Math.max(end, node.end);
    else forEachChild(node, visit);
  };
  visit(script);
  return end;
}

/** Returns the text up to the line on which brackets nest too deep. It counts quotes and comments too: the count only has to be no smaller than the true depth. */
function readableLength(text: string): number {
  if (occurrences(text, "(") + occurrences(text, "{") <= maximumDepth) return text.length;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === openParen || code === openBrace) depth += 1;
    else if ((code === closeParen || code === closeBrace) && depth > 0) depth -= 1;
    if (depth > maximumDepth) return text.lastIndexOf("\n", at) + 1;
  }
  return text.length;
}

function occurrences(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

const openParen = 0x28;
const closeParen = 0x29;
const openBrace = 0x7b;
const closeBrace = 0x7d;
