/** Software that fills `/dev/shm` beyond the engine's default of 64 MiB. */
export interface SharedMemoryUse {
  /** For messages: `Chrome`. */
  readonly title: string;
  /** On the repository's name. */
  readonly repositories: RegExp;
  /** What the makers ask for. */
  readonly size: string;
  readonly source: string;
}

/** Checked on 2026-11-29. */
export const sharedMemoryUses: readonly SharedMemoryUse[] = [
  {
    title: "The browser",
    repositories: /^(?:selenium|seleniarm)\/(?:standalone|node)-(?:all-browsers|chrome|chromium|edge|firefox)$/,
    size: "2g",
    source: "https://github.com/SeleniumHQ/docker-selenium#--shm-size2g",
  },
  {
    title: "The browser",
    repositories: /^(?:ghcr\.io\/browserless\/(?:chrome|chromium|multi)|browserless\/chrome)$/,
    size: "1g",
    source: "https://docs.browserless.io/enterprise/docker/config",
  },
  {
    title: "The browser",
    repositories: /^(?:(?:lscr\.io|ghcr\.io)\/)?linuxserver\/(?:chromium|firefox|webtop|brave|msedge)$/,
    size: "1g",
    source: "https://docs.linuxserver.io/images/docker-chromium/",
  },
  {
    title: "PyTorch's data loader",
    repositories: /^(?:pytorch\/pytorch|nvcr\.io\/nvidia\/pytorch)$/,
    size: "8g",
    source: "https://github.com/pytorch/pytorch#using-pre-built-images",
  },
];
