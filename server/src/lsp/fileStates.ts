import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Existence, FileState } from "../engine/index.ts";
import { isInside, normalized, type FileReader } from "../host/reader.ts";

/** Files as an analysis sees them: the text of an open one comes from its buffer, all else from what is saved. */
export interface FileStates {
  /** `root` is the workspace folder of the document that asks, and of the file; without one nothing is read from disk. */
  read(uri: string, root: string | undefined): Promise<FileState>;
  /** Whether a file or folder exists. It is read only if the host has no other way to find out. */
  stat(uri: string, root: string | undefined): Promise<FileState | Existence>;
  /** As `read`, but never from what was kept. */
  readAnew(uri: string, root: string): Promise<FileState>;
  /** The saved file has changed; for a folder, everything below it. */
  forget(uri: string): void;
  forgetAll(): void;
  /** Gives back what no analysis needs any more. */
  release(isNeeded: (uri: string) => boolean): void;
  /** How many states are kept. */
  readonly size: number;
}

interface Overlay {
  readonly version: number;
  readonly saved: FileState;
  readonly state: FileState;
}

export function createFileStates(
  readerFor: (root: string) => FileReader,
  openDocument: (uri: string) => TextDocument | undefined,
): FileStates {
  const saved = new Map<string, Map<string, Promise<FileState>>>();
  const probed = new Map<string, Map<string, Promise<FileState | Existence>>>();
  const overlays = new Map<string, Overlay>();

  const readSaved = (uri: string, root: string | undefined): Promise<FileState> => {
    return root === undefined ? outside : kept(saved, root, uri, () => readerFor(root).read(uri));
  };

  const statSaved = (uri: string, root: string | undefined): Promise<FileState | Existence> => {
    if (root === undefined) return outside;
    const state = saved.get(root)?.get(uri);
    const { stat } = readerFor(root);
    return state ?? (stat ? kept(probed, root, uri, () => stat(uri)) : readSaved(uri, root));
  };

  const keys = (): readonly string[] => [
    ...[...saved.values(), ...probed.values()].flatMap((inRoot) => [...inRoot.keys()]),
    ...overlays.keys(),
  ];
  const forget = (key: string): void => {
    overlays.delete(key);
    for (const inRoot of [...saved.values(), ...probed.values()]) inRoot.delete(key);
  };

  return {
    async read(uri, root) {
      const key = normalized(uri);
      const onDisk = await readSaved(key, root);
      const document = openDocument(key);
      if (!document) return onDisk;

      // The same object for the same state: readers compare by identity to see whether they must read again.
      const known = overlays.get(key);
      if (known?.version === document.version && known.saved === onDisk) return known.state;
      const state = withText(onDisk, document.getText());
      overlays.set(key, { version: document.version, saved: onDisk, state });
      return state;
    },
    async stat(uri, root) {
      const key = normalized(uri);
      return openDocument(key) ? { state: "present", type: "file" } : statSaved(key, root);
    },
    async readAnew(uri, root) {
      const key = normalized(uri);
      const document = openDocument(key);
      const onDisk = await readerFor(root).read(key);
      return document ? withText(onDisk, document.getText()) : onDisk;
    },
    forget(uri) {
      const key = normalized(uri);
      for (const one of keys()) if (one === key || isInside(key, one)) forget(one);
    },
    forgetAll() {
      saved.clear();
      probed.clear();
      overlays.clear();
    },
    release(isNeeded) {
      for (const one of keys()) if (!isNeeded(one)) forget(one);
    },
    get size() {
      let size = overlays.size;
      for (const inRoot of [...saved.values(), ...probed.values()]) size += inRoot.size;
      return size;
    },
  };
}

const outside = Promise.resolve({ state: "unreadable", reason: "outside" } as const);

/** The state that is kept for a file of a folder, which `look` finds if there is none. */
function kept<T>(
  states: Map<string, Map<string, Promise<T>>>,
  root: string,
  uri: string,
  look: () => Promise<T>,
): Promise<T> {
  const inRoot = states.get(root) ?? new Map<string, Promise<T>>();
  states.set(root, inRoot);
  const state = inRoot.get(uri) ?? look();
  inRoot.set(uri, state);
  return state;
}

function withText(saved: FileState, text: string): FileState {
  if (saved.state === "read") return { ...saved, text };
  const lineEnd = /\r?\n/.exec(text)?.[0];
  return {
    state: "read",
    text,
    bom: false,
    firstLineEnd: lineEnd === undefined ? "none" : lineEnd === "\n" ? "lf" : "crlf",
  };
}
