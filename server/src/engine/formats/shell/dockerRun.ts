import { programName, type CommandLine, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Known, Unreadable } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import { unsetService } from "../../model/unsetService.ts";
import { readCommandLine } from "./commandLine.ts";
import { serviceFacts } from "./run/facts.ts";
import { composeRunShort, composeRunSwitches, composeRunValued, shortFlags, switches, valued } from "./run/flags.ts";
import { createOptionFacts } from "./run/optionFacts.ts";
import { readOptions, type Option, type OptionSyntax } from "./run/options.ts";
import { partialWord } from "./unresolved.ts";

const runSyntax: OptionSyntax = { short: shortFlags, switches, valued };
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
export function readDockerRun(command: SimpleCommand): Service | undefined {
  const found = findRun(command);
  const [program] = command.words;
  if (found === undefined || program === undefined) return undefined;
  const { words } = command;
  const { options, end, complete } = readOptions(words, found.start, found.syntax);
  const operand = complete ? words[end] : undefined;
  const entry: Place = { uri: program.at.uri, range: { start: program.at.range.start, end: command.at.range.end } };
  const base = unsetService({
    origin: "docker-run",
    uri: program.at.uri,
    name: options.findLast((option) => option.name === "name")?.value ?? nameOf(operand) ?? "container",
    at: program.at,
    entry,
    // What `docker compose run` starts is described in another file, and other containers may lend mounts or namespaces.
    complete: complete && !found.isCompose && !options.some(({ name }) => name === "volumes-from" || name === "pod"),
  });
  const image = found.isCompose ? undefined : operand?.value;
  const imageAt = operand?.at ?? program.at;
  return {
    ...base,
    ...serviceFacts(createOptionFacts(options.map(underItsName), { state: "unset", at: program.at })),
    image:
      image === undefined ? unreadableImage(found.isCompose ? undefined : operand, imageAt) : known(image, imageAt),
    ...commandFact(operand === undefined ? [] : words.slice(end + 1)),
  };
}

function underItsName(option: Option): Option {
  return option.name === "net" ? { ...option, name: "network" } : option;
}

interface Run {
  /** Index of the first word behind `run`. */
  readonly start: number;
  readonly syntax: OptionSyntax;
  readonly isCompose: boolean;
}

function findRun(command: SimpleCommand): Run | undefined {
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
  return verb === "run" || verb === "create" ? { start: at + 1, syntax: runSyntax, isCompose: false } : undefined;
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

function commandFact(words: readonly Word[]): Partial<Pick<Service, "command">> {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return {};
  const at: Place = { uri: first.at.uri, range: { start: first.at.range.start, end: last.at.range.end } };
  return {
    command: known<CommandLine>({ form: "exec", arguments: words, commands: readCommandLine(words, at) }, at),
  };
}

function unreadableImage(operand: Word | undefined, at: Place): Unreadable {
  const partial = operand && partialWord(operand.text);
  return { state: "unreadable", at, entry: at, ...(partial && { partial }) };
}

function known<T>(value: T, at: Place): Known<T> {
  return { state: "known", value, at, entry: at };
}
