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
  readonly lines: ReadonlyMap<number, readonly Judged[]>;
  readonly workloads: ReadonlySet<NamedWorkload | undefined>;
}

function occupiedPlaces(judged: readonly Judged[]): Occupied {
  const lines = new Map<number, Judged[]>();
  for (const one of judged) {
    for (const line of linesOf(one.finding)) {
      const onLine = lines.get(line);
      if (onLine) onLine.push(one);
      else lines.set(line, [one]);
    }
  }
  return { lines, workloads: new Set(judged.flatMap(({ workload }) => workload ?? [])) };
}

function meets({ finding, workload }: Judged, { lines }: Occupied): boolean {
  return linesOf(finding).some((line) =>
    lines
      .get(line)
      ?.some(
        (other) => overlaps(finding.range, other.finding.range) && workload?.inScript === other.workload?.inScript,
      ),
  );
}

function linesOf({ range: { start, end } }: Judged["finding"]): readonly number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
}
