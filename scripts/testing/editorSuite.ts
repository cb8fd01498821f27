import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { options, root } from "../bundles.ts";
import { extensionArchive } from "../packaging/archives.ts";
import type { Executable } from "../vscode-host/executable.ts";

/** The suites that run inside a real editor, by the name of their file in test/vscode/suites. */
export const editorSuites = ["node", "web", "restricted", "installed"] as const;

export type EditorSuite = (typeof editorSuites)[number];

/** The exit code of a suite that found no editor to run in. */
export const noEditor = 3;

/** Runs one suite in this editor with a profile and a folder of its own; rejects when a test fails. */
export async function runEditorSuite(suite: EditorSuite, executable: Executable): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "bulkhead-"));
  try {
    const tests = await bundleSuite(suite);
    const profile = await makeProfile(scratch);
    const folder = join(scratch, "workspace");
    await cp(join(root, "test/vscode/workspace"), folder, { recursive: true });
    if (suite === "installed") install(executable, profile, extensionArchive());
    const extension = suite === "installed" ? join(root, "test/vscode/driver") : root;
    const launchArgs = [folder, ...profile, ...(suite === "web" ? ["--extensionDevelopmentKind=web"] : [])];
    if (suite === "restricted") await runUntrusted(executable, [...launchArgs, ...testFlags(extension, tests)]);
    else {
      await runTests({
        vscodeExecutablePath: executable.path,
        extensionDevelopmentPath: extension,
        extensionTestsPath: tests,
        launchArgs,
      });
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Compiles the suite for the extension host that it runs in; both hosts load CommonJS. */
async function bundleSuite(suite: EditorSuite): Promise<string> {
  const out = join(root, ".build", "editor-suites", `${suite}.cjs`);
  const entry = `test/vscode/suites/${suite}.ts`;
  const host = suite === "web" ? "browser" : "node";
  const base = options({ entry, out, host, format: "cjs", external: ["vscode"] });
  // Mocha's browser build would otherwise put itself in the place of what the suite exports.
  const define = { ...base.define, module: "undefined", exports: "undefined" };
  await build({ ...base, define, sourcemap: "inline" });
  return out;
}

/** A fresh profile, as flags: nothing of the person's own settings and extensions takes part. */
async function makeProfile(scratch: string): Promise<readonly string[]> {
  const userData = join(scratch, "profile");
  const settings = join(userData, "User", "settings.json");
  await mkdir(dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify({ "security.workspace.trust.startupPrompt": "never" }));
  return [`--user-data-dir=${userData}`, `--extensions-dir=${join(scratch, "extensions")}`];
}

function testFlags(extension: string, tests: string): readonly string[] {
  return [`--extensionDevelopmentPath=${extension}`, `--extensionTestsPath=${tests}`];
}

function install(executable: Executable, profile: readonly string[], vsix: string): void {
  const [command = "", ...first] =
    executable.kind === "server" ? [executable.path] : resolveCliArgsFromVSCodeExecutablePath(executable.path);
  const args = [...first, ...profile, `--install-extension=${vsix}`];
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`The package could not be installed: exit code ${String(status)}.`);
}

/** `runTests` always switches workspace trust off; here it stays on, and the folder is not trusted. */
async function runUntrusted(executable: Executable, args: readonly string[]): Promise<void> {
  const quiet = ["--no-sandbox", "--disable-gpu-sandbox", "--disable-updates", "--skip-welcome"];
  const child = spawn(executable.path, [...args, ...quiet], { stdio: ["ignore", "inherit", "inherit"] });
  const end = (): void => void child.kill("SIGINT");
  process.once("SIGINT", end);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  process.removeListener("SIGINT", end);
  if (code !== 0) throw new Error(`The editor ended with exit code ${String(code)}.`);
}
