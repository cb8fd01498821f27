import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";
import { cacheFolder } from "./install.ts";

/**
 * The executable of a downloaded desktop build; undefined where the download fails or no window can open.
 * `BULKHEAD_VSCODE` decides by itself: `server` for undefined, or the path of a desktop executable.
 */
export async function downloadDesktop(progress: (line: string) => void): Promise<string | undefined> {
  const asked = process.env["BULKHEAD_VSCODE"];
  if (asked !== undefined) return asked === "server" ? undefined : asked;
  if (!hasScreen()) {
    progress("No screen for desktop VS Code here: taking the VS Code Server.");
    return undefined;
  }
  progress("Fetching desktop VS Code …");
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), "desktop"), reporter: new SilentReporter() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    progress(`Desktop VS Code cannot be fetched (${reason}): taking the VS Code Server.`);
    return undefined;
  }
}

/** Where the executable is, seen from the `code` command that is on the PATH. */
const besideCommand: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "../code",
  darwin: "../../../MacOS/Electron",
  win32: "..\\Code.exe",
};

/**
 * Returns the executable that the `code` command on the PATH starts.
 * The command itself would return immediately and leave a window that this process cannot close.
 */
export function installedDesktop(): string | undefined {
  if (process.env["BULKHEAD_VSCODE"] !== undefined || !hasScreen()) return undefined;
  const command = process.platform === "win32" ? "code.cmd" : "code";
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, command))
    .filter((path) => existsSync(path))
    .map((path) => join(dirname(realpathSync(path)), besideCommand[process.platform] ?? "../code"))
    .find((path) => existsSync(path));
}

/** Whether a desktop window can open: always but on a Linux without a display. */
function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== "linux" || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}
