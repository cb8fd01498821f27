import { changed, concatenated, embedded, joinedText } from "./literals.ts";
import {
  booleanValue,
  derivedText,
  equal,
  isEnvironment,
  isWhole,
  numberValue,
  textOf,
  truth,
  unknown,
  type Span,
  type Text,
  type Value,
} from "./values.ts";

const ITEM_LIMIT = 1_000;
const TEXT_LIMIT = 1 << 20;

const MUTATING: ReadonlySet<string> = new Set(
  "<< push append concat unshift prepend insert pop shift delete delete_at delete_if store update replace clear add".split(
    " ",
  ),
);

/** True for methods that change what they are called on. */
export function isMutation(name: string): boolean {
  return MUTATING.has(name) || /\w!$|[\w\]]=$/.test(name);
}

/** What a method of a known value gives; undefined when it is not known here. */
export function callValue(receiver: Value, name: string, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "unknown") return fallbackOf(receiver, name, values, span);
  const operator = values.length === 1 && values[0] ? applyOperator(receiver, name, values[0], span) : undefined;
  const method = METHODS.get(`${receiver.kind}.${name}`);
  const result = operator ?? (method ? method(receiver, values, span) : readCommon(receiver, name, span));
  return result && (receiver.assumed || values.some((value) => value.assumed)) ? { ...result, assumed: true } : result;
}

/** What is computed from the environment comes from it too. */
function fallbackOf(receiver: Value, name: string, values: readonly Value[], span: Span): Value | undefined {
  const [added] = values;
  if (name === "+" && added?.kind === "text") return concatenated(receiver, added, span);
  return isEnvironment(receiver) && !isMutation(name) ? unknown(span, true) : undefined;
}

/** Binary operators on known values. */
export function applyOperator(left: Value, operator: string, right: Value, span: Span): Value | undefined {
  const result = operate(left, operator, right, span);
  return result && (left.assumed || right.assumed) ? { ...result, assumed: true } : result;
}

function operate(left: Value, operator: string, right: Value, span: Span): Value | undefined {
  if (operator === "==" || operator === "!=") {
    const same = equal(left, right);
    return same === undefined ? undefined : booleanValue(same === (operator === "=="), span);
  }
  if (left.kind === "number" && right.kind === "number") return calculate(left.value, operator, right.value, span);
  if (left.kind === "text" && (operator === "+" || operator === "<<")) {
    const length = right.kind === "text" ? right.value.length : 0;
    const isText = right.kind === "text" || right.kind === "unknown";
    return isText && left.value.length + length <= TEXT_LIMIT ? concatenated(left, right, span) : undefined;
  }
  if (left.kind === "text" && operator === "%") {
    return isWhole(left) ? format(left.value, right.kind === "list" ? right.items : [right], span) : undefined;
  }
  if (left.kind !== "list" || left.items.length >= ITEM_LIMIT) return undefined;
  if (operator === "+" && right.kind === "list" && right.items.length < ITEM_LIMIT) {
    return { kind: "list", items: [...left.items, ...right.items], span };
  }
  return operator === "<<" ? { kind: "list", items: [...left.items, right], span } : undefined;
}

type Arithmetic = (left: number, right: number) => number | boolean;

const ARITHMETIC: ReadonlyMap<string, Arithmetic> = new Map<string, Arithmetic>([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["<", (left, right) => left < right],
  ["<=", (left, right) => left <= right],
  [">", (left, right) => left > right],
  [">=", (left, right) => left >= right],
]);

function calculate(left: number, operator: string, right: number, span: Span): Value | undefined {
  const result = ARITHMETIC.get(operator)?.(left, right);
  if (result === undefined) return undefined;
  return typeof result === "number" ? numberValue(result, span) : booleanValue(result, span);
}

/** `"node-%02d" % 1`: `%s` and `%d` with a width. */
function format(pattern: string, values: readonly Value[], span: Span): Value | undefined {
  const parts: Text[] = [];
  let written = 0;
  let index = 0;
  for (const { 0: directive, 1: kind = "", 2: zero, 3: width, index: at } of pattern.matchAll(
    /%(%|(0?)(\d*)[sdi]|)/g,
  )) {
    parts.push(derivedText(pattern.slice(written, at), span));
    written = at + directive.length;
    if (kind === "" || Number(width) > 100) return undefined;
    const value = kind === "%" ? derivedText("%", span) : embedded(values[index++] ?? unknown(span), span);
    const padded = value.value.padStart(Number(width), zero === "0" ? "0" : " ");
    parts.push(isWhole(value) ? changed(value, padded) : value);
  }
  return joinedText([...parts, derivedText(pattern.slice(written), span)], span);
}

/** Methods that any value has. */
function readCommon(receiver: Value, name: string, span: Span): Value | undefined {
  const known = name === "!" ? truth(receiver) : undefined;
  if (known !== undefined) return booleanValue(!known, span);
  if (name === "nil?") return booleanValue(receiver.kind === "nil", span);
  return name === "freeze" ? receiver : undefined;
}

