import type { Group, Text, Token, Word } from "./groovy.ts";

/** `name(arguments) { body }` or `name arguments { body }`. */
export interface Call {
  readonly name: Word;
  readonly arguments: readonly Token[];
  readonly body: Group | undefined;
  /** Offset after the call. */
  readonly end: number;
  /** Index of the first token after the call. */
  readonly next: number;
}

/** Tokens of arguments without brackets; no step takes more. */
const maximumArguments = 200;

/** Reads the call whose name is at the index. Without brackets the arguments end with the line. */
export function callAt(items: readonly Token[], index: number, name: Word): Call {
  const first = items[index + 1];
  let next = index + 1;
  let given: readonly Token[];
  if (first?.kind === "group" && first.open === "(" && !first.newLine) {
    given = first.items;
    next += 1;
  } else {
    const start = next;
    const limit = start + maximumArguments;
    for (let token = items[next]; token && next < limit && continues(items[next - 1], token); token = items[next]) {
      next += 1;
    }
    given = items.slice(start, next);
  }
  const body = items[next];
  const hasBody = body?.kind === "group" && body.open === "{";
  if (hasBody) next += 1;
  return {
    name,
    arguments: given,
    body: hasBody ? body : undefined,
    end: (items[next - 1] ?? name).end,
    next,
  };
}

/** A list goes on in the next line after a comma. */
function continues(before: Token | undefined, token: Token): boolean {
  if (token.newLine && !(before?.kind === "sign" && before.text === ",")) return false;
  return !(token.kind === "group" && token.open === "{") && !(token.kind === "sign" && token.text === ";");
}

/** The calls directly in a block, not in blocks below it. */
export function callsIn(items: readonly Token[]): readonly Call[] {
  const calls: Call[] = [];
  for (let index = 0; index < items.length;) {
    const token = items[index];
    if (token?.kind !== "word") {
      index += 1;
      continue;
    }
    const call = callAt(items, index, token);
    calls.push(call);
    index = call.next;
  }
  return calls;
}

/** A value that is one text; undefined when it is computed: `'a' + b`, a variable, a call. */
export function soleText(value: readonly Token[]): Text | undefined {
  const [first, second] = value;
  if (first?.kind !== "text") return undefined;
  if (second === undefined) return first;
  // `'…'.stripIndent()` leaves the words as they are.
  const method = value[2];
  const trims = method?.kind === "word" && ["stripIndent", "stripMargin", "trim", "toString"].includes(method.text);
  return second.kind === "sign" && second.text === "." && trims ? first : undefined;
}

/** The tokens of a named argument (`script: '…'`), or of the first one without a name. */
export function argument(call: Pick<Call, "arguments">, name: string | undefined): readonly Token[] | undefined {
  return split(call.arguments).find((part) => {
    const [key, colon] = part;
    const named = key?.kind === "word" && colon?.kind === "sign" && colon.text === ":";
    return named ? key.text === name : name === undefined;
  });
}

/** The value of a named argument, or else of the first one without a name. */
export function valueOfArgument(call: Pick<Call, "arguments">, name: string): readonly Token[] | undefined {
  const named = argument(call, name)?.slice(2);
  return named ?? argument(call, undefined);
}

function split(items: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of items) {
    if (token.kind === "sign" && token.text === ",") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
