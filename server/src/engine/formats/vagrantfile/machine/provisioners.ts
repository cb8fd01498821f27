import type { Fact } from "../../../model/fact.ts";
import type { Machine, Provisioner, Scalar } from "../../../model/machine.ts";
import { asBoolean, asText, FactMaker, orUnreadable } from "./facts.ts";
import { settingFrom, type CallRecord, type ProvisionerRecord, type SettingRecord } from "../records.ts";
import { callOf } from "./calls.ts";
import { textOf, useOf } from "../ruby/values.ts";
import { ownedBy, scriptUri, type Script, type ScriptReader } from "./scripts.ts";

/** What a machine's provisioners and triggers need to know around them. */
export interface ProvisionerContext {
  readonly make: FactMaker;
  readonly scripts: ScriptReader;
  /** Of the Vagrantfile. */
  readonly uri: string;
  /** The machine is known to run Windows. */
  readonly isWindows: boolean;
}

export function createProvisioner(
  record: ProvisionerRecord,
  machine: Machine,
  around: ProvisionerContext,
): Provisioner {
  const { make, isWindows } = around;
  const { options, condition } = record;
  const at = make.place(record.nameSpan);
  const entry = make.place(record.entry);
  const own = new FactMaker(make.place, at);
  const pick = <T>(name: string, convert: (value: Scalar) => T | undefined): Fact<T> =>
    orUnreadable(own.pick(options, [name], convert), record.complete, at, entry);
  const inline = pick("inline", asText);
  const path = pick("path", (value) => pathOf(value, around));
  const isShell = record.type === "shell";
  const script = isShell ? scriptIn(options, "", path, around) : undefined;
  const foreignShell = isShell && (isWindows || isSaidForeign(options) || script?.foreign === true);
  const isSure = inline.state === "known" ? path.state === "unset" : inline.state === "unset";
  return {
    type: record.type,
    name: record.name,
    at,
    entry,
    conditional: condition.length > 0,
    run: pick("run", asText),
    inline,
    path,
    privileged: pick("privileged", asBoolean),
    foreignShell,
    commands: script && !foreignShell ? ownedBy(machine, script, condition.length > 0 || !isSure) : [],
    wholeScript: isSure && !foreignShell && script?.whole === true,
    images: imagesOf(record, own),
    calls: record.calls.map((call) => callOf(call, own)),
    settings: own.settings(options),
  };
}

export function pathOf(value: Scalar, { uri }: ProvisionerContext): string | undefined {
  return typeof value === "string" ? scriptUri(value, uri) : undefined;
}

/** What `inline` or `path` gives to run; of several texts the last one, holes included. */
export function scriptIn(
  options: readonly SettingRecord[],
  prefix: string,
  path: Fact<string>,
  { scripts }: ProvisionerContext,
): Script | undefined {
  const inline = lastOf(options, `${prefix}inline`)?.value;
  if (inline?.kind === "text") return scripts.inline(inline);
  return path.state === "known" ? scripts.file(path.value) : undefined;
}

function imagesOf(record: ProvisionerRecord, make: FactMaker): Provisioner["images"] {
  const option = lastOf(record.options, "images");
  const called = record.calls.flatMap(imagesIn);
  if (!option) return make.list(called);
  const { value } = option;
  if (value.kind !== "list") return make.list([option, ...called]);
  const items = value.items.map((item, index): SettingRecord => {
    const use = useOf(value, index);
    return { ...option, value: item, use, entry: use };
  });
  return make.list([...items, ...called]);
}

/** Images that `pull_images` and `run` name; without `image:` the name is the image. */
function imagesIn({ name, arguments: given, options, complete, entry }: CallRecord): readonly SettingRecord[] {
  if (name === "pull_images") return given.map((argument) => settingFrom(argument, "image", entry));
  const option = name === "run" ? lastOf(options, "image") : undefined;
  if (name !== "run" || option) return option ? [{ ...option, entry }] : [];
  return complete ? given.slice(0, 1).map((argument) => settingFrom(argument, "image", entry)) : [];
}

function lastOf(options: readonly SettingRecord[], name: string): SettingRecord | undefined {
  return options.findLast((option) => option.name === name);
}

/** PowerShell or cmd, by what is said of the script. */
function isSaidForeign(options: readonly SettingRecord[]): boolean {
  const path = textOf(lastOf(options, "path")?.value);
  return options.some(({ name }) => name.startsWith("powershell_")) || /\.(ps1|psm1|bat|cmd)$/i.test(path ?? "");
}

const WINDOWS_BOX = /windows|(^|[^a-z])win-?(7|8|10|11|20\d\d)/i;

/** True when the machine's settings show that it runs Windows. */
export function evidenceOf(settings: readonly SettingRecord[]): boolean {
  const last = (name: string): SettingRecord | undefined => settings.findLast((setting) => setting.name === name);
  const guest = textOf(last("vm.guest")?.value);
  if (guest !== undefined) return guest === "windows";
  const box = textOf(last("vm.box")?.value);
  if (box !== undefined && WINDOWS_BOX.test(box)) return true;
  const communicator = last("vm.communicator");
  const isSure = box === undefined || communicator?.condition.length === 0;
  return isSure && /^win(rm|ssh)$/.test(textOf(communicator?.value) ?? "");
}
