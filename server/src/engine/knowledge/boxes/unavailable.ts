/** Why a box of this name cannot be had, or gets no updates. */
export interface BoxNotice {
  /** On the whole name. */
  readonly names: RegExp;
  readonly state: "unavailable" | "unmaintained";
  /** Half a sentence, after the name: `does not exist: …`. */
  readonly reason: string;
  /** A maintained box of the same kind, from the table of boxes. */
  readonly replacement: string | undefined;
  readonly source: string;
}

/** Checked on 2026-11-29. */
const notices: readonly BoxNotice[] = [
  {
    names: /^ubuntu\/(?:noble|oracular|plucky|questing)(?:64|32)$/,
    state: "unavailable",
    reason: "does not exist: Canonical publishes no boxes from 24.04 on",
    replacement: "bento/ubuntu-24.04",
    source: "https://github.com/rails/rails-dev-box/issues/215",
  },
  {
    names: /^(?:boxcutter|box-cutter)\/ubuntu/,
    state: "unavailable",
    reason: "is gone: Boxcutter publishes no boxes any more",
    replacement: "bento/ubuntu-24.04",
    source: "https://github.com/ferrarimarco/home-lab/issues/60",
  },
  {
    names: /^(?:boxcutter|box-cutter)\//,
    state: "unavailable",
    reason: "is gone: Boxcutter publishes no boxes any more",
    replacement: undefined,
    source: "https://github.com/ferrarimarco/home-lab/issues/60",
  },
  {
    names: /^chef\//,
    state: "unavailable",
    reason: "is gone: Chef's boxes moved to bento/ in 2015",
    replacement: undefined,
    source: "https://github.com/cerner/cerner_splunk/issues/87",
  },
  {
    names: /^(?:lucid|precise|quantal|raring|saucy|trusty)(?:32|64)$/,
    state: "unavailable",
    reason: "has no owner, so Vagrant finds it only if it was added by hand",
    replacement: "bento/ubuntu-24.04",
    source: "https://github.com/hashicorp/vagrant/issues/10236",
  },
  {
    names: /^(?:generic(?:-x64)?|roboxes|roboxes-x64)\//,
    state: "unmaintained",
    reason: "has not been rebuilt since early 2024, so it lacks all updates since",
    replacement: undefined,
    source: "https://github.com/lavabit/robox/issues/311",
  },
];

/** Returns what is wrong with a box, by its name; undefined for a box about which nothing is known. */
export function boxNotice(name: string): BoxNotice | undefined {
  return notices.find(({ names }) => names.test(name));
}

/**
 * When HashiCorp's registry, the default source of boxes, ends. Its first announcement, of August 2026, named 2027-06-07;
 * an update of 2026-08-31 moved it to 2026-12-31. Copies of both are in circulation.
 */
export const registryEnd = {
  date: "2026-12-31",
  earlierAnnouncement: "2027-06-07",
  source: "https://developer.hashicorp.com/hcp/docs/vagrant/hcp-vagrant-eol",
} as const;
