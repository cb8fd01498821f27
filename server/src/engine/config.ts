import type { UserImage } from "./model/project.ts";
import type { Profile } from "./rule.ts";
import type { Severity } from "./finding.ts";

/** The configuration in force for one file. */
export interface Config {
  readonly enable: boolean;
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Bytes. */
  readonly hostMemory: number | undefined;
  readonly images: readonly UserImage[];
  /** The day on which end of life is judged, `YYYY-MM-DD`. */
  readonly dataDate: string;
  readonly requireReason: boolean;
  readonly failOn: Severity | "never";
  /** The file matches `exclude`. */
  readonly excluded: boolean;
  readonly inlineIgnore: boolean;
}

/** Raw settings of one origin, lowest precedence first: `user`, `workspace`, `folder`, then the file, then `flags`. */
export interface SettingsLayer {
  readonly source: "user" | "workspace" | "folder" | "flags";
  readonly value: unknown;
}
