import type { Position, Range } from "vscode-languageserver-types";
import type { Opened } from "../analyze.ts";
import type { InlayHintText } from "../answer.ts";
import { contains } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import { namedIn } from "./named.ts";
import { labelOf, livesOf } from "./summaries.ts";

/** Facts of each image, box and runner, after its name: `debian 12 · glibc · apt · until 2028-06`. Unknown facts are left out. */
export function inlayHints({ project }: Opened, range: Range): readonly InlayHintText[] {
  if (!project) return [];
  const { dataDate } = project;
  return namedIn(project).flatMap((named): readonly InlayHintText[] => {
    const position = afterQuote(project, named.at.range);
    if (!contains(range, { start: position, end: position })) return [];
    const label = labelOf(named, dataDate);
    return label === "" ? [] : [{ position, label, tooltip: livesOf(named, dataDate).join("\n") }];
  });
}

/** Returns the end of a value, after its closing quote. */
function afterQuote({ root: { source } }: Project, { start, end }: Range): Position {
  const [first, last] = [source.offsetAt(start), source.offsetAt(end)];
  const before = source.text[first - 1];
  return (before === '"' || before === "'") && source.text[last] === before ? source.positionAt(last + 1) : end;
}
