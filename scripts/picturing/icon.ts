import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "../bundles.ts";
import { browserFlags, obtainBrowser } from "../vscode-host/browser.ts";

/** Draws images/icon.png, which the marketplace wants as a bitmap, from images/icon.svg. */
export async function drawIcon(): Promise<void> {
  const drawing = await readFile(join(root, "images/icon.svg"), "utf8");
  const chrome = await chromium.launch({ executablePath: await obtainBrowser(console.log), args: browserFlags });
  const page = await chrome.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<body style="margin: 0">${drawing}`);
  await page.screenshot({ path: join(root, "images/icon.png"), omitBackground: true });
  await chrome.close();
}
