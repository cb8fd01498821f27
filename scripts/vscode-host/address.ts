import type { Server } from "./server.ts";

/** Files and folders that the page opens; absolute paths. */
export interface Page {
  readonly folder?: string | undefined;
  readonly extension?: string | undefined;
  readonly tests?: string | undefined;
  readonly openFile?: string | undefined;
}

/**
 * The address that opens the folder with the extension under development.
 * The host is written as 127.0.0.1 everywhere: to the page, `localhost` would be another machine.
 */
export function addressOf(server: Server, page: Page): string {
  const authority = `127.0.0.1:${server.port}`;
  const remote = (path: string) => `vscode-remote://${authority}${encodeURI(urlPath(path))}`;
  const payload: [key: string, value: string][] = [["skipWelcome", "true"]];
  if (page.extension !== undefined) payload.push(["extensionDevelopmentPath", remote(page.extension)]);
  if (page.tests !== undefined) payload.push(["extensionTestsPath", remote(page.tests)]);
  if (page.openFile !== undefined) payload.push(["openFile", remote(page.openFile)]);
  const query = new URLSearchParams({ tkn: server.token, payload: JSON.stringify(payload) });
  if (page.folder !== undefined) query.set("folder", urlPath(page.folder));
  return `http://${authority}/?${query.toString()}`;
}

/** Returns a file path as a URI has it: `C:\work` becomes `/C:/work`. */
function urlPath(path: string): string {
  const slashed = path.replaceAll("\\", "/");
  return slashed.startsWith("/") ? slashed : `/${slashed}`;
}
