import type { CiSystem } from "../../model/job.ts";
import { EntryReader } from "../yaml/entryReader.ts";

/**
 * What a CI system fills in before a shell sees the text. Lengths are limited so that an opening mark without an end
 * costs no more than its neighbourhood.
 */
const expressions: Readonly<Record<Exclude<CiSystem, "jenkins">, RegExp>> = {
  github: /\$\{\{[^]{0,2000}?\}\}/g,
  // GitLab fills in inputs of components; `$VARIABLES` are the shell's.
  gitlab: /\$\[\[[^]{0,2000}?\]\]/g,
  // Without a dot it is a here-document: `<<EOF >> file`.
  circleci: /<<[#^/]?\s{0,20}[A-Za-z_][\w-]{0,200}\.[\w.-]{1,200}\s{0,20}>>/g,
  azure: /\$\{\{[^]{0,2000}?\}\}|\$\[[^\]\n]{0,2000}\]|\$\([A-Za-z_][\w.-]{0,200}\)/g,
};

export function expressionsOf(system: Exclude<CiSystem, "jenkins">): RegExp {
  return expressions[system];
}

/** The text itself, or undefined when it holds an expression. */
export function literal(system: Exclude<CiSystem, "jenkins">): (text: string) => string | undefined {
  return (text) => (text.search(expressions[system]) === -1 ? text : undefined);
}

/** Reads texts as they are written; those with expressions are unreadable. */
export function literalReader(system: Exclude<CiSystem, "jenkins">): EntryReader {
  return new EntryReader(literal(system), expressionsOf(system));
}
