import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../bundles.ts";

/** A service that takes every privilege, and then asks for one of them again: advice, its explanation, and its fix. */
export async function takePictures(page: Page): Promise<void> {
  await page.locator(".view-lines").first().click();
  // The side bar would take the room of the hover; the service is at the end of the file.
  await page.keyboard.press("Control+B");
  await page.keyboard.press("Control+End");
  await page.locator(".squiggly-warning, .squiggly-error").first().waitFor();

  await word(page, "privileged").click();
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await page.locator(".monaco-hover", { hasText: "Bulkhead" }).first().waitFor();
  await save(page, "hover");

  await page.keyboard.press("Escape");
  await word(page, "privileged").click();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .action").first().waitFor();
  await save(page, "quick-fix");

  const before = await page.evaluate(tabBadge);
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "privileged: true" }).waitFor({ state: "detached" });
  await page.waitForFunction(`(${tabBadge.toString()})() !== ${JSON.stringify(before)}`);
  await save(page, "fixed");
}

/** The number of findings on the tab, which follows a moment after the squiggles. Runs in the page. */
function tabBadge(): string {
  const label = document.querySelector(".tab.active .monaco-icon-label");
  return label ? getComputedStyle(label, "::after").content : "";
}

function word(page: Page, text: string) {
  return page.locator(".view-line span > span", { hasText: text }).first();
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, "images", `${name}.png`), animations: "disabled", caret: "hide" });
  console.log(`images/${name}.png`);
}
