import { URI, Utils } from "vscode-uri";
import type { Command, SimpleCommand } from "../../model/command.ts";
import type { Fact } from "../../model/fact.ts";
import type { Machine, Provisioner } from "../../model/machine.ts";
import { isForeignShell } from "../shell/index.ts";
import { asBoolean, asText, createFactMaker, orUnreadable, type FactMaker } from "./facts.ts";
import type { ProvisionerRecord, SettingRecord } from "./records.ts";
import { textOf, type Scalar, type Text } from "./ruby/values.ts";

/** The commands of a script that stands in the file. */
export type ScriptReader = (script: Text) => readonly SimpleCommand[];

interface Surroundings {
  readonly machine: Machine;
  readonly make: FactMaker;
  /** The machine is known to run Windows. */
  readonly evidence: boolean;
  readonly readScript: ScriptReader;
}

export function createProvisioner(record: ProvisionerRecord, surroundings: Surroundings): Provisioner {
  const { machine, make, evidence, readScript } = surroundings;
  const at = make.place(record.nameSpan);
  const entry = make.place(record.entry);
  const own = createFactMaker(make.place, at);
  const pick = <T>(name: string, convert: (value: Scalar) => T | undefined): Fact<T> =>
    orUnreadable(own.pick(record.options, [name], convert), record.complete, at, entry);
  const path = pick("path", (value) => (typeof value === "string" ? scriptUri(value, machine.uri) : undefined));
  const isShell = record.type === "shell";
  const foreignShell = isShell && (evidence || isForeign(record));
  const script = isShell && !foreignShell ? scriptOf(record) : undefined;
  return {
    type: record.type,
    name: record.name,
    at,
    entry,
    conditional: record.conditional,
    run: pick("run", asText),
    inline: pick("inline", asText),
    path,
    privileged: pick("privileged", asBoolean),
    foreignShell,
    commands: script ? readScript(script).map((command) => owned(command, machine, record.conditional)) : [],
    images: imagesOf(record, own),
  };
}

/** The text of `inline`, holes included; the last one wins. */
function scriptOf(record: ProvisionerRecord): Text | undefined {
  const value = lastOf(record, "inline")?.value;
  return value?.kind === "text" ? value : undefined;
}

function owned(command: SimpleCommand, owner: Machine, conditional: boolean): Command {
  // What is new comes before the spread: behind it each key costs a hundred times as much in Node 20.
  return { kind: "command", owner, context: "provision", ...command, conditional: command.conditional || conditional };
}

/** Addresses stay as they are: Vagrant downloads them. */
function scriptUri(path: string, uri: string): string | undefined {
  if (/^[a-z][a-z+.-]+:\/\//i.test(path)) return path;
  if (path.startsWith("~") || path === "") return undefined;
  return Utils.resolvePath(Utils.dirname(URI.parse(uri)), path.replaceAll("\\", "/")).toString();
}

function imagesOf(record: ProvisionerRecord, make: FactMaker): Provisioner["images"] {
  const option = lastOf(record, "images");
  if (!option) return make.list(record.images);
  const { value } = option;
  if (value.kind !== "list") return make.list([option, ...record.images]);
  const items = value.items.map((item): SettingRecord => ({
    ...option,
    value: item,
    use: item.span,
    entry: item.span,
  }));
  return make.list([...items, ...record.images]);
}

function lastOf(record: ProvisionerRecord, name: string): SettingRecord | undefined {
  return record.options.findLast((option) => option.name === name);
}

const CMDLET_VERBS =
  "Add|Clear|Copy|Disable|Enable|Expand|Export|Format|Get|Import|Initialize|Install|Invoke|Move|New|Out|Register|Remove|Rename|Resize|Restart|Set|Start|Stop|Test|Uninstall|Update|Wait|Write";
const POWERSHELL_LINE = new RegExp(
  `^[ \\t]*(?:\\$[\\w:]+[ \\t]*=[^=]|(?:${CMDLET_VERBS})-[A-Z]\\w+|\\[[\\w.]+\\]::|@echo\\b|<#)`,
  "m",
);

/** PowerShell or cmd, by what is said of the script or by its first words. */
function isForeign(record: ProvisionerRecord): boolean {
  const said = record.options.some((option) => option.name.startsWith("powershell_"));
  const path = textOf(lastOf(record, "path")?.value);
  const script = scriptOf(record)?.value ?? "";
  const interpreter = /^\s*#!\s*(\S+)/.exec(script)?.[1];
  if (interpreter !== undefined) return isForeignShell(interpreter);
  return said || /\.(ps1|psm1|bat|cmd)$/i.test(path ?? "") || POWERSHELL_LINE.test(script);
}

const WINDOWS_BOX = /windows|(^|[^a-z])win-?(7|8|10|11|20\d\d)/i;

/** True when the machine's settings show that it runs Windows. */
export function evidenceOf(settings: readonly SettingRecord[]): boolean {
  const last = (name: string): string => textOf(settings.findLast((setting) => setting.name === name)?.value) ?? "";
  const guest = last("vm.guest");
  if (guest !== "") return guest === "windows";
  return /^win(rm|ssh)$/.test(last("vm.communicator")) || WINDOWS_BOX.test(last("vm.box"));
}
