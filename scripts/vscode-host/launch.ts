import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf } from "./address.ts";
import { readRequest } from "./arguments.ts";
import type { Request } from "./arguments.ts";
import { obtainBrowser } from "./browser.ts";
import { installHost } from "./install.ts";
import { endAll, endTogether } from "./processes.ts";
import { installExtension, startServer } from "./server.ts";
import type { ServerOptions } from "./server.ts";
import { temporaryFolder } from "./temporaryFolder.ts";
import { runInWindow } from "./window.ts";

/** The exit code of `timeout`, for a window that has shown no sign of life for this long. */
const silence = { exitCode: 124, milliseconds: 180_000 };

/** Does what the desktop build's executable would do with these arguments; resolves to its exit code. */
export async function launch(args: readonly string[]): Promise<number> {
  endTogether();
  const request = readRequest(args);
  const userData = request.userData ?? temporaryFolder();
  const watchdog = setTimeout(() => {
    console.error(`No sign of life for ${silence.milliseconds / 1000} s: giving up.`);
    process.exit(silence.exitCode);
  }, silence.milliseconds);
  const onSign = (): void => void watchdog.refresh();
  const webExtension = request.web ? extensionId(request.extension) : undefined;
  const code = await run(request, { ...request, userData, webExtension, onOutput: onSign }, onSign);
  clearTimeout(watchdog);
  await endAll();
  return code;
}

async function run(request: Request, options: ServerOptions, onSign: () => void): Promise<number> {
  const progress = (line: string): void => {
    onSign();
    console.log(line);
  };
  const host = await installHost(progress);
  if (request.install !== undefined) {
    await installExtension(host, request.install, options);
    return 0;
  }
  const browser = await obtainBrowser(progress);
  const server = await startServer(host, options);
  return runInWindow({ browser, address: addressOf(server, request), onSign });
}

/**
 * The `publisher.name` of the extension under development. The desktop build needs only the kind; the page of the
 * server knows the key `extensionDevelopmentKind` but never looks at it, so a setting has to name the extension.
 */
function extensionId(folder = "."): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    publisher: string;
    name: string;
  };
  return `${manifest.publisher}.${manifest.name}`;
}
