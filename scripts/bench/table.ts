export interface Row {
  readonly what: string;
  /** The maximum; rows without one are for information. */
  readonly budget?: string;
  readonly measured: string;
  readonly isWithin?: boolean;
}

/** A ratio of two times, and whether it keeps to its budget. */
export function ratioRow(what: string, ratio: number, limit?: number): Row {
  return { what, measured: times(ratio), ...budget(ratio, limit, times) };
}

export function millisecondsRow(what: string, cpu: number, clock: number, limit?: number): Row {
  return { what, measured: `${milliseconds(cpu)} (clock ${milliseconds(clock)})`, ...budget(cpu, limit, milliseconds) };
}

function budget(value: number, limit: number | undefined, format: (value: number) => string): Partial<Row> {
  return limit === undefined ? {} : { budget: `≤ ${format(limit)}`, isWithin: value <= limit };
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 20 ? 1 : 0)} ms`;
}

/** The rows as a Markdown table. */
export function table(title: string, rows: readonly Row[]): string {
  const head = [title, "budget", "measured", "verdict"];
  const cells = rows.map(({ what, budget = "", measured, isWithin }) => [what, budget, measured, verdict(isWithin)]);
  const widths = head.map((name, column) => Math.max(...[head, ...cells].map((row) => (row[column] ?? name).length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...cells.map(line), ""].join("\n");
}

function verdict(isWithin: boolean | undefined): string {
  if (isWithin === undefined) return "";
  return isWithin ? "ok" : "OVER";
}
