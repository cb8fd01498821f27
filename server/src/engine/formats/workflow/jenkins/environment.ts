import type { Item } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { callsIn, soleText, type Call } from "./calls.ts";
import type { Token } from "./groovy.ts";
import { readText } from "./text.ts";

type Environment = Job["environment"];

/** The variables of the `environment` block that a pipeline or stage holds. */
export function environmentIn(source: SourceText, items: readonly Token[]): Environment {
  const block = callsIn(items).find(({ name, body }) => name.text === "environment" && body !== undefined);
  const found = new Map<string, Item<string>>();
  const tokens = block?.body?.items ?? [];
  tokens.forEach((name, index) => {
    const sign = tokens[index + 1];
    if (name.kind !== "word" || sign?.kind !== "sign" || sign.text !== "=") return;
    const end = tokens.findIndex(({ newLine }, other) => newLine && other > index + 2);
    const value = tokens.slice(index + 2, end === -1 ? undefined : end);
    const place = source.placeAt(name.start, value.at(-1)?.end ?? name.end);
    found.set(name.text, { ...valueOf(source, value), at: place, entry: place });
  });
  return found;
}

/** The variables of `withEnv(['NAME=value']) { … }`. */
export function variablesOf(source: SourceText, call: Call): Environment {
  const [list] = call.arguments;
  const found = new Map<string, Item<string>>();
  for (const token of list?.kind === "group" ? list.items : []) {
    if (token.kind !== "text") continue;
    const { text, interpolated } = readText(source, token);
    const [, name, value] = /^(\w+)(?:\+\w*)?=([^]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) continue;
    const at = source.placeAt(token.start, token.end);
    const isOpen = interpolated || text.startsWith(`${name}+`);
    found.set(name, isOpen ? { state: "unreadable", at, entry: at } : { state: "known", value, at, entry: at });
  }
  return found;
}

function valueOf(
  source: SourceText,
  tokens: readonly Token[],
): { readonly state: "unreadable" } | { readonly state: "known"; readonly value: string } {
  const text = soleText(tokens);
  const read = text && readText(source, text);
  return read && !read.interpolated ? { state: "known", value: read.text } : { state: "unreadable" };
}
