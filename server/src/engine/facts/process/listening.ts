import { servers, type Server } from "../../knowledge/servers.ts";
import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Item } from "../../model/fact.ts";

/** Where the server that a command starts listens, as far as its command line says. */
export interface Listening {
  readonly server: Server;
  /** `host`: written; `default`: nothing says otherwise. Undefined if it may listen elsewhere. */
  readonly loopback: { readonly by: "argument" | "default"; readonly word: Word } | undefined;
  /** The port that the command line gives. */
  readonly port: number | undefined;
}

/** Undefined for a command that starts no known server, or has a word that a run decides. */
export function listeningOf(
  command: SimpleCommand,
  environment: ReadonlyMap<string, Item<string>>,
): Listening | undefined {
  const [first, ...rest] = command.words;
  if (!first || command.conditional || command.inFunction !== undefined) return undefined;
  const line = [programName(command) ?? "", ...rest.map(({ value }) => value ?? "\u0000")].join(" ");
  const server = servers.find((one) => one.command.test(line));
  if (!server) return undefined;

  const hosts = [
    ...valuesOf(rest, server.hostOptions, server.takesSeveral),
    ...rest.filter(({ value }) => matches(server.positional, value)),
  ];
  const ports = valuesOf(rest, server.portOptions).map(({ value }) => value);
  const given = hosts.flatMap(({ value }) => addressOf(value));
  const isOpen = rest.some(({ value }) => value === undefined) || hosts.some(({ value }) => value === undefined);
  const isLoopback = given.length > 0 && given.every(({ host }) => host !== undefined && loopback.test(host));
  const isDefault =
    server.loopbackUnless !== undefined &&
    !isOpen &&
    !server.loopbackUnless.test(line) &&
    !server.loopbackVariables?.some((name) => environment.has(name));
  const [word] = hosts;
  const port = ports.at(-1) ?? given.at(-1)?.port;
  return {
    server,
    loopback: isLoopback && word ? { by: "argument", word } : isDefault ? { by: "default", word: first } : undefined,
    port: port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined,
  };
}

const loopback = /^(?:127(?:\.\d+){3}|localhost|::1|\[::1\])$/;

function matches(pattern: RegExp | undefined, value: string | undefined): boolean {
  return value !== undefined && pattern?.test(value) === true;
}

/** The values of options: `--host x`, `--host=x`; all words up to the next option if it takes several. */
function valuesOf(words: readonly Word[], options: readonly string[], takesSeveral = false): readonly Word[] {
  return words.flatMap((word, index): readonly Word[] => {
    const { value, at } = word;
    const text = value ?? word.text;
    const name = options.find((option) => text === option || text.startsWith(`${option}=`));
    if (name === undefined) return [];
    if (text !== name) return [{ value: value?.slice(name.length + 1), text: text.slice(name.length + 1), at }];
    const following = words.slice(index + 1);
    const end = following.findIndex((one) => one.value?.startsWith("-"));
    return following.slice(0, takesSeveral ? (end === -1 ? following.length : end) : 1);
  });
}

/** Hosts of `host`, `host:port`, `:port`, `port` and lists of them. */
function addressOf(value: string | undefined): readonly { readonly host?: string; readonly port?: string }[] {
  if (value === undefined) return [{}];
  return value.split(/[,\s]+/).map((part) => {
    if (/^\d+$/.test(part)) return { port: part };
    const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(part) ?? [];
    return { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
  });
}
