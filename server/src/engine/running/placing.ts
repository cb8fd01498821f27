import type { Range } from "vscode-languageserver-types";
import { definitionOf } from "./definitions.ts";
import type { NamedWorkload } from "./judged.ts";
import type { RelatedPlace } from "../finding.ts";
import type { Document } from "../model/document.ts";
import type { Place } from "../model/place.ts";
import type { Report } from "../rule.ts";

/** Where a report appears in the analysed file. */
export interface Placed {
  readonly range: Range;
  /** The place that only refers to the one with the range. */
  readonly use: Place | undefined;
  readonly related: readonly RelatedPlace[];
  /** The cause in another file. */
  readonly cause: Place | undefined;
  readonly isRepeat: boolean;
  /** Every place whose ignore comment suppresses the finding. */
  readonly silencing: readonly Place[];
}

/**
 * Chooses where a report appears: at its definition if that is in the analysed file, else at its own place, the first
 * related place or the workload there. Undefined if the report has no place in the file.
 */
export function placed(
  report: Report,
  workload: NamedWorkload | undefined,
  root: Document,
  documentAt: (uri: string) => Document | undefined,
): Placed | undefined {
  const { uri } = root.source;
  const related = report.related ?? [];
  const reported = (report.at === workload?.at ? workload.inScript : undefined) ?? report.at;
  const named = [reported, ...related.map(({ at }) => at)];
  const own = [...named, ...(workload ? [workload.at] : [])].find((place) => place.uri === uri);
  if (!own) return undefined;

  const definition = definitionOf(root, own);
  const isHere = definition?.uri === uri;
  const elsewhere = related.filter(({ at }) => at !== own);
  const first = reported === own ? [] : [{ at: reported, message: "The cause." }];
  const remote = definition && !isHere ? [{ at: definition, message: "Defined here." }] : [];

  const contradicted = reported === own ? undefined : reported;
  const cause = contradicted ?? (isHere ? undefined : definition);
  // What an extended file says alone is reported there; together with something of this file it is not.
  const isSeenThere = contradicted !== undefined || !related.some(({ at }) => at.uri === uri);
  return {
    range: tight(root, (isHere ? definition : own).range),
    use: definition ? own : undefined,
    related: [...first, ...elsewhere, ...remote],
    cause,
    isRepeat: cause !== undefined && isSeenThere && documentAt(cause.uri) !== undefined,
    silencing: [...new Set([...named, own]), ...(definition ? [definition] : [])],
  };
}

/** Of several lines the first without comment and continuation: editors would underline the indentation of the others too. */
function tight({ source, kind }: Document, { start, end }: Range): Range {
  const from = source.offsetAt(start);
  const to = source.offsetAt(end);
  const rest = source.lineText(start.line).slice(start.character);
  if (start.line === end.line || rest.trim() === "") return source.rangeAt(from, Math.max(from, to));
  const shown = kind === "dockerfile" ? withoutContinuation(rest) : withoutComment(rest, kind);
  return source.rangeAt(from, from + Math.max(1, shown.length));
}

function withoutContinuation(line: string): string {
  return line
    .trimEnd()
    .replace(/[\\`]$/, "")
    .trimEnd();
}

function withoutComment(line: string, kind: Document["kind"]): string {
  const start = line.search(kind === "devcontainer" ? /\s\/\// : /\s#/);
  return (start < 0 ? line : line.slice(0, start)).trimEnd();
}
