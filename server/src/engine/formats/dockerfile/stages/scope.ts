import type { Item } from "../../../model/fact.ts";
import { createPartialText, type PartialText } from "../../../model/partialText.ts";
import type { Place } from "../../../model/place.ts";
import { lex, type Variable } from "../syntax/lexer.ts";

/** The values of variables at one instruction. */
export interface VariableScope {
  get(name: string): Variable;
  set(name: string, value: Variable): void;
  /** How many scopes there are, this one and its parents. */
  readonly depth: number;
}

const unset: Variable = { state: "unset" };
const unknown: Variable = { state: "unknown" };

/** Set by the builder; what they hold depends on where and for whom it builds. */
const predefined = new Set(
  ["BUILD", "TARGET"]
    .flatMap((side) => ["PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT"].map((name) => side + name))
    .concat("TARGETSTAGE"),
);

/** Stages that build on each other beyond this number are not looked through. */
const maximumDepth = 64;

/** `undeclared` is said of names that neither the scope nor a parent holds. Parents must not change any more. */
function createScope(undeclared: Variable, parent?: VariableScope): VariableScope {
  const own = new Map<string, Variable>();
  const depth = (parent?.depth ?? 0) + 1;
  return {
    depth,
    get: (name) => own.get(name) ?? (parent && depth <= maximumDepth ? parent.get(name) : undeclared),
    set: (name, value) => void own.set(name, value),
  };
}

/** Variables before the first `FROM`, in which only `ARG` can add to what the builder gives. */
export function createGlobalScope(): VariableScope {
  const scope = createScope(unset);
  for (const name of predefined) scope.set(name, unknown);
  return scope;
}

/** Variables at the beginning of a stage: those of the stage it builds on, or of an image whose variables are unknown here. */
export function createStageScope(image: string | undefined, parent: VariableScope | undefined): VariableScope {
  if (parent) return createScope(unknown, parent);
  const scope = createScope(image === "scratch" ? unset : unknown);
  // The builder gives every image a PATH.
  scope.set("PATH", unknown);
  return scope;
}

/** The text with quotes undone and variables replaced; undefined when a part of it is for a run to say, or refused. */
export function expand(text: string, scope: VariableScope, escape: string): string | undefined {
  if (!/["'$\\`]/.test(text)) return text;
  const lexed = lex(text, { escape, lookup: scope.get });
  return lexed?.readable ? lexed.text : undefined;
}

/** Returns the expanded text with its unresolved stretches marked; undefined if BuildKit refuses it. */
export function expandParts(text: string, scope: VariableScope, escape: string): PartialText | undefined {
  const builder = createPartialText();
  const lexed = lex(text, { escape, lookup: scope.get, unresolved: (written) => builder.mark(written) });
  return lexed && builder.build(lexed.text);
}

/** A readable or unreadable item, by whether there is a value. */
export function itemOf(value: string | undefined, at: Place, entry: Place): Item<string> {
  return value === undefined ? { state: "unreadable", at, entry } : { state: "known", value, at, entry };
}

export function variableOf(item: Item<string>): Variable {
  return item.state === "known" ? { state: "set", value: item.value } : unknown;
}