type Kind = Value["kind"];
type Of<K extends Kind> = Extract<Value, { readonly kind: K }>;
type Method<K extends Kind = Kind> = (receiver: Of<K>, values: readonly Value[], span: Span) => Value | undefined;

/** By the kind of the receiver. Of Ruby's methods these decide facts of real Vagrantfiles. */
const METHODS = new Map<string, Method>();

function define<K extends Kind>(kind: K, names: string, method: Method<K>): void {
  // The kind is a part of the map's key, so the method only ever receives values of this kind.
  for (const name of names.split(" ")) METHODS.set(`${kind}.${name}`, method as unknown as Method);
}

define("number", "to_i", ({ value }, _values, span) => numberValue(Math.trunc(value), span));
define("number", "to_s", ({ value }, values, span) =>
  values.length === 0 ? derivedText(String(value), span) : undefined,
);
define("text", "to_i", (text, _values, span) =>
  isWhole(text) ? numberValue(Number.parseInt(text.value, 10) || 0, span) : undefined,
);
define("text", "rjust", (text, [width, fill], span) => {
  const padding = fill ? textOf(fill) : " ";
  const isKnown = isWhole(text) && width?.kind === "number" && width.value <= 100 && padding !== undefined;
  return isKnown ? derivedText(text.value.padStart(width.value, padding), span) : undefined;
});
define("text", "empty?", (text, _values, span) => (isWhole(text) ? booleanValue(text.value === "", span) : undefined));
define("list", "empty?", ({ items }, _values, span) => booleanValue(items.length === 0, span));
define("text", "to_s id2name", (text) => ({ ...text, symbol: false }));
define("text", "to_sym", (text) => ({ ...text, symbol: true }));
define("text", "downcase", (text) => (isWhole(text) ? changed(text, text.value.toLowerCase()) : undefined));
define("text", "include?", (text, [part], span) => {
  const wanted = textOf(part);
  return isWhole(text) && wanted !== undefined ? booleanValue(text.value.includes(wanted), span) : undefined;
});
define("text", "split", (text, values, span) => {
  const separator = values.length === 0 ? " " : textOf(values[0]);
  if (!isWhole(text) || separator === undefined || separator === "") return undefined;
  const parts = separator === " " ? text.value.trim().split(/\s+/) : text.value.split(separator);
  return { kind: "list", items: parts.map((part) => derivedText(part, text.span)), span };
});
define("list", "length size", ({ items }, _values, span) => numberValue(items.length, span));
define("list", "include?", ({ items }, [wanted], span) => includes(items, wanted, span));
define("list", "[]", ({ items }, values, span) => {
  const [index] = values;
  return index?.kind === "number" && values.length === 1 ? (items.at(index.value) ?? { kind: "nil", span }) : undefined;
});
define("list", "join", ({ items }, values, span) => {
  const separator = values.length === 0 ? "" : textOf(values[0]);
  if (separator === undefined) return undefined;
  const parts = items.flatMap((item, index) => [
    ...(index > 0 ? [derivedText(separator, span)] : []),
    embedded(item, span),
  ]);
  return joinedText(parts, span);
});
define("map", "length", ({ pairs, complete }, _values, span) =>
  complete ? numberValue(pairs.length, span) : undefined,
);
define("map", "keys", ({ pairs, complete }, _values, span) =>
  complete ? { kind: "list", items: pairs.map(({ key }) => key), span } : undefined,
);
define("map", "key? has_key?", ({ pairs, complete }, [wanted], span) => {
  const keys = pairs.map(({ key }) => key);
  return complete ? includes(keys, wanted, span) : undefined;
});
define("map", "[]", (map, [key], span) => key && itemAt(map, key, span));
define("map", "fetch", (map, [key, fallback], span) => {
  const found = key && itemAt(map, key, span);
  return found?.kind === "nil" && fallback ? fallback : found;
});
define("map", "merge", (map, [other], span) => {
  if (other?.kind !== "map") return undefined;
  const kept = map.pairs.filter((pair) => !other.pairs.some((newer) => equal(newer.key, pair.key) === true));
  return { kind: "map", pairs: [...kept, ...other.pairs], complete: map.complete && other.complete, span };
});
define("map", "transform_keys", (map, [change]) => {
  if (textOf(change) !== "to_sym") return undefined;
  const pairs = map.pairs.map((pair) =>
    pair.key.kind === "text" ? { ...pair, key: { ...pair.key, symbol: true } } : pair,
  );
  return { ...map, pairs };
});

/** Symbols and strings are different keys in Ruby. */
function itemAt({ pairs, complete }: Of<"map">, key: Value, span: Span): Value | undefined {
  // A pair whose key is not known may be the one.
  const found = pairs.findLast((pair) => equal(pair.key, key) !== false);
  if (found) return equal(found.key, key) ? found.value : undefined;
  return complete ? { kind: "nil", span } : undefined;
}

function includes(items: readonly Value[], wanted: Value | undefined, span: Span): Value | undefined {
  const answers = items.map((item) => wanted && equal(item, wanted));
  if (answers.includes(true)) return booleanValue(true, span);
  return answers.includes(undefined) ? undefined : booleanValue(false, span);
}
