/** Names of configuration files; of several in one folder the first one counts. */
export const configFileNames = ["bulkhead.config.json", "bulkhead.config.yaml", "bulkhead.config.yml"] as const;

/** Names under which hadolint looks for its configuration; the first one found counts. */
export const hadolintFileNames = [".hadolint.yaml", ".hadolint.yml"] as const;

/** Names under which docker compose finds a project's file by itself; the first one that is there wins. */
export const composeFileNames: readonly string[] = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yml",
  "docker-compose.yaml",
];

/** The state of a file on a host. The text has no byte order mark; `firstLineEnd` is determined from the saved bytes. */
export type FileState =
  | {
      readonly state: "read";
      readonly text: string;
      readonly bom: boolean;
      readonly firstLineEnd: "lf" | "crlf" | "none";
      /** Absent where the host cannot know (browser, Windows): unknown, so silent. */
      readonly executable?: boolean;
    }
  | { readonly state: "unreadable"; readonly reason: UnreadableReason };

/** Something that exists and was not read. */
export interface Existence {
  readonly state: "present";
  readonly type: "file" | "folder";
}

/** A file whose text is at hand. One object per reading, so what is derived from it can be cached by it. */
export type ReadFile = Extract<FileState, { readonly state: "read" }>;

/** `too-many`: the limit of files per analysis is reached, so its existence is unknown. */
export type UnreadableReason = "missing" | "outside" | "too-large" | "too-many" | "denied" | "directory";

/**
 * What an analysis still needs: one file, whether something exists, or the files with given names in the nearest ancestor
 * folder that has any.
 * For `nearest` the host goes from the folder of `from` upwards and delivers a state for every name in every folder it
 * looks at (`missing` counts as one), stops after the first folder that has one of the files, and delivers `outside`
 * for the names in the first folder beyond the workspace.
 */
export type Wanted =
  | { readonly file: string }
  | { readonly kind: "stat"; readonly uri: string }
  | { readonly nearest: { readonly from: string; readonly names: readonly string[] } };

/**
 * The files around a document, as an analysis sees them. Asking for a file that the host has not delivered
 * yet answers undefined and records the wish; the host reads it and analyses again.
 */
export interface Neighbours {
  read(uri: string): FileState | undefined;
  /** Whether a file or folder exists, without reading it. Undefined until the host answers. */
  stat(uri: string): Existence | UnreadableReason | undefined;
  /** URIs of the files with these names in the nearest folder, from the document's own upwards, that has any of them. */
  nearest(from: string, names: readonly string[]): readonly string[];
  /** Open documents, and on the command line every file of the run. */
  readonly candidates: readonly string[];
}
