import { overlaps } from "../model/place.ts";
import type { Judged, NamedWorkload } from "./judged.ts";

/** Drops the findings of rules that yield to another finding at the same place, or about the same workload. */
export function withoutYielding(byRule: ReadonlyMap<string, readonly Judged[]>): readonly Judged[] {
  const occupied = new Map<string, Occupied>();
  const occupiedBy = (id: string): Occupied => {
    const before = occupied.get(id);
    if (before) return before;
    const found = occupiedPlaces(byRule.get(id) ?? []);
    occupied.set(id, found);
    return found;
  };
  return [...byRule.values()]
    .flat()
    .filter(
      (judged) =>
        !judged.rule.yieldsTo?.some((entry) =>
          typeof entry === "string"
            ? meets(judged, occupiedBy(entry))
            : occupiedBy(entry.rule).workloads.has(judged.workload),
        ),
    );
}

interface Occupied {
  /** By line: a file may have thousands of findings. */
  readonly ranges: ReadonlyMap<number, readonly Judged["finding"]["range"][]>;
  readonly workloads: ReadonlySet<NamedWorkload | undefined>;
}

function occupiedPlaces(judged: readonly Judged[]): Occupied {
  const ranges = new Map<number, Judged["finding"]["range"][]>();
  for (const { finding } of judged) {
    for (const line of linesOf(finding)) {
      const onLine = ranges.get(line);
      if (onLine) onLine.push(finding.range);
      else ranges.set(line, [finding.range]);
    }
  }
  return { ranges, workloads: new Set(judged.flatMap(({ workload }) => workload ?? [])) };
}

function meets({ finding }: Judged, { ranges }: Occupied): boolean {
  return linesOf(finding).some((line) => ranges.get(line)?.some((range) => overlaps(finding.range, range)));
}

function linesOf({ range: { start, end } }: Judged["finding"]): readonly number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
}
