import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";
import { addressOf } from "../vscode-host/address.ts";
import type { Page as Target } from "../vscode-host/address.ts";
import { browserFlags, obtainBrowser } from "../vscode-host/browser.ts";
import { installHost } from "../vscode-host/install.ts";
import { startServer } from "../vscode-host/server.ts";
import { temporaryFolder } from "../vscode-host/temporaryFolder.ts";

/** Pictures show the code and what Bulkhead says of it, in letters that stay readable when a README scales them down. */
const settings = {
  "workbench.colorTheme": "Default Light Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.sideBar.location": "right",
  "breadcrumbs.enabled": false,
  "editor.fontSize": 16,
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  // It comes and goes by itself.
  "editor.scrollbar.vertical": "hidden",
  "editor.stickyScroll.enabled": false,
  "editor.hover.delay": 100,
  "editor.renderLineHighlight": "none",
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "window.commandCenter": false,
};

/** In points. A hover gets a quarter of the editor's height, so that the window is far higher than the pictures. */
const size = { width: 1000, height: 2000 };

/** Opens a light editor, lets `take` look at it, and closes it. */
export async function withEditor(target: Target, take: (page: Page) => Promise<void>): Promise<void> {
  const [host, browser] = [await installHost(console.log), await obtainBrowser(console.log)];
  const userData = temporaryFolder();
  await mkdir(join(userData, "User"));
  await writeFile(join(userData, "User", "settings.json"), JSON.stringify(settings));
  const server = await startServer(host, { userData, trusted: true });
  const chrome = await chromium.launch({ executablePath: browser, args: browserFlags });
  try {
    const page = await chrome.newPage({ viewport: size, deviceScaleFactor: 1.5 });
    // The loader of these scripts names inner functions with a helper that a page does not have.
    await page.addInitScript("globalThis.__name = (named) => named;");
    await page.goto(addressOf(server, target));
    await take(page);
  } finally {
    await chrome.close();
  }
}
