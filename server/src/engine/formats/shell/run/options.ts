import type { Word } from "../../../model/command.ts";
import type { Place } from "../../../model/place.ts";
import { placesIn } from "../commandLine.ts";

/** How a program's options are spelled. */
export interface OptionSyntax {
  readonly short: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  readonly valued: ReadonlySet<string>;
}

export interface Option {
  /** Long, without dashes. */
  readonly name: string;
  /** Undefined for a switch without `=`, and for a value known only at run time. */
  readonly value: string | undefined;
  /** The value; parts known only at run time stay as written in it. */
  readonly text: string;
  /** The value; the option for a bare switch. */
  readonly at: Place;
  /** The option with its value. */
  readonly entry: Place;
  /** A switch without a value. */
  readonly isBare: boolean;
  /** The place of a part of the value. */
  readonly placeOf: (start: number, end: number) => Place;
}

export interface Options {
  readonly options: readonly Option[];
  /** Index of the first word that is no option. */
  readonly end: number;
  /** False when an option is not known or a word may hold any number of options: `$OPTS`. */
  readonly complete: boolean;
}

/** Reads options up to the first operand. */
export function readOptions(words: readonly Word[], start: number, syntax: OptionSyntax): Options {
  const options: Option[] = [];
  let at = start;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const written = word.value ?? dynamicOption(word);
    if (written === undefined) {
      return { options, end: at, complete: staysOneWord(word) || at === words.length - 1 };
    }
    if (written === "--") return { options, end: at + 1, complete: true };
    if (!written.startsWith("-") || written === "-") return { options, end: at, complete: true };
    const read = written.startsWith("--")
      ? readLong(word, written, words[at + 1], syntax)
      : readShort(word, written, words[at + 1], syntax);
    options.push(...read.options);
    if (read.length === undefined) return { options, end: at, complete: false };
    at += read.length;
  }
  return { options, end: at, complete: true };
}

interface Read {
  readonly options: readonly Option[];
  /** Words taken; undefined when the option is not known. */
  readonly length: number | undefined;
}

function readLong(word: Word, written: string, next: Word | undefined, syntax: OptionSyntax): Read {
  const equals = written.indexOf("=");
  const name = written.slice(2, equals === -1 ? undefined : equals);
  if (equals !== -1) return { options: [attached(name, word, equals + 1)], length: 1 };
  if (syntax.switches.has(name)) return { options: [bare(name, word)], length: 1 };
  return syntax.valued.has(name)
    ? { options: separate(name, word, next), length: 2 }
    : { options: [], length: undefined };
}

/** A cluster: `-it`, `-itp80:80`, `-p 80:80`. */
function readShort(word: Word, written: string, next: Word | undefined, syntax: OptionSyntax): Read {
  const options: Option[] = [];
  for (let at = 1; at < written.length; at += 1) {
    const name = syntax.short[written.charAt(at)];
    if (name === undefined) return { options, length: undefined };
    if (syntax.valued.has(name)) {
      if (at === written.length - 1) return { options: [...options, ...separate(name, word, next)], length: 2 };
      const equals = written.charAt(at + 1) === "=" ? 1 : 0;
      return { options: [...options, attached(name, word, at + 1 + equals)], length: 1 };
    }
    if (written.charAt(at + 1) === "=") return { options: [...options, attached(name, word, at + 2)], length: 1 };
    options.push(bare(name, word));
  }
  return { options, length: 1 };
}

function bare(name: string, word: Word): Option {
  return { name, value: undefined, text: word.text, at: word.at, entry: word.at, isBare: true, placeOf: () => word.at };
}

function attached(name: string, word: Word, from: number): Option {
  const { at } = word;
  const value = word.value?.slice(from);
  const text = value ?? withoutQuotes(word.text).slice(from);
  const places = placesIn(word);
  const placeOf = (start: number, end: number): Place => places(from + start, from + end);
  const valueAt = value === undefined || value === "" ? at : placeOf(0, value.length);
  return { name, value, text, at: valueAt, entry: at, isBare: false, placeOf };
}

function separate(name: string, word: Word, next: Word | undefined): readonly Option[] {
  if (next === undefined) return [];
  const { value, at } = next;
  const entry: Place = { uri: word.at.uri, range: { start: word.at.range.start, end: at.range.end } };
  return [{ name, value, text: withoutQuotes(next.text), at, entry, isBare: false, placeOf: placesIn(next) }];
}

function withoutQuotes(text: string): string {
  return text.replace(/^(["'])([^]*)\1$/, "$2");
}

/** An option such as `--name=job-$ID` as written: its name can be read, its value cannot. */
function dynamicOption(word: Word): string | undefined {
  const written = withoutQuotes(word.text);
  return written.startsWith("-") ? written : undefined;
}

/** Quoted, or begun with text: what the variables of an image's tag hold has no blanks. */
function staysOneWord(word: Word): boolean {
  if (/^[\w.]/.test(word.text)) return true;
  return word.text.startsWith('"') && word.text.endsWith('"') && !/\$[@*]|\[@\]/.test(word.text);
}
