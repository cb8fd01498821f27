import { containerSettings, type ContainerSetting } from "../../containerSettings/index.ts";
import { programName, type CommandLine, type SimpleCommand, type Word } from "../../model/command.ts";
import { createService, type ReadSetting } from "../../model/createService.ts";
import type { Item, Known } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Service, ServiceIdentity, SettingFields, SettingTypes } from "../../model/service.ts";
import { readCommandLine } from "./commandLine.ts";
import { settingReader } from "./run/facts.ts";
import { composeRunShort, composeRunSwitches, composeRunValued, runSyntax } from "./run/flags.ts";
import { createOptionFacts } from "./run/optionFacts.ts";
import { readOptions, type Option, type OptionSyntax } from "./run/options.ts";
import { partialWord } from "./unresolved.ts";

const composeRunSyntax: OptionSyntax = {
  short: composeRunShort,
  switches: composeRunSwitches,
  valued: composeRunValued,
};
/** Options of `docker`, `podman` and `docker compose` themselves. */
const globalSyntax: OptionSyntax = {
  short: { D: "debug", H: "host", c: "context", l: "log-level", r: "remote" },
  switches: new Set(["debug", "remote", "tls", "tlsverify", "syslog"]),
  valued: new Set([
    "cgroup-manager",
    "config",
    "connection",
    "context",
    "host",
    "identity",
    "log-level",
    "root",
    "runroot",
  ]),
};
const composeSyntax: OptionSyntax = {
  short: { f: "file", p: "project-name" },
  switches: new Set(["all-resources", "compatibility", "dry-run", "verbose"]),
  valued: new Set(["ansi", "env-file", "file", "parallel", "profile", "progress", "project-directory", "project-name"]),
};

/**
 * The container that `docker run`, `docker create`, `podman run` or `docker compose run` asks for; undefined for any
 * other command. What is unset belongs to the command's first word.
 */
export const readDockerRun: (command: SimpleCommand) => Service | undefined = createDockerRunReader(containerSettings);

export function createDockerRunReader<Row extends ContainerSetting>(
  settings: readonly Row[],
): (command: SimpleCommand) => (ServiceIdentity & SettingFields<Row>) | undefined {
  const syntax = runSyntax(settings);
  return (command) => {
    const found = findRun(command, syntax);
    const [program] = command.words;
    if (found === undefined || program === undefined) return undefined;
    const { words } = command;
    const { at } = program;
    const { name, end, complete, read } = readRunOptions(words, found.start, found.syntax, at);
    const operand = complete ? words[end] : undefined;
    const identity = {
      origin: "docker-run",
      uri: at.uri,
      name: name ?? nameOf(operand) ?? "container",
      at,
      entry: { uri: at.uri, range: { start: at.range.start, end: command.at.range.end } },
      client: programName(command),
      // What `docker compose run` starts is described in another file.
      complete: complete && !found.isCompose,
    } as const;
    const operands: Partial<SettingTypes> = {
      image: imageFact(found.isCompose ? undefined : operand, at),
      ...commandFact(operand === undefined ? [] : words.slice(end + 1)),
    };
    return createService(identity, settings, (kind, setting) => operands[kind] ?? read(kind, setting));
  };
}

const containerSyntax = runSyntax(containerSettings);

/** The options of the container that a command starts; empty for commands that start none. */
export function runOptionsOf(command: SimpleCommand): readonly Option[] {
  const found = findRun(command, containerSyntax);
  return found ? readOptions(command.words, found.start, found.syntax).options : [];
}

/** The options of a container in a list of nothing else. */
export function readContainerOptions(words: readonly Word[]): readonly Option[] {
  return readOptions(words, 0, containerSyntax).options;
}

export interface RunOptions {
  readonly name: string | undefined;
  /** Index of the first word after the options. */
  readonly end: number;
  readonly complete: boolean;
  readonly read: ReadSetting;
}

/** Reads the options of a container from the given word on. What is unset belongs to `owner`. */
export function readRunOptions(words: readonly Word[], start: number, syntax: OptionSyntax, owner: Place): RunOptions {
  const { options, end, complete } = readOptions(words, start, syntax);
  return {
    name: options.findLast((option) => option.name === "name")?.value,
    end,
    // Other containers may lend mounts or namespaces.
    complete: complete && !options.some(({ name }) => name === "volumes-from" || name === "pod"),
    read: settingReader(createOptionFacts(options, { state: "unset", at: owner })),
  };
}

interface Run {
  /** Index of the first word after `run`. */
  readonly start: number;
  readonly syntax: OptionSyntax;
  readonly isCompose: boolean;
}

function findRun(command: SimpleCommand, syntax: OptionSyntax): Run | undefined {
  const name = programName(command);
  const { words } = command;
  if (name === "docker-compose" || name === "podman-compose") return findComposeRun(words, 1);
  if (name !== "docker" && name !== "podman" && name !== "nerdctl") return undefined;
  const global = readOptions(words, 1, globalSyntax);
  if (!global.complete) return undefined;
  let at = global.end;
  if (words[at]?.value === "compose") return findComposeRun(words, at + 1);
  if (words[at]?.value === "container") at += 1;
  const verb = words[at]?.value;
  if (verb !== "run" && verb !== "create") return undefined;
  return { start: at + 1, syntax, isCompose: false };
}

function findComposeRun(words: readonly Word[], start: number): Run | undefined {
  const { end, complete } = readOptions(words, start, composeSyntax);
  if (!complete || words[end]?.value !== "run") return undefined;
  return { start: end + 1, syntax: composeRunSyntax, isCompose: true };
}

/** `registry/team/app:1.2` is called `app`. */
function nameOf(operand: Word | undefined): string | undefined {
  const name = operand?.value?.slice(operand.value.lastIndexOf("/") + 1);
  return name === undefined ? undefined : /^[^:@]+/.exec(name)?.[0];
}

function commandFact(words: readonly Word[]): Partial<Pick<SettingTypes, "command">> {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return {};
  const at: Place = { uri: first.at.uri, range: { start: first.at.range.start, end: last.at.range.end } };
  return {
    command: known<CommandLine>({ form: "exec", arguments: words, commands: readCommandLine(words, at) }, at),
  };
}

function imageFact(operand: Word | undefined, program: Place): Item<string> {
  const at = operand?.at ?? program;
  if (operand?.value !== undefined) return known(operand.value, at);
  const partial = operand && partialWord(operand.text);
  return { state: "unreadable", at, entry: at, ...(partial && { partial }) };
}

function known<T>(value: T, at: Place): Known<T> {
  return { state: "known", value, at, entry: at };
}
