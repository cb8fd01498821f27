import { closest, dataDate } from "../engine/index.ts";
import { version } from "../version.ts";
import { Failure, UsageError, type Command } from "./command.ts";
import { baseline } from "./commands/baseline.ts";
import { check } from "./commands/check.ts";
import { config } from "./commands/config.ts";
import { debug } from "./commands/debug.ts";
import { explain } from "./commands/explain.ts";
import { init } from "./commands/init.ts";
import { exitCode } from "./exitCode.ts";
import type { Io } from "./io.ts";

const commands: readonly Command[] = [check, baseline, explain, config, init, debug];
const names = commands.map(({ name }) => name);

/** Runs one command; resolves to the exit code and never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === "--version" || name === "-v") return print(io, `bulkhead ${version} (data of ${dataDate})\n`);
  if (name === "--help" || name === "-h") return print(io, help());
  if (name === "help") return main(rest.length === 0 ? ["--help"] : [...rest.slice(0, 1), "--help"], io);

  const command = commands.find((one) => one.name === name);
  if (!command) {
    io.stderr.write(name === undefined ? help() : `Unknown command "${name}".${guess(name, names)}\n\n${help()}`);
    return exitCode.failed;
  }
  if (rest.includes("--help") || rest.includes("-h")) return print(io, `${command.usage}\n`);
  return run(command, rest, io);
}

async function run(command: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(argv, io);
  } catch (error) {
    const misuse = misuseOf(error, command);
    if (error instanceof Failure) io.stderr.write(`${error.message}\n`);
    else if (misuse !== undefined) io.stderr.write(`${misuse}\n\n${shortUsage(command)}\n`);
    else
      io.stderr.write(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCode.failed;
  }
}

/** The whole usage of a command would push the message above it out of sight. */
function shortUsage({ name, usage }: Command): string {
  const [synopsis = "", ...more] = usage.split("\n");
  return more.length === 0 ? synopsis : `${synopsis}\nRun "bulkhead ${name} --help" for details.`;
}

/** Returns what is wrong with the arguments, because the messages of `node:util` are long and technical. */
function misuseOf(error: unknown, { usage }: Command): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const option = /'(-[^' ]*)/.exec(error.message)?.[1];
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    return `Unknown option "${option ?? ""}".${guess(option ?? "", usage.match(/--[a-z][a-z-]*/g) ?? [])}`;
  }
  if (error.code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return undefined;
  return error.message.includes("does not take an argument")
    ? `${option ?? "The option"} takes no value.`
    : `${option ?? "The option"} needs a value.`;
}

function guess(given: string, possible: readonly string[]): string {
  const meant = closest(given, new Set(possible));
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return exitCode.clean;
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "Bulkhead checks whether containers and virtual machines isolate their workloads properly.",
    "",
    "Usage: bulkhead <command> [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "  --version, --help: `bulkhead <command> --help` for the options of one command",
    "",
  ].join("\n");
}
