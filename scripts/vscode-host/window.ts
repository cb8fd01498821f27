import { format } from "node:util";
import { chromium } from "playwright-core";
import { browserFlags } from "./browser.ts";

export interface TestWindow {
  readonly browser: string;
  readonly address: string;
  /** Called whenever the page, or the suite in it, shows that it is alive. */
  readonly onSign: () => void;
}

/** The server runs without native modules, marketplace, accounts and service worker, and says so at length. */
const knownNoise = new RegExp(
  [
    "spdlog|native-watchdog|Service Worker|open-vsx|Canceled: Canceled",
    "^(?:Resolv(?:ing|ed) connection|Creating a socket|Updating additional|\\[(?:reconnection|AgentHost|AccountPolicy))",
  ].join("|"),
);

/**
 * Opens the address, prints what the suite prints, and resolves to the exit code that the suite ends with.
 * What the editor itself warns about is noise while all goes well, so it is shown only when the suite fails.
 */
export async function runInWindow({ browser, address, onSign }: TestWindow): Promise<number> {
  const chrome = await chromium.launch({ executablePath: browser, args: browserFlags, headless: true });
  const page = await chrome.newPage({ viewport: { width: 1200, height: 700 } });
  const warnings: string[] = [];
  const exit = new Promise<number>((resolve, reject) => {
    void page.exposeFunction("codeAutomationExit", resolve);
    void page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
      onSign();
      const text = format(...args);
      if (knownNoise.test(text)) return;
      if (type === "info" || type === "log") console.log(text);
      else warnings.push(`[${type}] ${text}`);
    });
    page.on("console", onSign);
    page.on("crash", () => reject(new Error("The editor's page crashed.")));
    chrome.on("disconnected", () => reject(new Error("Chromium ended before the suite did.")));
  });
  try {
    await page.goto(address);
    const code = await exit;
    if (code !== 0) console.error(warnings.join("\n"));
    return code;
  } finally {
    await chrome.close();
  }
}
