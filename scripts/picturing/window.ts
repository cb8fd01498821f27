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
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.hover.delay": 100,
  "editor.renderLineHighlight": "none",
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "window.commandCenter": false,
};

/** Opens a light editor of 1200 by 700 points, lets `take` look at it, and closes it. */
export async function withEditor(target: Target, take: (page: Page) => Promise<void>): Promise<void> {
  const [host, browser] = [await installHost(console.log), await obtainBrowser(console.log)];
  const userData = temporaryFolder();
  await mkdir(join(userData, "User"));
  await writeFile(join(userData, "User", "settings.json"), JSON.stringify(settings));
  const server = await startServer(host, { userData, trusted: true });
  const chrome = await chromium.launch({ executablePath: browser, args: browserFlags });
  try {
    const page = await chrome.newPage({ viewport: { width: 1200, height: 700 }, deviceScaleFactor: 1.5 });
    await page.goto(addressOf(server, target));
    await take(page);
  } finally {
    await chrome.close();
  }
}
