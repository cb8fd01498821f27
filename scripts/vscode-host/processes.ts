import { spawn } from "node:child_process";
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { setTimeout } from "node:timers/promises";

const running = new Set<ChildProcess>();

/** Starts a process with a group of its own, so that it can be ended together with everything it starts. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** How long processes that were killed may take to be gone, in milliseconds: they wait for what they read and write. */
const longestDeath = 5_000;

/** Ends what `start` started and waits for it: a running process would write into folders that are removed. */
export async function endAll(): Promise<void> {
  const ending = [...running].flatMap(({ pid }) => pid ?? []);
  killAll();
  const deadline = Date.now() + longestDeath;
  while (ending.some(isGroupRunning) && Date.now() < deadline) await setTimeout(20);
}

/** However this process ends short of being killed outright, what it started ends before it. */
export function endTogether(): void {
  process.once("exit", killAll);
  for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    // A process receives Ctrl-C twice: from the terminal and from its parent.
    process.on(signal, () => void endAll().then(() => process.exit(exitCode)));
  }
}

/** Whether there is a process with this number, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Runs a program to its end and says every ten seconds that it still runs.
 * What it prints is the message of the error that a failure becomes.
 */
export async function runQuietly(
  [command, ...args]: readonly [string, ...string[]],
  progress: (line: string) => void,
  options: SpawnOptions = {},
): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout?.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (output += data.toString()));
  const started = Date.now();
  const timer = setInterval(() => progress(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed (exit ${String(code)}):\n${output.trim()}`);
}

function isGroupRunning(pid: number): boolean {
  return isRunning(process.platform === "win32" ? pid : -pid);
}

function killAll(): void {
  for (const child of running) kill(child);
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself in the meantime.
  }
}
