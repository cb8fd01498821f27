import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { root } from "../bundles.ts";

/** Maximum size of an archive, in bytes. */
const sizeLimit = 2_000_000;

/** The file that holds the extension, whether it has been made or not. */
export function extensionArchive(): string {
  const { name, version } = readManifest() as { name: string; version: string };
  return join(root, `${name}-${version}.vsix`);
}

/** Makes the archive that the editor installs. */
export async function packExtension(): Promise<string> {
  const archive = extensionArchive();
  await checkContents();
  await createVSIX({
    cwd: root,
    packagePath: archive,
    dependencies: false,
  });
  return archive;
}

/** Throws when a file that the manifest names would be left out. */
async function checkContents(): Promise<void> {
  const files = new Set(await listFiles({ cwd: root, packageManager: PackageManager.None }));
  const missing = filesNamedIn(readManifest()).filter((file) => !files.has(file));
  if (missing.length > 0) throw new Error(`The package lacks files that its manifest names: ${missing.join(", ")}.`);
}

/** Every relative path in a manifest: these begin with `./` by convention. */
function filesNamedIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.startsWith("./") ? [value.slice(2)] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(filesNamedIn) : [];
}

function readManifest(): unknown {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
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
