import { programName, type SimpleCommand } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { lineOf } from "../scripts/container.ts";
import { copiedText } from "./daemonConfiguration.ts";
import { mainProcessOf } from "./mainProcess.ts";

/** A program that runs others as the main process of an image, with what its configuration says. */
export interface Supervisor {
  readonly command: SimpleCommand;
  /** For messages: `supervisord`. */
  readonly name: string;
  /** Names of the programs in the copied files that can be read. */
  readonly programs: readonly string[];
  /** The container ends when a program fails, or may do so. */
  readonly ends: boolean;
  /** All copied files that may be its configuration are read. */
  readonly isWhole: boolean;
}

interface SupervisorKind {
  readonly programs: readonly string[];
  /** A program in its configuration. */
  readonly entry?: RegExp;
  /** The only files that are its configuration. */
  readonly file?: RegExp;
  /** The path of a file that is a program by itself. */
  readonly path?: RegExp;
  /** The configuration that ends the container; `true` if it always ends. */
  readonly ends: RegExp | boolean;
  readonly source: string;
}

const kinds: readonly SupervisorKind[] = [
  {
    programs: ["supervisord"],
    entry: /^\[program:([^\]]+)\]/gm,
    ends: /^\[eventlistener:/m,
    source: "https://supervisord.org/configuration.html",
  },
  {
    programs: ["circusd"],
    entry: /^\[watcher:([^\]]+)\]/gm,
    ends: false,
    source: "https://circus.readthedocs.io/en/latest/configuration/",
  },
  {
    programs: ["monit"],
    entry: /\bcheck process (\S+)/gi,
    ends: false,
    source: "https://mmonit.com/monit/documentation/monit.html",
  },
  {
    programs: ["runsvdir", "runsvdir-start", "runit", "runit-init", "my_init"],
    path: /\/(?:sv|service)\/([^/]+)\/run$/,
    ends: false,
    source: "https://smarden.org/runit/runsvdir.8.html",
  },
  {
    programs: ["foreman", "honcho", "goreman", "overmind"],
    entry: /^([\w-]+):\s/gm,
    file: /Procfile/,
    ends: true,
    source: "https://honcho.readthedocs.io/en/latest/",
  },
];

/** Returns the supervisor that a stage's image runs as its process; undefined for any other process. */
export function supervisorOf(project: Project, stage: Stage): Supervisor | undefined {
  const command = mainProcessOf(project, stage)?.runs.at(-1);
  const name = command && programName(command);
  const kind = kinds.find(({ programs }) => name !== undefined && programs.includes(name));
  if (!kind || !command?.last || name === undefined || command.conditional) return undefined;
  const { entry, file, path, ends } = kind;
  const stages = lineOf(stage);
  const all = stages.flatMap((one) => one.copies.map((copy) => ({ copy, ...copiedText(project, one, copy) })));
  const texts = all.flatMap(({ copy: { sources }, texts: own }) =>
    file && !sources.some((source) => file.test(valueOf(source) ?? "")) ? [] : own,
  );
  const named = entry ? texts.flatMap((text) => Array.from(text.matchAll(entry), ([, one]) => one)) : [];
  const placed = all.map(({ copy }) => path?.exec(valueOf(copy.destination) ?? "")?.[1]);
  return {
    command,
    name,
    programs: [...new Set([...named, ...placed].filter((one) => one !== undefined))],
    ends: typeof ends === "boolean" ? ends : texts.some((text) => ends.test(text)),
    isWhole: all.every(({ isWhole }) => isWhole),
  };
}
