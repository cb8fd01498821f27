import type { FileEdit } from "../../../model/editor.ts";
import type { Place } from "../../../model/place.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { skipSpaces, type Span } from "../syntax/blanks.ts";
import { removalFromChain } from "./chains.ts";
import type { Change, EditedFile, Target } from "./file.ts";

/** Takes away whole instructions, flags, pairs, list items, or commands of a chain. */
export function remove(file: EditedFile, entries: readonly Place[], commands: readonly Place[]): FileEdit | undefined {
  const groups = groupByInstruction(file, entries);
  if (!groups || groups.length === 0) return undefined;

  const changes: Change[] = [];
  const gone: number[] = [];
  for (const { target, spans } of groups) {
    const removal = removalFrom(file, target, spans, commands);
    if (!removal) return undefined;
    if (removal === "all") {
      if (target.parsed.command.keyword === "FROM") return undefined;
      gone.push(target.index);
      changes.push({ ...wholeLines(file.source, target), text: "" });
    } else for (const span of removal) changes.push({ ...span, text: "" });
  }
  const kept = groups.map(({ target }) => target.index).filter((index) => !gone.includes(index));
  // What is said of touched instructions is one thing only, so a mixture is not offered.
  if (kept.length > 0 && gone.length > 0) return undefined;
  const merged = mergeChanges(changes);
  return gone.length > 0 ? file.checked(merged, gone, "gone") : file.checked(merged, kept, "same");
}

interface Group {
  readonly target: Target;
  readonly spans: Span[];
}

export function groupByInstruction(file: EditedFile, entries: readonly Place[]): readonly Group[] | undefined {
  const groups = new Map<number, Group>();
  for (const entry of entries) {
    const span = file.spanOf(entry);
    const target = span && file.targetOf(span);
    if (!target || span.start === span.end) return undefined;
    const group = groups.get(target.index) ?? { target, spans: [] };
    group.spans.push(span);
    groups.set(target.index, group);
  }
  return [...groups.values()];
}

/** True when the stretch is the instruction from its keyword to its end. */
export function isWhole({ parsed, region, inFile }: Target, span: Span): boolean {
  return span.start === inFile(parsed.command.keywordSpan).start && span.end === region.end;
}

function removalFrom(
  file: EditedFile,
  target: Target,
  spans: readonly Span[],
  commands: readonly Place[],
): readonly Span[] | "all" | undefined {
  if (spans.some((span) => isWhole(target, span))) return "all";
  const { flags, args } = target.parsed.command;
  const flagSpans = flags.map(({ span }) => target.inFile(span));
  if (spans.every((span) => indexOf(flagSpans, span) !== -1)) {
    const rest = args.end > args.start ? [target.inFile(args)] : [];
    return withoutItems(file, [...flagSpans, ...rest], spans, target.inFile(target.parsed.command.keywordSpan).end);
  }

  const items = itemsOf(target);
  if (items.length > 0 && spans.every((span) => indexOf(items, span) !== -1)) {
    if (isNeeded(target, items, spans)) return undefined;
    const isAll = items.every((item) => indexOf(spans, item) !== -1);
    return isAll ? "all" : withoutItems(file, items, spans, undefined);
  }
  return removalFromChain(file, target, spans, commands);
}

/** What may be taken away one by one. */
function itemsOf({ parsed, inFile }: Target): readonly Span[] {
  if (parsed.pairs.length > 0) return parsed.pairs.map(({ span }) => inFile(span));
  return parsed.command.keyword === "FROM" ? [] : parsed.list.map(({ span }) => inFile(span));
}

/** A copy keeps its destination and one of its sources. */
function isNeeded({ parsed }: Target, items: readonly Span[], removed: readonly Span[]): boolean {
  const { keyword } = parsed.command;
  if (keyword !== "COPY" && keyword !== "ADD") return false;
  const destination = items.at(-1);
  const sources = items.slice(0, -1);
  return !destination || indexOf(removed, destination) !== -1 || sources.every((item) => indexOf(removed, item) !== -1);
}

function indexOf(spans: readonly Span[], { start, end }: Span): number {
  return spans.findIndex((span) => span.start === start && span.end === end);
}

/** Each item goes with what separates it from the next one; the last ones with what separates them from what stays. */
function withoutItems(
  file: EditedFile,
  items: readonly Span[],
  removed: readonly Span[],
  before: number | undefined,
): readonly Span[] | undefined {
  const stays = items.map((item) => indexOf(removed, item) === -1);
  const lastKept = stays.lastIndexOf(true);
  const gaps: Span[] = [];
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    if (!stays[index] && index < lastKept && next) gaps.push({ start: item.start, end: next.start });
  }
  const last = items.at(-1);
  const keptEnd = items[lastKept]?.end ?? before;
  if (last && lastKept < items.length - 1) {
    if (keptEnd === undefined) return undefined;
    gaps.push({ start: keptEnd, end: last.end });
  }
  return gaps.some((gap) => file.hasComment(gap)) ? undefined : gaps;
}

/** The lines of an instruction, with one of the blank lines around them when there is one on either side. */
function wholeLines(source: SourceText, { region }: Target): Span {
  const lastLine = source.positionAt(region.end).line;
  const isBlank = (line: number): boolean => {
    const start = source.lineStart(line);
    return skipSpaces(source.text, start, source.lineStart(line + 1)) === source.lineStart(line + 1);
  };
  const next = lastLine + 1;
  if (next >= source.lineCount) {
    // The last line has no end of its own: the one before it goes instead.
    const start = region.firstLine === 0 ? 0 : endOfLine(source, region.firstLine - 1);
    return { start, end: source.text.length };
  }
  const takesBlank =
    isBlank(next) && next + 1 < source.lineCount && (region.firstLine === 0 || isBlank(region.firstLine - 1));
  return { start: source.lineStart(region.firstLine), end: source.lineStart(takesBlank ? next + 1 : next) };
}

/** Where the line ends, its line break left aside. */
export function endOfLine(source: SourceText, line: number): number {
  return source.lineStart(line) + source.lineText(line).length;
}

/** Neighbouring changes become one. */
function mergeChanges(changes: readonly Change[]): readonly Change[] {
  const merged: Change[] = [];
  for (const change of [...changes].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && change.start <= last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, change.end) };
    else merged.push(change);
  }
  return merged;
}
