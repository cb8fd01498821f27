import { dataDate } from "../engine/index.ts";
import { version } from "../version.ts";
import { UsageError, type Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { config } from "./commands/config.ts";
import { debug } from "./commands/debug.ts";
import { explain } from "./commands/explain.ts";
import { init } from "./commands/init.ts";
import { exitCode } from "./exitCode.ts";
import type { Io } from "./io.ts";

const commands: readonly Command[] = [check, explain, config, init, debug];

/** Runs one command; resolves to the exit code and never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === "--version" || name === "-v") return say(io, `bulkhead ${version} (data of ${dataDate})\n`);
  if (name === "--help" || name === "-h" || name === "help") return say(io, help());

  const command = commands.find((one) => one.name === name);
  if (!command) {
    io.stderr.write(name === undefined ? help() : `There is no command "${name}".\n\n${help()}`);
    return exitCode.failed;
  }
  if (rest.includes("--help") || rest.includes("-h")) return say(io, `${command.usage}\n`);
  return run(command, rest, io);
}

async function run(command: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(argv, io);
  } catch (error) {
    if (isUsageError(error)) io.stderr.write(`${error.message}\n\n${command.usage}\n`);
    else
      io.stderr.write(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCode.failed;
  }
}

/** Ours, or one that `node:util` throws for an unknown option. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

function say(io: Io, text: string): number {
  io.stdout.write(text);
  return exitCode.clean;
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "Bulkhead advises where a container or a virtual machine is the right boundary.",
    "",
    "Usage: bulkhead <command> [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "  --version, --help; `bulkhead <command> --help` for one command",
    "",
  ].join("\n");
}
