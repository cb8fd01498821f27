/** What a package manager leaves in a layer, and what keeps it out. */
export interface PackageCache {
  readonly id: "apt" | "apk" | "yum" | "dnf" | "zypper" | "pip" | "yarn";
  /** What is left, for a message. */
  readonly leaves: string;
  /** Actions that leave it. */
  readonly actions: readonly string[];
  /** An option of the call that leaves nothing. */
  readonly option?: { readonly text: string; readonly accepts: RegExp };
  /** Paths whose removal cleans. */
  readonly paths: RegExp;
  /** Arguments of the manager that clean. */
  readonly cleaning?: RegExp;
  /** Targets of cache and tmpfs mounts that keep it out of the layer. */
  readonly mounts: readonly RegExp[];
  /** A command that cleans, for a fix. */
  readonly cleanup?: string;
  readonly source: string;
}

export const packageCaches: readonly PackageCache[] = [
  {
    id: "apt",
    leaves: "its lists of packages",
    actions: ["update"],
    cleaning: /^(?:apt|apt-get)\b.*\bdist-?clean\b/,
    paths: /\/var\/lib\/apt(?:\/lists(?:\/|$|\/\*$)|\/?$|\/\*)/,
    mounts: [/^\/var\/lib\/apt(?:\/lists)?\/?$|^\/var\/lib\/?$|^\/var\/?$/],
    cleanup: "rm -rf /var/lib/apt/lists/*",
    source: "https://docs.docker.com/build/building/best-practices/#apt-get",
  },
  {
    id: "apk",
    leaves: "the index of packages",
    actions: ["add", "update", "upgrade"],
    option: { text: "--no-cache", accepts: /^--no-cache$|^--no-network$|^--cache-dir/ },
    paths: /\/var\/cache(?:\/apk)?(?:\/|$|\*)|\/etc\/apk\/cache/,
    mounts: [/\/var\/cache(?:\/apk)?\/?$/, /\/etc\/apk\/cache/],
    source: "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
  },
  {
    id: "yum",
    leaves: "metadata and packages",
    actions: ["install", "groupinstall", "localinstall", "reinstall", "update", "upgrade"],
    paths: /\/var\/cache(?:\/(?:yum|dnf))?(?:\/|$|\*)/,
    cleaning: /^(?:yum|dnf)\b.*\bclean\b.*\ball\b/,
    mounts: [/\/var\/cache(?:\/(?:yum|dnf|libdnf5))?\/?$/],
    cleanup: "yum clean all",
    source: "https://dnf.readthedocs.io/en/latest/command_ref.html",
  },
  {
    id: "dnf",
    leaves: "metadata and packages",
    actions: [
      "install",
      "in",
      "groupinstall",
      "upgrade",
      "up",
      "upgrade-minimal",
      "up-min",
      "reinstall",
      "rei",
      "update",
    ],
    paths: /\/var\/cache(?:\/(?:dnf|yum|libdnf5))?(?:\/|$|\*)/,
    cleaning: /^(?:dnf5?|microdnf|yum|tdnf)\b.*\bclean\b.*\ball\b/,
    mounts: [/\/var\/cache(?:\/(?:yum|dnf|libdnf5))?\/?$/],
    cleanup: "dnf clean all",
    source: "https://dnf.readthedocs.io/en/latest/command_ref.html",
  },
  {
    id: "zypper",
    leaves: "metadata and packages",
    actions: ["install", "in"],
    paths: /\/var\/cache(?:\/zypp)?(?:\/|$|\*)/,
    cleaning: /^zypper\b.*\b(?:clean|cc)\b/,
    mounts: [/\/var\/cache(?:\/zypp)?\/?$/],
    cleanup: "zypper clean --all",
    source: "https://manpages.opensuse.org/Tumbleweed/zypper/zypper.8.en.html",
  },
  {
    id: "pip",
    leaves: "the wheels that it downloaded",
    actions: ["install"],
    option: { text: "--no-cache-dir", accepts: /^--no-cache|^--cache-dir/ },
    paths: /\.cache(?:\/pip)?(?:\/|$|\*)/,
    cleaning: /\bcache\s+purge\b/,
    mounts: [/\.cache(?:\/pip)?\/?$/],
    source: "https://pip.pypa.io/en/stable/topics/caching/",
  },
  {
    id: "yarn",
    leaves: "the archives that it downloaded",
    actions: ["install", ""],
    paths: /\.cache(?:\/yarn)?(?:\/|$|\*)/,
    cleaning: /^yarn\b.*\bcache\s+clean\b/,
    mounts: [/\.cache(?:\/yarn)?\/?$/],
    cleanup: "yarn cache clean",
    source: "https://classic.yarnpkg.com/lang/en/docs/cli/cache/",
  },
];
