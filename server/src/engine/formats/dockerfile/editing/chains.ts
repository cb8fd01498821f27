import type { Place } from "../../../model/place.ts";
import type { Span } from "../syntax/blanks.ts";
import type { EditedFile, Target } from "./file.ts";

/** A command of a `RUN`, or several that follow each other, with the operators around it. Offsets are those of the file. */
interface Link extends Span {
  /** Undefined at the beginning of the script. */
  readonly left: Span | undefined;
  /** Undefined at the end of the script. */
  readonly right: Span | undefined;
}

/** What has to go for the commands to leave a chain of `&&` and `;`; undefined where that could change what the rest does. */
export function removalFromChain(
  file: EditedFile,
  target: Target,
  spans: readonly Span[],
  commands: readonly Place[],
): readonly Span[] | "all" | undefined {
  const links = linksOf(file, target, spans, commands);
  if (!links) return undefined;
  const gaps: Span[] = [];
  for (const link of links) {
    const gap = gapOf(file, link);
    if (gap === "all") return "all";
    if (file.hasComment(gap)) return undefined;
    gaps.push(gap);
  }
  return gaps;
}

function gapOf(file: EditedFile, { start, end, left, right }: Link): Span | "all" {
  if (left && right) return { start: left.start, end: right.start };
  if (left) return { start: trimmedEnd(file, left.start), end };
  if (right) return { start, end: skipGlue(file, right.end, file.source.text.length) };
  return "all";
}

/** Every stretch as a link, when each is a plain command of a script in which nothing depends on what fails. */
export function linksOf(
  file: EditedFile,
  target: Target,
  spans: readonly Span[],
  commands: readonly Place[],
): readonly Link[] | undefined {
  const { parsed, inFile } = target;
  const { command } = parsed;
  if (command.keyword !== "RUN" || command.json || parsed.heredocs.length > 0) return undefined;

  const known = commands.map((place) => file.spanOf(place));
  if (!spans.every((span) => known.some((one) => one?.start === span.start && one.end === span.end))) return undefined;
  const script = inFile(command.body);
  if (outside(file, script, known).includes("||")) return undefined;

  const links: Link[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const left = operatorBefore(file, script.start, span.start);
    const right = operatorAfter(file, span.end, script.end);
    if (left === "other" || right === "other") return undefined;
    const last = links.at(-1);
    if (last && left && last.right?.start === left.start) links[links.length - 1] = { ...last, end: span.end, right };
    else links.push({ ...span, left, right });
  }
  return links;
}

/** The script's text without its commands. */
function outside(file: EditedFile, script: Span, commands: readonly (Span | undefined)[]): string {
  let text = "";
  let at = script.start;
  for (const command of commands) {
    if (!command || command.start < at || command.end > script.end) continue;
    text += file.source.text.slice(at, command.start);
    at = command.end;
  }
  return text + file.source.text.slice(at, script.end);
}

function operatorAfter(file: EditedFile, start: number, end: number): Span | undefined | "other" {
  const at = skipGlue(file, start, end);
  if (at >= end) return undefined;
  const { text } = file.source;
  if (text.startsWith("&&", at)) return { start: at, end: at + 2 };
  if (text[at] === ";" && text[at + 1] !== ";") return { start: at, end: at + 1 };
  return "other";
}

function operatorBefore(file: EditedFile, start: number, end: number): Span | undefined | "other" {
  const at = trimmedEnd(file, end);
  if (at <= start) return undefined;
  const { text } = file.source;
  if (text.startsWith("&&", at - 2)) return { start: at - 2, end: at };
  if (text[at - 1] === ";" && text[at - 2] !== ";") return { start: at - 1, end: at };
  return "other";
}

/** The first offset that holds more than blanks, line ends, continuation characters and comments. */
function skipGlue({ source, escape }: EditedFile, start: number, end: number): number {
  const glue =
    escape === "\\"
      ? /(?:[ \t]|\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)*/y
      : /(?:[ \t]|`[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)*/y;
  glue.lastIndex = start;
  return Math.min(end, start + (glue.exec(source.text)?.[0].length ?? 0));
}

/** Returns the end of the text before `offset`, without blanks, continuations and comments. */
function trimmedEnd({ source, escape }: EditedFile, offset: number): number {
  const { text } = source;
  let at = offset;
  for (;;) {
    while (at > 0 && " \t".includes(text.charAt(at - 1))) at -= 1;
    if (text[at - 1] !== "\n") return at;
    const line = source.positionAt(at - 1).line;
    const content = source.lineText(line).trim();
    if (content === "" || content.startsWith("#")) at = source.lineStart(line);
    else if (content.endsWith(escape)) at = source.lineStart(line) + source.lineText(line).lastIndexOf(escape);
    else return at;
  }
}
