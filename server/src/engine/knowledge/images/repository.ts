import type { Family, Init, ShProgram } from "./family.ts";

/** Which build tools an image brings: `curl` ⊂ `scm` ⊂ `full` as the buildpack-deps images stack them; `none` is a known nothing. */
export type Tools = "none" | "curl" | "scm" | "full";

/** Known facts about a repository. Missing ones are unknown. */
export interface Repository {
  /** As `ImageReference.repository`; `*` matches any run of characters without `/`. */
  readonly name: string;
  /**
   * The distribution below a tag that names none: `debian`, `debian 12`, `debian|ubuntu` when tags differ.
   * A last word is the make: `minimal`, `micro`, `init`; `bare` without shell and package manager; `varied` if images differ.
   * Absent: unknown, so a tag that names none says nothing of the distribution.
   */
  readonly base?: string;
  /** The tag itself is the distribution's version: `alpine:3.20`. Number of version parts that count. */
  readonly versionParts?: 1 | 2;
  /** Version below `latest` and the untagged name on the data date. */
  readonly latest?: string;
  /** The Alpine variant has no other shell than Alpine's own. */
  readonly bareAlpine?: true;
  /** Row of the release table that knows the base of a version; by default the repository's name. */
  readonly lines?: string;
  /**
   * Words of a tag that do not change the base, separated by blanks, as patterns of whole words.
   * A tag with any other word that is neither a version nor a distribution is unknown. `*` allows any word.
   */
  readonly words?: string;
  /**
   * Words that put the image on another base, unless the tag names a distribution too: `cli` of wordpress.
   * Undefined: the word looks like a distribution, but the image is not built on it.
   */
  readonly wordBases?: Readonly<Record<string, string | undefined>>;
  /** The make of a distribution that it builds on, although no tag mentions it: `oraclelinux:9-slim` below `mysql`. */
  readonly makes?: Readonly<Partial<Record<Family, "minimal" | "micro" | "static" | "varied">>>;
  /** Alpine with glibc beside musl, so programs for either may run. */
  readonly hasTwoLibcs?: true;
  /** The program that `sh` names, if it is not the distribution's own. */
  readonly sh?: ShProgram;
  /** Build tools of a tag without `slim` on a distribution that is not Alpine. */
  readonly tools?: Tools;
  /** Id of the daemon that the image starts, in the daemon table. It stays in the foreground. */
  readonly process?: string;
  /** The user that the image's own configuration names; `root` when it names none. */
  readonly user?: string | undefined;
  /** Users of tags with such a word: `docker:dind-rootless`. */
  readonly wordUsers?: Readonly<Record<string, string>>;
  readonly init?: Init;
  /** Product in the end-of-life table whose version the tag carries. */
  readonly product?: string;
  readonly architectures?: readonly string[];
  readonly source: string;
}
