import { changed, concatenated, embedded, textFromPieces, type Piece } from "./literals.ts";
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
  type Pair,
  type Span,
  type Text,
  type Value,
} from "./values.ts";

const ITEM_LIMIT = 1_000;
const TEXT_LIMIT = 1 << 20;

type Method = (receiver: Value, values: readonly Value[], span: Span) => Value | undefined;

/** What a method of a known value gives; undefined when it is not known here. */
export function callValue(receiver: Value, name: string, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "unknown") return fallbackOf(receiver, name, values, span);
  const operator = values.length === 1 && values[0] ? applyOperator(receiver, name, values[0], span) : undefined;
  const result =
    operator ??
    METHODS.get(`${receiver.kind}.${name}`)?.(receiver, values, span) ??
    ANY.get(name)?.(receiver, values, span);
  return result && (receiver.assumed || values.some((value) => value.assumed)) ? { ...result, assumed: true } : result;
}

/** Conversions keep the knowledge that a value would come from the environment; what a text is added to is one. */
function fallbackOf(receiver: Value, name: string, values: readonly Value[], span: Span): Value | undefined {
  const [added] = values;
  if (name === "+" && added?.kind === "text") return concatenated(receiver, added, span);
  const isConversion = /^(to_[isf]|strip|chomp|downcase|upcase|split|first|last|\[\])$/.test(name);
  return isEnvironment(receiver) && isConversion ? unknown(span, true) : undefined;
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
  const pieces: Piece[] = [];
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

function text(change: (text: string) => string): Method {
  return (receiver, values) =>
    receiver.kind === "text" && isWhole(receiver) && values.length === 0
      ? changed(receiver, change(receiver.value))
      : undefined;
}

function size(receiver: Value, _values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind === "list") return numberValue(receiver.items.length, span);
  if (receiver.kind === "map") return receiver.complete ? numberValue(receiver.pairs.length, span) : undefined;
  return receiver.kind === "text" && isWhole(receiver) ? numberValue(receiver.value.length, span) : undefined;
}

function items(pick: (items: readonly Value[], span: Span) => Value | undefined): Method {
  return (receiver, values, span) => {
    const all = values.length === 0 ? itemsOf(receiver, ITEM_LIMIT) : undefined;
    return all && pick(all, span);
  };
}

const nil = (span: Span): Value => ({ kind: "nil", span });
const first = items((all, span) => all[0] ?? nil(span));
const last = items((all, span) => all[all.length - 1] ?? nil(span));
const toList = items((all, span) => ({ kind: "list", items: all, span }));

function keys(pick: (pair: Pair) => Value): Method {
  return (receiver, _values, span) =>
    receiver.kind === "map" && receiver.complete ? { kind: "list", items: receiver.pairs.map(pick), span } : undefined;
}

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

function dig(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  return values.reduce<Value | undefined>((inner, key) => inner && at(inner, [key], span), receiver);
}

function includes(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  const [wanted] = values;
  if (!wanted || (receiver.kind === "map" && !receiver.complete)) return undefined;
  const all = receiver.kind === "map" ? receiver.pairs.map((pair) => pair.key) : itemsOf(receiver, ITEM_LIMIT);
  const answers = all?.map((item) => equal(item, wanted));
  if (answers?.includes(true)) return booleanValue(true, span);
  return answers && !answers.includes(undefined) ? booleanValue(false, span) : undefined;
}

function textTest(test: (text: string, part: string) => boolean): Method {
  return (receiver, values, span) => {
    const whole = textOf(receiver);
    const part = textOf(values[0]);
    return whole === undefined || part === undefined ? undefined : booleanValue(test(whole, part), span);
  };
}

function join(receiver: Value, values: readonly Value[], span: Span): Value | undefined {
  if (receiver.kind !== "list") return undefined;
  const separator = values.length === 0 ? "" : textOf(values[0]);
  if (separator === undefined) return undefined;
  const pieces = receiver.items.flatMap((item, index): Piece[] => [
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

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["text.upcase", text((value) => value.toUpperCase())],
  ["text.downcase", text((value) => value.toLowerCase())],
  ["text.capitalize", text((value) => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase())],
  ["text.strip", text((value) => value.trim())],
  ["text.chomp", text((value) => value.replace(/\r?\n$/, ""))],
  ["text.to_sym", (receiver) => (receiver.kind === "text" ? { ...receiver, symbol: true } : undefined)],
  ["text.to_s", (receiver) => (receiver.kind === "text" ? { ...receiver, symbol: false } : undefined)],
  [
    "text.to_i",
    (receiver, _values, span) =>
      textOf(receiver) === undefined ? undefined : numberValue(Number.parseInt(textOf(receiver) ?? "", 10) || 0, span),
  ],
  ["text.split", split],
  ["text.include?", textTest((whole, part) => whole.includes(part))],
  ["text.start_with?", textTest((whole, part) => whole.startsWith(part))],
  ["text.end_with?", textTest((whole, part) => whole.endsWith(part))],
  ["text.length", size],
  ["text.size", size],
  [
    "number.to_s",
    (receiver, values, span) =>
      receiver.kind === "number" && values.length === 0 ? derivedText(String(receiver.value), span) : undefined,
  ],
  [
    "number.to_i",
    (receiver, _values, span) =>
      receiver.kind === "number" ? numberValue(Math.trunc(receiver.value), span) : undefined,
  ],
  ["range.to_a", toList],
  ["range.first", first],
  ["list.to_a", toList],
  ["list.first", first],
  ["list.last", last],
  ["list.length", size],
  ["list.size", size],
  ["list.count", (receiver, values, span) => (values.length === 0 ? size(receiver, values, span) : undefined)],
  ["list.[]", at],
  ["list.join", join],
  ["list.include?", includes],
  [
    "list.push",
    (receiver, values, span) =>
      receiver.kind === "list" ? { kind: "list", items: [...receiver.items, ...values], span } : undefined,
  ],
  [
    "list.empty?",
    (receiver, _values, span) =>
      receiver.kind === "list" ? booleanValue(receiver.items.length === 0, span) : undefined,
  ],
  ["map.length", size],
  ["map.size", size],
  ["map.[]", at],
  ["map.fetch", fetch],
  ["map.dig", dig],
  ["map.merge", merge],
  ["map.keys", keys((pair) => pair.key)],
  ["map.values", keys((pair) => pair.value)],
  ["map.to_a", toList],
  ["map.include?", includes],
  ["map.key?", includes],
  ["map.has_key?", includes],
]);

const ANY: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["freeze", (receiver) => receiver],
  ["dup", (receiver) => receiver],
  ["clone", (receiver) => receiver],
  ["itself", (receiver) => receiver],
  ["nil?", (receiver, _values, span) => booleanValue(receiver.kind === "nil", span)],
  [
    "!",
    (receiver, _values, span) => (truth(receiver) === undefined ? undefined : booleanValue(!truth(receiver), span)),
  ],
]);
