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

  await page.locator(".view-line", { hasText: "privileged: true" }).locator("span > span").first().hover();
  await page.locator(".monaco-hover", { hasText: "Bulkhead" }).first().waitFor();
  await save(page, "hover");

  await page.mouse.move(10, 10);
  await page.locator(".view-line", { hasText: "cap_add" }).locator("span > span").first().click();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .action").first().waitFor();
  await save(page, "quick-fix");

  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "NET_ADMIN" }).waitFor({ state: "detached" });
  await save(page, "fixed");
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, "images", `${name}.png`), animations: "disabled", caret: "hide" });
  console.log(`images/${name}.png`);
}
