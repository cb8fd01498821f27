import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";
import type { Host } from "./install.ts";
import { start } from "./processes.ts";

/** A running VS Code Server. Only this machine reaches it, and only with the token. */
export interface Server {
  readonly port: number;
  readonly token: string;
  /** Resolves when the server has ended, by itself or because it was ended. */
  readonly ended: Promise<void>;
}

export interface ServerOptions {
  readonly userData: string;
  readonly installedExtensions?: string | undefined;
  readonly trusted: boolean;
  /** The extension that has to run in the web worker extension host, as its package.json names it. */
  readonly webExtension?: string | undefined;
  /** Called whenever the server prints something. */
  readonly onOutput?: () => void;
}

const quietSettings = {
  "workbench.startupEditor": "none",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  // A page saves automatically by default; the desktop build does not.
  "files.autoSave": "off",
};

/**
 * A module that ends the server when this process is gone, even if it was killed outright: its input closes then.
 * The server's children get it too and are left out; they watch their parent by themselves.
 */
const endWithParent = `data:text/javascript,${encodeURIComponent(
  'if (!process.send) process.stdin.resume().on("end", () => process.exit());',
)}`;

/** Starts the server on a free port and waits until it listens. */
export async function startServer(host: Host, options: ServerOptions): Promise<Server> {
  await writeSettings(options);
  const token = randomUUID();
  const child = start(host.node, [
    ...["--import", endWithParent],
    host.server,
    ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token],
    "--accept-server-license-terms",
    ...folderFlags(options),
    ...["--telemetry-level", "off"],
    // Without the driver the page ignores, silently, that an extension is under development.
    "--enable-smoke-test-driver",
  ]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let output = "";
    const listen = (data: Buffer): void => {
      output += data.toString();
      options.onOutput?.();
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match) resolve(Number(match[1]));
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`The VS Code Server ended (exit ${String(code)}):\n${output}`));
    });
  });
  return { port, token, ended };
}

/** Installs a .vsix for servers that are started with the same folders. */
export async function installExtension(host: Host, vsix: string, options: ServerOptions): Promise<void> {
  const child = start(host.node, [host.server, "--install-extension", vsix, ...folderFlags(options)]);
  let output = "";
  child.stdout?.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (output += data.toString()));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code !== 0) throw new Error(`${vsix} could not be installed (exit ${String(code)}):\n${output}`);
}

function folderFlags({ userData, installedExtensions }: ServerOptions): readonly string[] {
  const extensions = installedExtensions === undefined ? [] : ["--extensions-dir", installedExtensions];
  return ["--server-data-dir", userData, ...extensions];
}

/** Puts `User/settings.json`, where the desktop build looks, together with what keeps the window quiet. */
async function writeSettings({ userData, trusted, webExtension }: ServerOptions): Promise<void> {
  const given = await readFile(join(userData, "User", "settings.json"), "utf8").catch(() => "{}");
  const settings = {
    ...quietSettings,
    "security.workspace.trust.enabled": !trusted,
    ...(webExtension === undefined ? {} : { "remote.extensionKind": { [webExtension]: ["web"] } }),
    ...(JSON.parse(given) as Record<string, unknown>),
  };
  const file = join(userData, "data", "User", "settings.json");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}
