import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isRunning, runQuietly } from "./processes.ts";
import { nodePackageName, nodeVersion, serverPackage } from "./versions.ts";

/** An installed VS Code Server: the Node binary that runs it, and its entry script. */
export interface Host {
  readonly node: string;
  readonly server: string;
}

/** Where hosts are kept between runs; outside the project, so `npm ci` never deletes it. */
export function cacheFolder(): string {
  return process.env["BULKHEAD_HOST_CACHE"] ?? join(homedir(), ".cache", "bulkhead-vscode");
}

/**
 * Installs the host unless the cache has it.
 * A host is put together in a folder of its own and then renamed into place in one step,
 * so a broken install is never used and concurrent installs do not interfere.
 */
export async function installHost(progress: (line: string) => void): Promise<Host> {
  const cache = cacheFolder();
  const home = join(cache, `${serverPackage.name}-${serverPackage.version}-node-${nodeVersion}`);
  await removeAbandoned(cache);
  if (existsSync(home)) return hostIn(home);
  const stage = join(cache, `installing-${process.pid}`);
  await mkdir(stage, { recursive: true });
  try {
    await fill(stage, progress);
    await rename(stage, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  return hostIn(home);
}

function hostIn(home: string): Host {
  const binary = process.platform === "win32" ? "node.exe" : "node";
  return {
    node: join(home, "node_modules", nodePackageName(), "bin", binary),
    server: join(home, "node_modules", serverPackage.name, "lib", "vscode", "out", "server-main.js"),
  };
}

async function fill(stage: string, progress: (line: string) => void): Promise<void> {
  progress(`Installing the VS Code Server (${serverPackage.name} ${serverPackage.version}, about 600 MB, once) …`);
  await writeFile(join(stage, "package.json"), JSON.stringify({ private: true }));
  const packages = [`${serverPackage.name}@${serverPackage.version}`, `${nodePackageName()}@${nodeVersion}`];
  await npm(stage, ["install", "--ignore-scripts", "--no-save", ...packages], progress);
  progress("Installing what the server itself depends on …");
  const server = join(stage, "node_modules", serverPackage.name, "lib", "vscode");
  await npm(server, ["install", "--omit=dev", "--ignore-scripts"], progress);
}

async function npm(folder: string, args: readonly string[], progress: (line: string) => void): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await runQuietly(["npm", ...args, ...quiet], progress, { cwd: folder, shell: process.platform === "win32" });
}

/** Removes leftovers of interrupted installs unless another process is removing or writing them. */
async function removeAbandoned(cache: string): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  for (const name of names) {
    const pid = Number(/^installing-(\d+)$/.exec(name)?.[1]);
    if (pid && !isRunning(pid)) await rm(join(cache, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
