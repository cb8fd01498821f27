import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding } from "../../server/src/engine/index.ts";
import { checkFiles } from "../../server/src/cli/checkFiles.ts";
import { countedOnce } from "../../server/src/cli/countOnce.ts";
import { discover } from "../../server/src/cli/discover.ts";
import { createWorkspace, pathOf } from "../../server/src/cli/workspace.ts";
import type { Case } from "./case.ts";

/** Findings by the path of their file. */
export type Found = ReadonlyMap<string, readonly Finding[]>;

export interface Project {
  readonly found: Found;
  /** The path of a URI below the project. */
  readonly display: (uri: string) => string;
}

/** Writes the project of a case to a temporary folder and checks it as the command line does. */
export async function analyze({ id, files, entry }: Case): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-case-"));
  try {
    // The project ends at its own folder.
    mkdirSync(join(folder, ".git"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      // A case gives no permissions; scripts are meant to be executable.
      writeFileSync(join(folder, path), text, { mode: path.endsWith(".sh") || text.startsWith("#!") ? 0o755 : 0o644 });
    }
    const workspace = createWorkspace(folder);
    const discovered = discover(entry ?? ["."], folder);
    const results = countedOnce(await checkFiles(discovered, workspace, []));
    const crash = results.errors.find(({ message }) => message.startsWith("Internal error"));
    if (crash) throw new Error(`${id}: ${crash.path}: ${crash.message}`);
    return {
      found: new Map(results.files.map(({ path, findings }) => [path, findings])),
      display: (uri) => workspace.display(pathOf(uri)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
