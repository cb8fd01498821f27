import type { Command } from "../../model/command.ts";
import type { Fact, Item } from "../../model/fact.ts";
import type { Machine, MachineCall, Provisioner, Setting, Trigger } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";

/** The machines as a person reads them: one fact a line, with its range in 1-based lines and columns. */
export function printMachines(machines: readonly Machine[]): string {
  return machines.map((machine) => machineLines(machine).join("\n")).join("\n");
}

function machineLines(machine: Machine): readonly string[] {
  const flags = machine.complete ? "" : ", not wholly readable";
  return [
    `machine ${machine.name}${flags} ${range(machine.at)}`,
    ...factLine("primary", machine.primary),
    ...factLine("autostart", machine.autostart),
    ...settingLines(machine.settings),
    ...machine.providers.flatMap((provider) => [
      `  provider ${provider.name}${maybe(provider)} ${range(provider.at)}`,
      ...indented(factLine("memory (MiB)", provider.memory), factLine("cpus", provider.cpus)),
      ...indented(settingLines(provider.settings), provider.calls.flatMap(callLines)),
      ...indented(settingLines(provider.overrides, "override ")),
    ]),
    ...machine.networks.flatMap((network) => [
      `  network ${network.type}${maybe(network)} ${range(network.at)}`,
      ...indented(settingLines(network.settings)),
    ]),
    ...machine.syncedFolders.flatMap((folder) => [
      `  synced folder${maybe(folder)} ${range(folder.at)}`,
      ...indented(factLine("source", folder.source), factLine("target", folder.target), settingLines(folder.settings)),
    ]),
    ...machine.provisioners.flatMap(provisionerLines),
    ...machine.triggers.flatMap(triggerLines),
    `  /vagrant is ${machine.vagrantFolder.state === "known" ? machine.vagrantFolder.value : "?"}`,
    ...[...machine.disks, ...machine.cloudInit, ...machine.pushes, ...machine.calls].flatMap(callLines),
    ...machine.oldCalls.map(({ name, at }) => `  old call ${name} ${range(at)}`),
    ...machine.strays.map(({ inside, at }) => `  stray in a block of a ${inside} ${range(at)}`),
    ...machine.changedVariables.map((place) => `  changed variable ${range(place)}`),
    ...machine.unreadable.map((place) => `  unreadable ${range(place)}`),
  ];
}

function provisionerLines(provisioner: Provisioner): readonly string[] {
  const { type, name, foreignShell, images } = provisioner;
  const title = name === undefined ? type : `${type} ${JSON.stringify(name)}`;
  return [
    `  provision ${title}${maybe(provisioner)}${foreignShell ? ", not for a POSIX shell" : ""} ${range(provisioner.at)}`,
    ...indented(
      settingLines(provisioner.settings),
      provisioner.calls.flatMap(callLines),
      ...(images.state === "known" ? images.value.map((image) => factLine("image", image)) : []),
      commandLines(provisioner),
    ),
  ];
}

function triggerLines(trigger: Trigger): readonly string[] {
  const { when, actions, scripts, ruby } = trigger;
  return [
    `  trigger ${when} ${actions.join(", ")}${maybe(trigger)}${ruby ? ", runs Ruby" : ""} ${range(trigger.at)}`,
    ...indented(settingLines(trigger.settings)),
    ...scripts.flatMap((script) => [
      `    on the ${script.side} ${range(script.at)}`,
      ...indented(indented(factLine("inline", script.inline), factLine("path", script.path), commandLines(script))),
    ]),
  ];
}

function callLines(call: MachineCall): readonly string[] {
  const given = call.arguments.map(itemText).join(", ");
  return [`  call ${call.name}(${given})${maybe(call)} ${range(call.at)}`, ...indented(settingLines(call.settings))];
}

function commandLines({ commands }: { readonly commands: readonly Command[] }): readonly string[] {
  return commands.map(({ words, at, owner }) => {
    const file = at.uri === owner.uri ? "" : ` of ${at.uri.slice(at.uri.lastIndexOf("/") + 1)}`;
    return `  command ${oneLine(words.map((word) => word.text).join(" "))} ${range(at)}${file}`;
  });
}

function settingLines(settings: ReadonlyMap<string, Setting>, prefix = ""): readonly string[] {
  return [...settings.values()].flatMap(({ name, value }) => factLine(prefix + name, value));
}

function maybe({ conditional }: { readonly conditional: boolean }): string {
  return conditional ? ", under a condition" : "";
}

function factLine(name: string, fact: Fact<unknown>): readonly string[] {
  if (fact.state === "unset") return [];
  const value = fact.state === "known" ? shortened(fact.value) : "?";
  const origin = fact.state === "known" && fact.origin ? ` from ${range(fact.origin)}` : "";
  return [`  ${name} = ${value} ${range(fact.at)}${origin}`];
}

function oneLine(text: string): string {
  return text
    .split(/\n/)
    .map((line) => line.trim())
    .join(" ");
}

function shortened(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.map(itemText).join(", ")}]` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function itemText(item: Item<unknown>): string {
  return item.state === "known" ? JSON.stringify(item.value) : "?";
}

function indented(...lines: readonly (readonly string[])[]): readonly string[] {
  return lines.flat().map((line) => `  ${line}`);
}

function range({ range: { start, end } }: Place): string {
  return `[${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}]`;
}
