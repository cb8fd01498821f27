/** Packages of browsers, by their names in the distributions. Browsers start many processes and leave orphans. */
export const browserPackages: ReadonlySet<string> = new Set([
  "chromium",
  "chromium-browser",
  "chromium-headless-shell",
  "google-chrome-stable",
  "google-chrome-beta",
  "firefox",
  "firefox-esr",
]);

/** Images with a browser and without an init of their own. https://pptr.dev/guides/docker asks for `--init`. */
export const browserImages =
  /^(?:ghcr\.io\/puppeteer\/puppeteer|mcr\.microsoft\.com\/playwright(?:\/python|\/java|\/dotnet)?)$/;
