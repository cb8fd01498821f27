import type { Fact } from "../../../model/fact.ts";
import type { Machine, Provisioner, Scalar } from "../../../model/machine.ts";
import { asBoolean, asText, FactMaker, orUnreadable } from "./facts.ts";
import { withInner, type CallRecord, type SettingRecord } from "../records.ts";
import { textOf } from "../ruby/values.ts";
import { ownedBy, scriptUri, type Script, type ScriptReader } from "./scripts.ts";

/** What a machine's provisioners need to know around them. */
interface ProvisionerContext {
  readonly make: FactMaker;
  readonly scripts: ScriptReader;
  /** Of the Vagrantfile. */
  readonly uri: string;
  /** The machine is known to run Windows. */
  readonly isWindows: boolean;
}

export function createProvisioner(record: CallRecord, machine: Machine, around: ProvisionerContext): Provisioner {
  const { make, isWindows, scripts, uri } = around;
  const { options, condition } = record;
  const at = make.place(record.nameSpan);
  const entry = make.place(record.entry);
  const own = new FactMaker(make.place, at);
  const pick = <T>(name: string, convert: (value: Scalar) => T | undefined): Fact<T> =>
    orUnreadable(own.pick(options, [name], convert), record.complete, at, entry);
  const inline = pick("inline", asText);
  const path = pick("path", (value) => (typeof value === "string" ? scriptUri(value, uri) : undefined));
  const isShell = record.type === "shell";
  const script = isShell ? scriptOf(options, path, scripts) : undefined;
  const foreignShell = isShell && (isWindows || isSaidForeign(options) || script?.foreign === true);
  const isSure = inline.state === "known" ? path.state === "unset" : inline.state === "unset";
  return {
    type: record.type,
    name: record.id,
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
    calls: withInner(record.calls).map((call) => own.call(call)),
    settings: own.settings(options),
  };
}

/** What `inline` or `path` gives to run; of several texts the last one, holes included. */
function scriptOf(options: readonly SettingRecord[], path: Fact<string>, scripts: ScriptReader): Script | undefined {
  const inline = lastOf(options, "inline")?.value;
  if (inline?.kind === "text") return scripts.inline(inline);
  return path.state === "known" ? scripts.file(path.value) : undefined;
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
