import type { Existence, Finding, FileKind, FileState, SettingsLayer } from "../../../server/src/engine/index.ts";
import { candidatesFor, composeFilesAmong } from "../../../server/src/host/candidates.ts";
import { gather, type Limits } from "../../../server/src/host/gather.ts";
import { isInside, normalized, stateOfBytes } from "../../../server/src/host/reader.ts";
import { engine } from "../../../scripts/examples.ts";

/** A workspace folder in memory. One engine serves all its analyses, as in an editor, so that what it keeps is under test too. */
export interface Host {
  readonly folder: string;
  /** URIs that were read, in order. */
  readonly reads: string[];
  /** URIs whose existence was asked for. */
  readonly stats: string[];
  readonly prepared: FileKind[];
  /** Undefined deletes the file. Paths are relative to the folder, or URIs. */
  write(path: string, text: string | undefined): void;
  /** `path` may be a URI. */
  analyze(path: string, options?: HostOptions): Promise<readonly Finding[]>;
  rules(path: string, options?: HostOptions): Promise<readonly string[]>;
}

export interface HostOptions {
  readonly text?: string;
  readonly languageId?: string;
  readonly limits?: Limits;
  /** False for a host that can only read. */
  readonly canStat?: boolean;
  readonly settings?: readonly SettingsLayer[];
  /** Other files of the run or of the editor. */
  readonly others?: readonly string[];
}

const strict: SettingsLayer = { source: "flags", value: { profile: "strict" } };

export function createHost(files: Readonly<Record<string, string>>, folder = "file:///work"): Host {
  const border = normalized(folder);
  const saved = new Map<string, FileState>();
  const reads: string[] = [];
  const stats: string[] = [];
  const prepared: FileKind[] = [];
  const uriOf = (path: string): string =>
    normalized(/^[a-z-]+:/.test(path) ? path : `${border}/${path.split("/").map(encodeURIComponent).join("/")}`);
  const write: Host["write"] = (path, text) => {
    if (text === undefined) saved.delete(uriOf(path));
    else saved.set(uriOf(path), stateOfBytes(new TextEncoder().encode(text)));
  };
  for (const [path, text] of Object.entries(files)) write(path, text);

  const existence = (one: string): Promise<FileState | Existence> => {
    stats.push(one);
    const isThere = saved.has(one);
    return Promise.resolve(isThere ? { state: "present", type: "file" } : { state: "unreadable", reason: "missing" });
  };

  const analyze: Host["analyze"] = async (path, options = {}) => {
    const uri = uriOf(path);
    const state = saved.get(uri);
    const text = options.text ?? (state?.state === "read" ? state.text : "");
    const gathered = await gather({
      engine,
      request: {
        document: { uri, text, ...(options.languageId === undefined ? {} : { languageId: options.languageId }) },
        folder: border,
        settings: options.settings ?? [strict],
        candidates: candidatesFor(uri, composeFilesAmong((options.others ?? []).map(uriOf), engine)),
      },
      prepare: (kind) => Promise.resolve(void prepared.push(kind)),
      read: (one) => {
        reads.push(one);
        const reason = isInside(border, one) ? "missing" : "outside";
        return Promise.resolve(saved.get(one) ?? { state: "unreadable", reason });
      },
      ...(options.canStat === false ? {} : { stat: existence }),
      isInside: (one) => isInside(border, one),
      isCurrent: () => true,
      ...(options.limits ? { limits: options.limits } : {}),
    });
    return gathered?.analysis.findings ?? [];
  };
  return {
    folder: border,
    reads,
    stats,
    prepared,
    write,
    analyze,
    rules: async (path, options) => (await analyze(path, options)).map(({ rule }) => rule),
  };
}
