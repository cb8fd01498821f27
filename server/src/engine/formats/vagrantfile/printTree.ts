import type { Command } from "../../model/command.ts";
import type { Fact, Item } from "../../model/fact.ts";
import type { Machine } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";
import { LazySettings } from "./machine/lazySettings.ts";

/** The machines as a person reads them: one fact a line, with its range in 1-based lines and columns. */
export function printMachines(machines: readonly Machine[]): string {
  // The commands of a machine are those of its provisioners.
  return machines.flatMap(({ commands: _commands, ...machine }) => partLines("machine", machine)).join("\n");
}

interface Part {
  readonly at: Place;
}

/** A part of a machine: what names it and what is true of it, then its fields. */
function partLines(kind: string, part: Part): readonly string[] {
  const fields = Object.entries(part);
  const names = ["name", "type", "when", "side", "inside"].flatMap((key) => fields.filter(([name]) => name === key));
  const title = names.flatMap(([, value]) => (typeof value === "string" ? ` ${value}` : ""));
  const flags = fields.filter(([, value]) => value === true).map(([key]) => `, ${key}`);
  return [
    `${kind}${title.join("")}${flags.join("")} ${range(part.at)}`,
    ...new Set(fields.flatMap(([key, value]) => fieldLines(key, value)).map((line) => `  ${line}`)),
  ];
}

function fieldLines(key: string, value: unknown): readonly string[] {
  if (value instanceof LazySettings) return [...value.values()].flatMap((one) => factLine(one.name, one.value));
  if (Array.isArray(value)) return value.flatMap((item) => fieldLines(key, item));
  if (typeof value !== "object" || value === null) return [];
  if (isFact(value)) return factLine(key, value);
  if (isCommand(value)) return [commandLine(value)];
  if (isPlace(value)) return key === "at" || key === "entry" ? [] : [`${key} ${range(value)}`];
  return "at" in value ? partLines(key, { ...value, at: value.at as Place }) : [];
}

function isFact(value: object): value is Fact<unknown> {
  return "state" in value;
}

function isCommand(value: object): value is Command {
  return "kind" in value && value.kind === "command";
}

function isPlace(value: object): value is Place {
  return "range" in value;
}

function commandLine({ words, at, owner }: Command): string {
  const file = at.uri === owner.uri ? "" : ` of ${at.uri.slice(at.uri.lastIndexOf("/") + 1)}`;
  const written = words.map((word) => word.text).join(" ");
  return `command ${written.split(/\s+/).join(" ").trim()} ${range(at)}${file}`;
}

function factLine(name: string, fact: Fact<unknown>): readonly string[] {
  if (fact.state === "unset") return [];
  const value = fact.state === "known" ? shortened(fact.value) : "?";
  const origin = fact.state === "known" && fact.origin ? ` from ${range(fact.origin)}` : "";
  return [`${name} = ${value} ${range(fact.at)}${origin}`];
}

function shortened(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.map(itemText).join(", ")}]` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function itemText(item: Item<unknown>): string {
  return item.state === "known" ? JSON.stringify(item.value) : "?";
}

function range({ range: { start, end } }: Place): string {
  return `[${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}]`;
}
