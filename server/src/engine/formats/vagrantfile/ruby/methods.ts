import { changed, concatenated, embedded, textFromPieces, type TextPiece } from "./literals.ts";
import {
  booleanValue,
  derivedText,
  equal,
  isEnvironment,
  isWhole,
  itemsOf,
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
  "<< push append concat unshift prepend insert delete delete_at delete_if store update replace clear add".split(" "),
);

/** True for methods that change what they are called on. */
export function isMutation(name: string): boolean {
  return MUTATING.has(name) || /\w!$|[\w\]]=$/.test(name);
}

type Method = (receiver: Value, values: readonly Value[], span: Span) => Value | undefined;

/** What a method of a known value gives; undefined when it is not known here. */
export function callValue(receiver: Value, name: string, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "unknown") return fallbackOf(receiver, name, values, span);
  const operator = values.length === 1 && values[0] ? applyOperator(receiver, name, values[0], span) : undefined;
  const result = operator ?? (METHODS.get(`${receiver.kind}.${name}`) ?? METHODS.get(name))?.(receiver, values, span);
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
  if (left.kind === "text" && operator === "*" && right.kind === "number") return repeatText(left, right.value);
  if (left.kind === "text" && operator === "%")
    return format(left, right.kind === "list" ? right.items : [right], span);
  if (left.kind !== "list" || left.items.length >= ITEM_LIMIT) return undefined;
  if (operator === "+" && right.kind === "list" && right.items.length < ITEM_LIMIT) {
    return { kind: "list", items: [...left.items, ...right.items], span };
  }
  return operator === "<<" ? { kind: "list", items: [...left.items, right], span } : undefined;
}

function calculate(left: number, operator: string, right: number, span: Span): Value | undefined {
  const whole = Number.isInteger(left) && Number.isInteger(right);
  switch (operator) {
    case "+":
      return numberValue(left + right, span);
    case "-":
      return numberValue(left - right, span);
    case "*":
      return numberValue(left * right, span);
    case "/":
      return right === 0 ? undefined : numberValue(whole ? Math.floor(left / right) : left / right, span);
    case "%":
      return right === 0 ? undefined : numberValue(left - right * Math.floor(left / right), span);
    case "**":
      return numberValue(left ** right, span);
    case "<":
      return booleanValue(left < right, span);
    case "<=":
      return booleanValue(left <= right, span);
    case ">":
      return booleanValue(left > right, span);
    case ">=":
      return booleanValue(left >= right, span);
    default:
      return undefined;
  }
}

function repeatText(text: Text, times: number): Text | undefined {
  const isSmall = times >= 0 && text.value.length * times <= TEXT_LIMIT;
  return isSmall && isWhole(text) ? changed(text, text.value.repeat(Math.floor(times))) : undefined;
}

/** `format("node-%02d", 1)`: `%s` and `%d` with a width. */
export function format(pattern: Value, values: readonly Value[], span: Span): Value | undefined {
  const text = textOf(pattern);
  if (text === undefined) return undefined;
  const pieces: TextPiece[] = [];
  let written = 0;
  let index = 0;
  for (const { 0: directive, 1: kind = "", 2: zero, 3: width, index: at } of text.matchAll(/%(%|(0?)(\d*)[sdi]|)/g)) {
    pieces.push({ ...span, value: text.slice(written, at), form: "known" });
    written = at + directive.length;
    if (kind === "" || Number(width) > 100) return undefined;
    const value = kind === "%" ? undefined : embedded(values[index++] ?? unknown(span), span);
    const padded = value?.form === "known" && !value.segments;
    if (!value) pieces.push({ ...span, value: "%", form: "known" });
    else if (!padded) pieces.push(value);
    else pieces.push({ ...value, value: value.value.padStart(Number(width), zero === "0" ? "0" : " ") });
  }
  return textFromPieces([...pieces, { ...span, value: text.slice(written), form: "known" }], "", span, false);
}

function size(receiver: Value, _values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "list") return numberValue(receiver.items.length, span);
  return receiver.kind === "map" && receiver.complete ? numberValue(receiver.pairs.length, span) : undefined;
}

const nil = (span: Span): Value => ({ kind: "nil", span });
/** `list[0]`, `map[:key]`; symbols and strings are different keys in Ruby. */
function at(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const [key] = values;
  if (!key || values.length > 1) return undefined;
  if (receiver.kind === "list" && key.kind === "number") return receiver.items.at(key.value) ?? nil(span);
  if (receiver.kind !== "map") return undefined;
  // A pair whose key is not known may be the one.
  const found = receiver.pairs.findLast((pair) => equal(pair.key, key) !== false);
  if (found) return equal(found.key, key) ? found.value : undefined;
  return receiver.complete ? nil(span) : undefined;
}

