import type { Neighbours, ReadFile } from "../../../model/files.ts";
import { memoWith } from "../../../model/memo.ts";
import type { Place } from "../../../model/place.ts";
import { createSourceText } from "../../../model/text/sourceText.ts";
import { interpolate, type Lookup } from "./variables.ts";

type Variables = ReadonlyMap<string, { readonly value: string; readonly at: Place }>;

/** Variables of environment files, earlier files first to be asked; nothing is read before a variable is asked for. */
export function lookupIn(uris: readonly string[], files: Neighbours, outer?: Lookup): Lookup {
  let read: readonly Variables[] | undefined;
  return (name) => {
    const found = outer?.(name);
    if (found) return found;
    read ??= uris.map((uri) => variablesOf(uri, files));
    return read.find((variables) => variables.has(name))?.get(name);
  };
}

function variablesOf(uri: string, files: Neighbours): Variables {
  const state = files.read(uri);
  return state?.state === "read" ? variablesIn(state, uri) : new Map();
}

const variablesIn = memoWith(({ text }: ReadFile, uri: string) => parseDotenv(uri, text));

/** A line that holds the one above twice would double with every line. */
const longestExpanded = 2000;

/** Reads `NAME=value` lines. A value with variables that earlier lines do not set is left out, because only a run knows it. */
export function parseDotenv(uri: string, text: string): Variables {
  const source = createSourceText(uri, text);
  const variables = new Map<string, { value: string; at: Place }>();
  const statement = /^[ \t]*(?:export[ \t]+)?([\w.[\]-]+)[ \t]*[=:][ \t]*(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|(.*))/gm;
  for (const match of text.matchAll(statement)) {
    const [whole, name = "", double, single, plain] = match;
    const value = double ?? single ?? (plain ?? "").replace(/(?:^|[ \t])#.*$/, "").trim();
    variables.delete(name);
    const end = match.index + whole.length - (plain === undefined ? 1 : plain.length - value.length);
    const written = double === undefined ? value : unescaped(double);
    const isExpanded = single === undefined && written.includes("$");
    if (isExpanded && written.length > longestExpanded) continue;
    const { text: content, isKnown } = isExpanded
      ? interpolate(written, (other) => variables.get(other))
      : { text: written, isKnown: true };
    if (!isKnown || (isExpanded && content.length > longestExpanded)) continue;
    variables.set(name, { value: content, at: source.placeAt(end - value.length, end) });
  }
  return variables;
}

/** Variables are replaced later, so an escaped dollar becomes two. */
function unescaped(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", $: "$$" };
  return text.replace(/\\([nrt"\\$])/g, (_, letter: string) => escapes[letter] ?? letter);
}
