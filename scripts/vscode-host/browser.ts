import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./processes.ts";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** Flags that let Chromium run without a screen, as root, and without calling anyone. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A Chromium that is there, or the one that Debian has, installed when this is Debian and root asks. */
export async function obtainBrowser(progress: (line: string) => void): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    progress("Installing Chromium with apt-get …");
    const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    const packages = ["chromium", "fonts-dejavu-core"];
    await runQuietly(["apt-get", "update"], progress, options);
    await runQuietly(["apt-get", "install", "-y", "--no-install-recommends", ...packages], progress, options);
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error("No browser found: install Chromium or Chrome, or name one in BULKHEAD_BROWSER.");
}

function findBrowser(): string | undefined {
  const named = process.env["BULKHEAD_BROWSER"];
  if (named !== undefined) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find((path) => existsSync(path));
}
