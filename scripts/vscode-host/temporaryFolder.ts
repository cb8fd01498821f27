import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder that is deleted as this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
