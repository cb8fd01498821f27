import type { Repository } from "../repository.ts";

const source = "https://github.com/bitnami/containers";

/**
 * Since September 2025 `bitnami/` has the tag `latest` alone, of images on Photon; older ones, with versions, are based on
 * minideb, which is Debian, and moved to `bitnamilegacy/`. https://github.com/bitnami/containers#readme
 */
export const bitnamiImages: readonly Repository[] = [
  {
    name: "bitnami/*",
    base: "debian",
    words: "r\\d+",
    wordBases: { latest: "photon" },
    makes: { photon: "varied" },
    user: "1001",
    source,
  },
  { name: "bitnamilegacy/*", base: "debian", words: "r\\d+ latest", user: "1001", source },
];
