import { join } from "node:path";
import { errors, type Page } from "playwright-core";
import { root } from "../bundles.ts";
import { isAtTop, isLineShown, isOpen } from "./visible.ts";

/** The part of the window that is kept: so many lines below the tab. In points. */
const pictureOf = (lines: number) => ({ x: 0, y: 0, width: 1000, height: 38 + 22 * lines });

/** Height of the window that leaves room for menus below the cursor. */
const high = pictureOf(25);
const low = pictureOf(20);

/** How long the editor has to show what a picture is of, in milliseconds: machines are busy. */
const patience = 60_000;

/** Code above the cursor, and the hint after it: nothing that opens below may hide it. */
const service = ["services:", "vpn:", "image: kylemanna/openvpn:2.4", "cap_add:", "- NET_ADMIN"];
const privileged = "privileged: true";
const behind = ["web:", "db:", "image: postgres:17debian 13 · glibc · apt · until 2030-06"];

/** A service that takes every privilege after it asked for one of them: advice, its explanation, and its fix. */
export async function takePictures(page: Page): Promise<void> {
  await page.locator(".view-lines").first().waitFor();
  await show(page, low, [...service, privileged, ...behind]);
  await page.waitForFunction(tabBadge, undefined, { timeout: patience });
  await goTo(page, 7, 9);
  await page.locator(".lightBulbWidget").first().waitFor({ timeout: patience });

  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  await show(page, high, [...service, privileged], { opened: ".monaco-hover:not(.hidden)", text: "Bulkhead" });
  await save(page, "hover", high);
  await close(page, ".monaco-hover:not(.hidden)");

  await page.keyboard.press("Control+.");
  await show(page, low, [...service, privileged], { opened: ".action-widget", text: 'Remove "privileged: true"' });
  await save(page, "quick-fix", low);

  const before = await page.evaluate(tabBadge);
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: privileged }).waitFor({ state: "detached", timeout: patience });
  await page.waitForFunction(`(${tabBadge.toString()})() !== ${JSON.stringify(before)}`, undefined, {
    timeout: patience,
  });
  await show(page, low, [...service, ...behind]);
  await save(page, "fixed", low);
}

/** By the keyboard: a click would scroll what is covered or cut off into sight, past what the editor knows of. */
async function goTo(page: Page, line: number, column: number): Promise<void> {
  // The side bar would take the room of the hover.
  await page.keyboard.press("Control+B");
  await page.keyboard.press("Control+G");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor({ timeout: patience });
  await page.keyboard.type(`${line}:${column}`);
  await close(page, ".quick-input-widget:visible", "Enter");
}

async function close(page: Page, widget: string, key = "Escape"): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(widget).first().waitFor({ state: "hidden", timeout: patience });
}

type Picture = ReturnType<typeof pictureOf>;

interface Opened {
  readonly opened: string;
  readonly text: string;
}

/** Waits until these lines, and what is opened, are in the picture as a whole; throws when they do not get there. */
async function show(page: Page, picture: Picture, lines: readonly string[], widget?: Opened): Promise<void> {
  const timeout = patience;
  for (const text of lines) {
    await page
      .waitForFunction(isLineShown, { selector: ".view-line", text, picture }, { timeout })
      .catch(failing(page, `The line "${text}" is not visible.`));
  }
  if (widget) {
    const { opened: selector, text } = widget;
    await page
      .waitForFunction(isOpen, { selector, text, picture }, { timeout })
      .catch(failing(page, `What should open with "${text}" is not visible as a whole.`));
  }
  await page.waitForFunction(isAtTop, undefined, { timeout }).catch(failing(page, "The editor is scrolled."));
}

/** Says what is wrong, and keeps what the window looked like. */
function failing(page: Page, message: string): (error: unknown) => Promise<never> {
  return async (error) => {
    const path = join(root, ".build", "window.png");
    await page.screenshot({ path });
    throw error instanceof errors.TimeoutError ? new Error(`${message} The window: ${path}`) : error;
  };
}

/** The number of findings on the tab, which follows a moment after the squiggles. Runs in the page. */
function tabBadge(): string | undefined {
  const label = document.querySelector(".tab.active .monaco-icon-label");
  const badge = label ? getComputedStyle(label, "::after").content : "none";
  return /\d/.test(badge) ? badge : undefined;
}

async function save(page: Page, name: string, clip: Picture): Promise<void> {
  const path = join(root, "images", `${name}.png`);
  await page.screenshot({ path, clip, animations: "disabled", caret: "hide" });
  console.log(`images/${name}.png`);
}