function fetch(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const found = at(receiver, values.slice(0, 1), span);
  return found?.kind === "nil" && values[1] ? values[1] : found;
}

function includes(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const [wanted] = values;
  if (!wanted || (receiver.kind === "map" && !receiver.complete)) return undefined;
  const all = receiver.kind === "map" ? receiver.pairs.map((pair) => pair.key) : itemsOf(receiver, ITEM_LIMIT);
  const answers = all?.map((item) => equal(item, wanted));
  if (answers?.includes(true)) return booleanValue(true, span);
  return answers && !answers.includes(undefined) ? booleanValue(false, span) : undefined;
}

function join(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind !== "list") return undefined;
  const separator = values.length === 0 ? "" : textOf(values[0]);
  if (separator === undefined) return undefined;
  const pieces = receiver.items.flatMap((item, index): TextPiece[] => [
    ...(index > 0 ? [{ ...span, value: separator, form: "known" as const }] : []),
    embedded(item, span),
  ]);
  return textFromPieces(pieces, "", span, false);
}

function split(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const whole = textOf(receiver);
  const separator = values.length === 0 ? " " : textOf(values[0]);
  if (whole === undefined || separator === undefined || separator === "") return undefined;
  const parts = separator === " " ? whole.trim().split(/\s+/) : whole.split(separator);
  return { kind: "list", items: parts.map((part) => derivedText(part, receiver.span)), span };
}

function merge(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const [other] = values;
  if (receiver.kind !== "map" || other?.kind !== "map") return undefined;
  const kept = receiver.pairs.filter((pair) => !other.pairs.some((newer) => equal(newer.key, pair.key) === true));
  return { kind: "map", pairs: [...kept, ...other.pairs], complete: receiver.complete && other.complete, span };
}

function textIncludes(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const [whole, part] = [textOf(receiver), textOf(values[0])];
  return whole === undefined || part === undefined ? undefined : booleanValue(whole.includes(part), span);
}

function first(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  return receiver.kind === "list" && values.length === 0 ? (receiver.items[0] ?? nil(span)) : undefined;
}

function keys(receiver: Value, _values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind !== "map" || !receiver.complete) return undefined;
  return { kind: "list", items: receiver.pairs.map((pair) => pair.key), span };
}

function symbolKeys(receiver: Value, [change]: readonly Value[]): Value | undefined {
  if (receiver.kind !== "map" || textOf(change) !== "to_sym") return undefined;
  const pairs = receiver.pairs.map((pair) =>
    pair.key.kind === "text" ? { ...pair, key: { ...pair.key, symbol: true } } : pair,
  );
  return { ...receiver, pairs };
}

function negated(receiver: Value, _values: readonly Value[], span: Span): Value | undefined {
  const known = truth(receiver);
  return known === undefined ? undefined : booleanValue(!known, span);
}

function downcase(receiver: Value): Value | undefined {
  return receiver.kind === "text" && isWhole(receiver) ? changed(receiver, receiver.value.toLowerCase()) : undefined;
}

function toText(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "text") return { ...receiver, symbol: false };
  return receiver.kind === "number" && values.length === 0 ? derivedText(String(receiver.value), span) : undefined;
}

function toInteger(receiver: Value, _values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "number") return numberValue(Math.trunc(receiver.value), span);
  const text = textOf(receiver);
  return text === undefined ? undefined : numberValue(Number.parseInt(text, 10) || 0, span);
}

/** By the kind of the receiver, for all kinds without one. Of Ruby's methods these decide facts of real Vagrantfiles. */
const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["text.downcase", downcase],
  ["text.to_sym", (receiver) => (receiver.kind === "text" ? { ...receiver, symbol: true } : undefined)],
  ["text.split", split],
  ["text.include?", textIncludes],
  ["list.first", first],
  ["list.length", size],
  ["list.size", size],
  ["list.[]", at],
  ["list.join", join],
  ["list.include?", includes],
  ["map.length", size],
  ["map.[]", at],
  ["map.fetch", fetch],
  ["map.merge", merge],
  ["map.keys", keys],
  ["map.transform_keys", symbolKeys],
  ["map.key?", includes],
  ["map.has_key?", includes],
  ["to_s", toText],
  ["to_i", toInteger],
  ["freeze", (receiver) => receiver],
  ["dup", (receiver) => receiver],
  ["nil?", (receiver, _values, span) => booleanValue(receiver.kind === "nil", span)],
  ["!", negated],
]);
