import type { CommandLine, SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";

/** One line a fact, with its place: what a person checks against the file. */
export function printServices(services: readonly Service[]): string {
  return services.map(printService).join("");
}

function printService(service: Service): string {
  const { name, at, complete, uri } = service;
  const lines = [`service ${name} ${rangeText(at, uri)}${complete ? "" : " incomplete"}`];
  for (const [field, value] of Object.entries(service)) {
    if (!identity.has(field)) print(field, value, 1, uri, lines);
  }
  return lines.map((line) => `${line}\n`).join("");
}

const identity = new Set(["kind", "origin", "uri", "name", "at", "entry", "complete"]);

function print(label: string, value: unknown, depth: number, uri: string, lines: string[]): void {
  const write = (text: string): void => {
    lines.push(`${"  ".repeat(depth)}${label} ${text}`.trimEnd());
  };
  if (value instanceof Map) {
    if (value.size > 0) write("");
    for (const [key, entry] of value as ReadonlyMap<unknown, unknown>) print(String(key), entry, depth + 1, uri, lines);
  } else if (Array.isArray(value)) {
    if (value.length > 0) write("");
    for (const item of value as readonly unknown[]) print("-", item, depth + 1, uri, lines);
  } else if (isFact(value)) {
    if (value.state === "unset") return;
    const origin = value.origin ? ` from ${rangeText(value.origin, uri)}` : "";
    const range = `${rangeText(value.at, uri)}${origin}`;
    if (value.state === "unreadable") write(`${range} unreadable`);
    else if (isCommandLine(value.value)) {
      write(`${range} ${value.value.form} ${wordsText(value.value.arguments)}`);
      for (const command of value.value.commands) lines.push(`${"  ".repeat(depth + 1)}${commandText(command, uri)}`);
    } else if (isComposite(value.value)) {
      write(range);
      printFields(value.value, depth + 1, uri, lines);
    } else write(`${range} = ${JSON.stringify(value.value)}`);
  } else if (isComposite(value)) {
    if (!hasContent(value)) return;
    write("");
    printFields(value, depth + 1, uri, lines);
  } else if (value !== undefined) write(`= ${JSON.stringify(value)}`);
}

function isCommandLine(value: unknown): value is CommandLine {
  return isComposite(value) && "form" in value && "commands" in value;
}

export function commandText(command: SimpleCommand, uri: string): string {
  const { wrappers, words, conditional, background, at } = command;
  const through = wrappers.map((wrapper) => ` through ${wordsText(wrapper)}`).join("");
  const marks = `${conditional ? " conditional" : ""}${background ? " background" : ""}`;
  return `${rangeText(at, uri)} ${wordsText(words)}${through}${marks}`;
}

function wordsText(words: readonly Word[]): string {
  return JSON.stringify(words.map(({ value, text }) => value ?? `?${text}`));
}

function printFields(value: object, depth: number, uri: string, lines: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) print("-", item, depth, uri, lines);
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (field === "at" && isPlace(inner)) print(field, rangeText(inner, uri), depth, uri, lines);
    else if (!isPlace(inner)) print(field, inner, depth, uri, lines);
  }
}

interface FactLike {
  readonly state: "known" | "unreadable" | "unset";
  readonly at: Place;
  readonly value?: unknown;
  readonly origin?: Place;
}

function isFact(value: unknown): value is FactLike {
  return isComposite(value) && "state" in value && "at" in value;
}

function isPlace(value: unknown): value is Place {
  return isComposite(value) && "range" in value && "uri" in value;
}

function isComposite(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function hasContent(value: object): boolean {
  return Object.values(value).some((inner) =>
    isFact(inner) ? inner.state !== "unset" : isPlace(inner) || (isComposite(inner) && hasContent(inner)),
  );
}

function rangeText({ uri, range: { start, end } }: Place, home: string): string {
  const range = `${String(start.line + 1)}:${String(start.character + 1)}-${String(end.line + 1)}:${String(end.character + 1)}`;
  return uri === home ? range : `${uri}#${range}`;
}
