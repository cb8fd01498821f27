import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { root } from "../bundles.ts";

/** What an archive may weigh at most, in bytes. */
const sizeLimit = 1_500_000;

/** The file that holds the extension, whether it has been made or not. */
export function extensionArchive(): string {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, string>;
  return join(root, `${name ?? ""}-${version ?? ""}.vsix`);
}

/** Makes the archive that the editor installs. */
export async function packExtension(): Promise<string> {
  const archive = extensionArchive();
  await createVSIX({ cwd: root, packagePath: archive, dependencies: false, allowMissingRepository: true });
  return archive;
}

/** Makes the archive that npm installs: the language server and the command line. */
export function packServer(): string {
  const args = ["pack", "--json", "--workspace", "server", "--pack-destination", root];
  const output = execFileSync("npm", args, {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [packed] = JSON.parse(output) as { filename: string }[];
  if (packed === undefined) throw new Error("npm packed nothing.");
  return join(root, packed.filename);
}

/** The size of an archive in bytes; throws when it is over the limit. */
export function checkedSize(archive: string): number {
  const { size } = statSync(archive);
  if (size > sizeLimit) throw new Error(`${archive} has ${size} bytes; ${sizeLimit} are allowed.`);
  return size;
}
