import type { Machine, Trigger, TriggerScript } from "../../../model/machine.ts";
import { asText, FactMaker, orUnreadable } from "./facts.ts";
import { pathOf, scriptIn, type ProvisionerContext } from "./provisioners.ts";
import type { SettingRecord, TriggerRecord } from "../records.ts";
import { ownedBy, type Script } from "./scripts.ts";

export function createTrigger(record: TriggerRecord, machine: Machine, around: ProvisionerContext): Trigger {
  const { make } = around;
  const { options } = record;
  const at = make.place(record.head);
  const isOther = ({ name }: SettingRecord): boolean => !/^(?:run|run_remote|ruby)(?:\.|$)/.test(name);
  return {
    when: record.when,
    actions: record.actions,
    at,
    entry: make.place(record.entry),
    conditional: record.condition.length > 0,
    scripts: [
      ...scriptsOf(record, "run", "host", machine, around),
      ...scriptsOf(record, "run_remote", "guest", machine, around),
    ],
    ruby: [...options, ...record.calls].some(({ name }) => name === "ruby"),
    settings: new FactMaker(make.place, at).settings(options.filter(isOther)),
  };
}

function scriptsOf(
  record: TriggerRecord,
  name: string,
  side: TriggerScript["side"],
  machine: Machine,
  around: ProvisionerContext,
): readonly TriggerScript[] {
  const { make, isWindows } = around;
  const options = record.options.filter((option) => option.name === name || option.name.startsWith(`${name}.`));
  const [first] = options;
  if (!first) return [];
  const at = make.place(first.nameSpan);
  const entry = make.place(first.entry);
  const own = new FactMaker(make.place, at);
  const isComplete = !options.some((option) => option.name === name);
  const inline = orUnreadable(own.pick(options, [`${name}.inline`], asText), isComplete, at, entry);
  const path = orUnreadable(
    own.pick(options, [`${name}.path`], (value) => pathOf(value, around)),
    isComplete,
    at,
    entry,
  );
  const script = scriptIn(options, `${name}.`, path, around);
  const isReadable = side === "host" ? path.state === "known" || isOneCommand(script) : !isWindows;
  const commands = script && isReadable ? ownedBy(machine, script, true) : [];
  return [{ side, at, inline, path, commands }];
}

/** On the host there is no shell in between: operators would be arguments. */
function isOneCommand(script: Script | undefined): boolean {
  const [command, ...others] = script?.commands ?? [];
  return command !== undefined && others.length === 0 && command.redirects.length === 0 && !command.background;
}
