import type { Position } from "vscode-languageserver-types";
import type { SettingAt } from "../../model/document.ts";
import type { Machine } from "../../model/machine.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { commandSettingsAt } from "../shell/settings.ts";
import type { CallRecord, Recording, Records, SettingRecord } from "./records.ts";
import { scalarOf, type Span, type Value } from "./ruby/values.ts";

interface Spot extends Span {
  readonly id: string;
  readonly value: string | undefined;
}

/** Finds the settings at a position: the list of all of them is made when the first one is asked for. */
export function createSettingFinder(
  recording: Recording,
  machines: readonly Machine[],
  source: SourceText,
): (position: Position) => readonly SettingAt[] {
  let spots: readonly Spot[] | undefined;
  return (position) => {
    // What another file sets is named in that file.
    spots ??= unique(recordedSpots(recording)).filter(({ file }) => !file);
    const offset = source.offsetAt(position);
    const commands = machines.flatMap((machine) => machine.commands);
    const settings = spots
      .filter((spot) => spot.start <= offset && offset <= spot.end)
      .toSorted((a, b) => a.end - a.start - (b.end - b.start))
      .map(({ id, value, start, end }) => ({ id, value, range: source.rangeAt(start, end) }));
    return [...commandSettingsAt(commands, source.uri, position), ...settings];
  };
}

function recordedSpots(recording: Recording): readonly Spot[] {
  return [
    ...spotsOf(recording.shared),
    ...[...recording.definitions.values()].flatMap(({ nameSpan, name, options, records }) => [
      { ...nameSpan, id: "vagrant:config.vm.define", value: name },
      ...namedSpots(options, "config.vm.define"),
      ...spotsOf(records),
    ]),
  ];
}

function spotsOf(records: Records): readonly Spot[] {
  return [
    ...records.settings.map((record) => spotOf(record, `config.${record.name}`)),
    ...[...records.providers, ...records.calls].flatMap(callSpots),
    ...records.providers.flatMap(({ overrides }) => spotsOf(overrides)),
  ];
}

/** Calls whose settings depend on their type. */
const TYPED: ReadonlySet<string> = new Set(["vm.network", "vm.provider", "vm.provision"]);

function callSpots({ name, type, head, options, arguments: [first] }: CallRecord): readonly Spot[] {
  const own = name.replace(/^vm\./, "");
  const isFolder = own === "synced_folder";
  const path = TYPED.has(name) ? `${own}.${type}` : isFolder || name.startsWith("trigger.") ? own : `config.${name}`;
  const folderType = isFolder ? textIn(options.findLast((option) => option.name === "type")?.value) : undefined;
  const id = folderType === undefined ? path : `${path}.${folderType}`;
  return [
    { ...head, id: `vagrant:${id}`, value: TYPED.has(name) ? type : textIn(first?.value) },
    ...namedSpots(options, path),
  ];
}

function namedSpots(records: readonly SettingRecord[], path: string): readonly Spot[] {
  return records.filter((record) => record.name !== "type").map((record) => spotOf(record, `${path}.${record.name}`));
}

function spotOf({ head, value }: SettingRecord, path: string): Spot {
  return { ...head, id: `vagrant:${path}`, value: textIn(value) };
}

/** Loops and machines repeat the same statement. */
function unique(spots: readonly Spot[]): readonly Spot[] {
  const seen = new Map(spots.map((spot) => [`${spot.start}:${spot.end}:${spot.id}`, spot]));
  return [...seen.values()];
}

function textIn(value: Value | undefined): string | undefined {
  const scalar = value && scalarOf(value);
  return scalar === undefined ? undefined : String(scalar);
}
