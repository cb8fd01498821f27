import type { Existence, FileState, Neighbours, UnreadableReason, Wanted } from "../model/files.ts";
import { namesAbove } from "./folders.ts";

/** Neighbours of one analysis over what the host has delivered, with a record of what was asked and what is missing. */
export interface TrackedNeighbours extends Neighbours {
  readonly wanted: () => readonly Wanted[];
  /** Every URI that was asked for, delivered or not. */
  readonly asked: () => readonly string[];
  /** The host has left files out because there are too many. */
  readonly isLimited: () => boolean;
}

export function createNeighbours(
  files: ReadonlyMap<string, FileState | Existence>,
  candidates: readonly string[] = [],
): TrackedNeighbours {
  const asked = new Set<string>();
  const wanted = new Map<string, Wanted>();

  const look = (uri: string): FileState | Existence | undefined => {
    asked.add(uri);
    return files.get(uri);
  };

  return {
    candidates,
    wanted: () => [...wanted.values()],
    asked: () => [...asked],
    isLimited: () => [...files.values()].some((state) => state.state === "unreadable" && state.reason === "too-many"),
    read(uri) {
      const state = look(uri);
      if (state !== undefined && state.state !== "present") return state;
      wanted.set(uri, { file: uri });
      return undefined;
    },
    stat(uri) {
      const state = look(uri);
      if (state === undefined && !wanted.has(uri)) wanted.set(uri, { kind: "stat", uri });
      return state && existenceOf(state);
    },
    nearest(from, names) {
      for (const uris of namesAbove(from, names)) {
        const states = uris.map(look);
        if (states.includes(undefined)) {
          wanted.set(`${from} ${names.join(" ")}`, { nearest: { from, names } });
          return [];
        }
        const found = uris.filter((_, index) => states[index]?.state === "read");
        if (found.length > 0) return found;
        if (states.every((state) => state?.state === "unreadable" && state.reason === "outside")) return [];
      }
      return [];
    },
  };
}

const presentFile: Existence = { state: "present", type: "file" };
const presentFolder: Existence = { state: "present", type: "folder" };

/** The same object for the same answer: readers compare by identity. */
function existenceOf(state: FileState | Existence): Existence | UnreadableReason {
  if (state.state === "unreadable") return state.reason === "directory" ? presentFolder : state.reason;
  return state.state === "present" && state.type === "folder" ? presentFolder : presentFile;
}

/** The questions of a derived value, so that it can be cached as long as the answers stay the same. */
export interface Dependencies {
  readonly reads: ReadonlyMap<string, FileState | undefined>;
  readonly stats: ReadonlyMap<string, ReturnType<Neighbours["stat"]>>;
  readonly nearest: readonly { from: string; names: readonly string[]; found: readonly string[] }[];
}

/** Runs `derive` and notes every answer that the neighbours gave it. */
export function withDependencies<T>(
  neighbours: Neighbours,
  derive: (files: Neighbours) => T,
): { value: T; dependencies: Dependencies } {
  const reads = new Map<string, FileState | undefined>();
  const stats = new Map<string, ReturnType<Neighbours["stat"]>>();
  const nearest: { from: string; names: readonly string[]; found: readonly string[] }[] = [];
  const value = derive({
    candidates: neighbours.candidates,
    read(uri) {
      const state = neighbours.read(uri);
      reads.set(uri, state);
      return state;
    },
    stat(uri) {
      const state = neighbours.stat(uri);
      stats.set(uri, state);
      return state;
    },
    nearest(from, names) {
      const found = neighbours.nearest(from, names);
      nearest.push({ from, names, found });
      return found;
    },
  });
  return { value, dependencies: { reads, stats, nearest } };
}

/**
 * Asks everything again; true when each answer is the same, or is not there yet: with it comes another analysis, and until
 * then the previous answer is useless. Also records the requests again, as a fresh derivation would.
 */
export function stillHold(dependencies: Dependencies, neighbours: Neighbours): boolean {
  const isSame = <T>(now: T | undefined, before: T | undefined): boolean => now === undefined || now === before;
  const reads = [...dependencies.reads].map(([uri, state]) => isSame(neighbours.read(uri), state));
  const stats = [...dependencies.stats].map(([uri, state]) => isSame(neighbours.stat(uri), state));
  const nearest = dependencies.nearest.map(({ from, names, found }) => {
    const now = neighbours.nearest(from, names);
    if (now.length === 0 && found.length > 0) return found.every((uri) => neighbours.read(uri) === undefined);
    return now.length === found.length && now.every((uri, index) => uri === found[index]);
  });
  return [...reads, ...stats, ...nearest].every(Boolean);
}
