import { fileURLToPath } from "node:url";
import { obtainBrowser } from "./browser.ts";
import { downloadDesktop } from "./desktop.ts";
import { installHost } from "./install.ts";

/** Opens VS Code: the desktop build's executable, or the launcher that replaces it. */
export interface Executable {
  readonly kind: "desktop" | "server";
  readonly path: string;
}

/** The downloaded desktop build, or the launcher of this folder where there is none. */
export async function obtainExecutable(progress: (line: string) => void): Promise<Executable> {
  const desktop = await downloadDesktop(progress);
  if (desktop !== undefined) return { kind: "desktop", path: desktop };
  await installHost(progress);
  await obtainBrowser(progress);
  return { kind: "server", path: fileURLToPath(new URL("code.js", import.meta.url)) };
}
