import type { Plain } from "../../../model/editor.ts";
import { scalarValue } from "../scalar.ts";
import { type ScalarStyle, type YamlScalar, type YamlTree } from "../tree.ts";

/** How the author of a file writes YAML. */
export interface Habits {
  /** Columns from a key to the keys below it. */
  readonly step: number;
  /** Columns from a key to the dashes below it. */
  readonly dash: number;
  /** JSON quotes every text and name. */
  readonly quote: "single" | "double" | "json";
  readonly lineEnding: string;
}

export function habitsOf(tree: YamlTree): Habits {
  const { source } = tree;
  let step: number | undefined;
  let dash: number | undefined;
  let single = 0;
  let double = 0;
  const column = (offset: number): number => source.positionAt(offset).character;
  for (const entry of tree.entries) {
    const { value } = entry;
    if (value.kind === "scalar") {
      if (value.style === "single") single += 1;
      if (value.style === "double") double += 1;
    } else if (entry.kind === "pair" && value.kind !== "alias" && !value.flow) {
      const columns = column(value.start) - column(entry.start);
      if (value.kind === "mapping" && columns > 0) step ??= columns;
      if (value.kind === "sequence" && columns >= 0) dash ??= columns;
    }
  }
  const width = step ?? 2;
  return {
    step: width,
    dash: dash ?? width,
    quote: tree.syntax === "json" ? "json" : single > double ? "single" : "double",
    lineEnding: source.lineEnding,
  };
}

/** A scalar as YAML text; undefined where the style cannot hold it on one line. */
export function renderScalar(value: Plain, flow: boolean, quote: Habits["quote"]): string | undefined {
  if (typeof value !== "string") return String(value);
  if (quote !== "json" && isPlainSafe(value, flow) && isText(value)) return value;
  return quoted(value, quote);
}

/** Text in quotes of the given kind; control characters are only possible in double ones. */
export function quoted(text: string, quote: Habits["quote"]): string {
  // Control characters: only an escape can hold them.

  if (quote === "single" && !/[\u0000-\u001F\u007F]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text);
}

/** True when the text means itself without quotes. */
export function isPlainSafe(text: string, flow: boolean): boolean {
  if (text === "" || /^[\s]|[\s]$/.test(text)) return false;

  if (/[\u0000-\u001F\u007F]/.test(text) || /: |:$| #/.test(text)) return false;
  if (/^(?:[-?:](?=\s|$)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.)/.test(text)) return false;
  return !flow || !(/[,[\]{}]/.test(text) || /^[-?:]/.test(text) || /:(?=[,[\]{}]|$)/.test(text));
}

/** False for text that would be read as something else: `yes`, `1.0`, `22:22`. */
function isText(text: string): boolean {
  const node: YamlScalar = {
    kind: "scalar",
    style: "plain" satisfies ScalarStyle,
    text,
    start: 0,
    end: 0,
    outerStart: 0,
    anchor: undefined,
    tag: undefined,
  };
  if (typeof scalarValue(node) !== "string") return false;
  // Older readers take these for booleans, base 60 numbers and dates.
  return !/^(?:y|n|yes|no|on|off|[-+]?\d+(?::\d+)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*|<<|=)$/i.test(text);
}

/** A value in flow style. */
export function renderFlow(value: Plain, quote: Habits["quote"]): string {
  if (isList(value)) return `[${value.map((item) => renderFlow(item, quote)).join(", ")}]`;
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(
      ([key, inner]) => `${renderScalar(key, true, quote) ?? ""}: ${renderFlow(inner, quote)}`,
    );
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return renderScalar(value, true, quote) ?? "";
}

/** Lines of `key: value` in block style, without the indentation of the first. */
export function renderPair(key: string, value: Plain, column: number, habits: Habits): readonly string[] {
  const name = renderScalar(key, false, habits.quote) ?? key;
  if (isList(value) && value.length > 0) {
    return [`${name}:`, ...value.flatMap((item) => renderItem(item, column + habits.dash, habits))];
  }
  if (isRecord(value) && Object.keys(value).length > 0) {
    return [`${name}:`, ...indented(renderPairs(value, column + habits.step, habits), column + habits.step)];
  }
  return [`${name}: ${inline(value, habits)}`];
}

/** Lines of pairs; all but the first of each pair carry their indentation. */
function renderPairs(value: { readonly [key: string]: Plain }, column: number, habits: Habits): readonly string[][] {
  return Object.entries(value).map(([key, inner]) => [...renderPair(key, inner, column, habits)]);
}

function indented(pairs: readonly string[][], column: number): readonly string[] {
  return pairs.flatMap(([first = "", ...rest]) => [" ".repeat(column) + first, ...rest]);
}

/** Lines of `- value`, each with its indentation. */
export function renderItem(value: Plain, column: number, habits: Habits): readonly string[] {
  const dash = `${" ".repeat(column)}- `;
  if (isRecord(value) && Object.keys(value).length > 0) {
    const [first = "", ...rest] = indented(renderPairs(value, column + 2, habits), column + 2);
    return [dash + first.trimStart(), ...rest];
  }
  return [dash + inline(value, habits)];
}

function inline(value: Plain, { quote }: Habits): string {
  if (isList(value) || isRecord(value)) return renderFlow(value, quote);
  return renderScalar(value, false, quote) ?? "";
}

export function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

export function isRecord(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !isList(value);
}
