import type { Fact } from "../../model/fact.ts";
import type { Machine, Provisioner } from "../../model/machine.ts";
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
    ...[...machine.settings.values()].flatMap((setting) => factLine(setting.name, setting.value)),
    ...machine.providers.flatMap((provider) => [
      `  provider ${provider.name}${maybe(provider)} ${range(provider.at)}`,
      ...indented(factLine("memory (MiB)", provider.memory), factLine("cpus", provider.cpus)),
      ...indented(...[...provider.settings.values()].map((setting) => factLine(setting.name, setting.value))),
    ]),
    ...machine.networks.flatMap((network) => [
      `  network ${network.type}${maybe(network)} ${range(network.at)}`,
      ...indented(
        factLine("guest", network.guest),
        factLine("host", network.host),
        factLine("host_ip", network.hostIp),
        factLine("ip", network.ip),
      ),
    ]),
    ...machine.syncedFolders.flatMap((folder) => [
      `  synced folder${maybe(folder)} ${range(folder.at)}`,
      ...indented(
        factLine("source", folder.source),
        factLine("target", folder.target),
        factLine("type", folder.type),
        factLine("disabled", folder.disabled),
      ),
    ]),
    ...machine.provisioners.flatMap(provisionerLines),
    ...machine.triggers.map(
      (trigger) => `  trigger ${trigger.when} ${trigger.actions.join(", ")} ${range(trigger.at)}`,
    ),
    ...machine.unreadable.map((place) => `  unreadable ${range(place)}`),
  ];
}

function provisionerLines(provisioner: Provisioner): readonly string[] {
  const { type, name, foreignShell, images, commands } = provisioner;
  const title = name === undefined ? type : `${type} ${JSON.stringify(name)}`;
  return [
    `  provision ${title}${maybe(provisioner)}${foreignShell ? ", not for a POSIX shell" : ""} ${range(provisioner.at)}`,
    ...indented(
      factLine("run", provisioner.run),
      factLine("inline", provisioner.inline),
      factLine("path", provisioner.path),
      factLine("privileged", provisioner.privileged),
      ...(images.state === "known" ? images.value.map((image) => factLine("image", image)) : []),
    ),
    ...commands.map(({ words, at }) => `    command ${words.map((word) => word.text).join(" ")} ${range(at)}`),
  ];
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

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function indented(...lines: readonly (readonly string[])[]): readonly string[] {
  return lines.flat().map((line) => `  ${line}`);
}

function range({ range: { start, end } }: Place): string {
  return `[${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}]`;
}
