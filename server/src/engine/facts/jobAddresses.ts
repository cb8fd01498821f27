import { clients } from "../knowledge/daemons/clients.ts";
import { programName, type SimpleCommand, type Word } from "../model/command.ts";
import type { Known } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import { contains, type Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import { addressesIn } from "./addresses.ts";
import { remembered } from "./remembered.ts";

/** A server that a step of a CI job looks for. */
export interface JobAddress {
  readonly host: string;
  /** The default of the client or the scheme if none is written. */
  readonly port: number | undefined;
  readonly at: Place;
  /** The variable that holds the address; undefined for a word of a command. */
  readonly variable: { readonly name: string; readonly item: Known<string> } | undefined;
}

/** Variables with the address under which others reach the job, or that it listens on. */
const ownAddress = /CORS|ORIGIN|ALLOWED|CALLBACK|REDIRECT|LISTEN|BIND|ADVERTISED|NO_PROXY|(?<!DATA)BASE_?URL/i;

/**
 * Returns the addresses in the variables and commands of the scripts of a job. A variable that a script reassigns, and
 * one that the job shares with others of the workflow, may have another value where it counts.
 */
export const jobAddressesOf = remembered("job addresses", (_: Project, job: Job): readonly JobAddress[] => {
  const scripts = job.steps.filter(({ uses, commands }) => uses.state === "unset" && commands.length > 0);
  const assigned = new Set(scripts.flatMap(({ commands }) => commands.flatMap(assignedIn)));
  const found = new Map<string, JobAddress>();
  for (const { environment, commands } of scripts) {
    for (const address of [...inVariables(job, environment, assigned), ...commands.flatMap(inCommand)]) {
      found.set(JSON.stringify(address.at.range.start), address);
    }
  }
  return [...found.values()];
});

function inVariables(job: Job, environment: Job["environment"], assigned: ReadonlySet<string>): readonly JobAddress[] {
  return addressesIn(environment).flatMap(({ name, item, host, port }): readonly JobAddress[] => {
    const isOwn = item.at.uri === job.uri && contains(job.entry.range, item.at.range);
    if (!isOwn || item.origin || assigned.has(name) || ownAddress.test(name)) return [];
    return [{ host, port, at: item.at, variable: { name, item } }];
  });
}

/** Names that a command sets for others, also by a line for a file: `echo "DB_HOST=127.0.0.1" >> .env`. */
function assignedIn({ words, assignments }: SimpleCommand): readonly string[] {
  const texts = words.flatMap(({ text }) =>
    Array.from(text.matchAll(/\b([A-Z][A-Z0-9_]+)=/g), ([, name = ""]) => name),
  );
  return [...assignments.map(({ name }) => name), ...texts];
}

function inCommand({ words, assignments }: SimpleCommand): readonly JobAddress[] {
  const [, ...rest] = words;
  const client = clients.find(({ programs }) => programs.includes(programName({ words }) ?? ""));
  const host = client && optionIn(rest, client.hostOptions);
  const port = client && optionIn(rest, client.portOptions)?.value;
  return [
    ...(client && host
      ? [{ ...host, host: host.value, port: port === undefined ? client.port : Number(port), variable: undefined }]
      : []),
    ...rest.flatMap(({ value, at }) => inText("", value?.replace(/^--?[\w-]+=/, ""), at)),
    ...assignments.flatMap(({ name, value, at }) => (ownAddress.test(name) ? [] : inText(name, value, at))),
  ];
}

function inText(name: string, value: string | undefined, at: Place): readonly JobAddress[] {
  if (value === undefined) return [];
  return addressesIn(new Map([[name, { state: "known", value, at, entry: at }]])).map(({ host, port }) => ({
    host,
    port,
    at,
    variable: undefined,
  }));
}

/** `-h HOST`, `-hHOST`, `--host HOST`, `--host=HOST` */
function optionIn(
  words: readonly Word[],
  options: readonly string[],
): { readonly at: Place; readonly value: string } | undefined {
  for (const [index, { value: written = "", at }] of words.entries()) {
    const next = options.includes(written) ? words[index + 1] : undefined;
    if (next?.value !== undefined) return { at: next.at, value: next.value };
    const option = options.find((one) => written !== one && written.startsWith(one.startsWith("--") ? `${one}=` : one));
    if (option !== undefined) return { at, value: written.slice(option.length).replace(/^=/, "") };
  }
  return undefined;
}
