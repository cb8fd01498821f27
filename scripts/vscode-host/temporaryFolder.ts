import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "./processes.ts";

const name = "bulkhead-host-";

/** An empty folder that is deleted as this process ends, or else when the next one asks for a folder. */
export function temporaryFolder(): string {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${name}${process.pid}-`));
  process.once("exit", () => remove(folder));
  return folder;
}

/** Removes the folders of processes that were killed outright. */
function removeAbandoned(): void {
  for (const entry of readdirSync(tmpdir())) {
    const pid = entry.startsWith(name) ? Number.parseInt(entry.slice(name.length), 10) : NaN;
    if (pid && !isRunning(pid)) remove(join(tmpdir(), entry));
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // Another process still writes there: the next start removes it.
  }
}
