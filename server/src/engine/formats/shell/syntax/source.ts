import type {
  Assignment as AssignmentNode,
  CommandArgument,
  HereDoc,
  HereString,
  Redirect as RedirectNode,
  Word as WordNode,
} from "unbash";
import type { Assignment, Heredoc, Redirect, Word } from "../../../model/command.ts";
import type { Place } from "../../../model/place.ts";
import type { ScriptVariables } from "./variables.ts";
import { assignedLiteral, literalOf, scriptInBody } from "./words.ts";

export type PlaceAt = (start: number, end: number) => Place;

/** The text that a parser's offsets count in, and what is known where it is read. */
export interface ScriptSource {
  readonly text: string;
  readonly placeAt: PlaceAt;
  readonly variables: ScriptVariables;
}

/** Most words are never reported. Their places would take more memory than all else, so they are computed on demand. */
class ScriptWord implements Word {
  readonly value: string | undefined;
  readonly #written: string;
  readonly #pos: number;
  readonly #end: number;
  readonly #placeAt: PlaceAt;
  #place: Place | undefined;

  constructor(value: string | undefined, node: CommandArgument, placeAt: PlaceAt) {
    this.value = value;
    this.#written = node.text;
    this.#pos = node.pos;
    this.#end = node.end;
    this.#placeAt = placeAt;
  }

  get text(): string {
    return withoutContinuations(this.#written);
  }

  get at(): Place {
    return (this.#place ??= this.#placeAt(this.#pos, this.#end));
  }

  toJSON(): Word {
    return { value: this.value, text: this.text, at: this.at };
  }
}

export function wordOf(node: WordNode, source: ScriptSource): Word {
  return new ScriptWord(literalOf(node, source.variables.read), node, source.placeAt);
}

export function argumentOf(node: CommandArgument, source: ScriptSource): Word {
  if (node.type === "Word") return wordOf(node, source);
  const value = assignedValue(node, source);
  const name = node.value.type === "Word" ? source.text.slice(node.pos, node.value.pos) : "";
  return new ScriptWord(value === undefined ? undefined : name + value, node, source.placeAt);
}

export function assignmentOf(node: AssignmentNode, source: ScriptSource): Assignment {
  const isWhole = node.append !== true && node.index === undefined;
  return {
    name: node.name,
    value: isWhole ? assignedValue(node, source) : undefined,
    at: source.placeAt(node.pos, node.end),
  };
}

/** `NAME=value` before the program of `env` or `sudo`. */
export function assignmentIn(word: Word): Assignment {
  const written = word.value ?? word.text.replace(/^["']/, "");
  const equals = written.indexOf("=");
  return {
    name: written.slice(0, equals),
    value: word.value === undefined ? undefined : written.slice(equals + 1),
    at: word.at,
  };
}

export function redirectOf(node: RedirectNode | HereString, source: ScriptSource): Redirect {
  const { descriptor } = node;
  const prefix = descriptor === undefined ? "" : source.text.slice(descriptor.pos, descriptor.end);
  return {
    operator: prefix + node.operator,
    target: node.target && wordOf(node.target, source),
    at: source.placeAt(node.pos, node.end),
  };
}

export function heredocOf(node: HereDoc, source: ScriptSource): Heredoc {
  return {
    content: heredocScript(node, source).text,
    at: source.placeAt(node.body.pos, node.body.end),
    expands: node.delimiter?.quoted !== true,
  };
}

export function heredocScript(node: HereDoc, source: ScriptSource): ReturnType<typeof scriptInBody> {
  const expands = node.delimiter?.quoted !== true;
  return scriptInBody(node.body, source.text, { expands, stripsTabs: node.operator === "<<-" });
}

function assignedValue(node: AssignmentNode, source: ScriptSource): string | undefined {
  return node.value.type === "Word" ? assignedLiteral(node.value, source.variables.read) : undefined;
}

function withoutContinuations(text: string): string {
  return text.includes("\\\n") ? text.replaceAll("\\\n", "") : text;
}
