import type { Analysis, AnalysisRequest, Engine, Existence, FileKind, FileState, Wanted } from "../engine/index.ts";
import { namesAbove } from "../engine/project/folders.ts";

/** How much one analysis may read of its neighbourhood. */
export interface Limits {
  readonly rounds: number;
  readonly files: number;
  /** Files that are asked for, whether they exist or not. */
  readonly probes: number;
  /** UTF-16 code units. */
  readonly characters: number;
}

const shippedLimits: Limits = { rounds: 8, files: 200, probes: 2000, characters: 8 << 20 };

export interface GatherRequest {
  readonly engine: Pick<Engine, "analyze" | "kindOf">;
  readonly request: Omit<AnalysisRequest, "files">;
  /** Loads what the engine needs for files of this kind. Called for the document and for each neighbour, so it remembers. */
  prepare?(kind: FileKind): Promise<void>;
  /** Files that the last analysis of this document asked for. Reading them in advance saves a round. */
  readonly expected?: readonly Wanted[];
  /** Called and awaited for each file that is asked for, before it is read; also for those outside. */
  looksAt?(uri: string): Promise<void> | void;
  /** Called for files inside only; a link may still lead out. */
  read(uri: string): Promise<FileState>;
  /** Whether a file or folder exists; without it the file is read. */
  stat?(uri: string): Promise<FileState | Existence>;
  /** True when the file, by its name, belongs to the workspace: no other is read. */
  isInside(uri: string): boolean;
  /** Asked between rounds: false ends the work. */
  isCurrent(): boolean;
  readonly limits?: Limits;
}

export interface Gathered {
  readonly analysis: Analysis;
  readonly files: AnalysisRequest["files"];
  /** Files were left out because there are too many. */
  readonly isLimited: boolean;
  /** Files that the next analysis will probably ask for; none if files were left out, because it has to leave them out too. */
  readonly expected: readonly Wanted[];
}

/** Analyses, reads what the analysis asks for, and analyses again until nothing more is wanted. Undefined when it was ended. */
export async function gather(host: GatherRequest): Promise<Gathered | undefined> {
  const { engine, request } = host;
  const { rounds, ...budget } = host.limits ?? shippedLimits;
  const expected = host.expected ?? [];
  const supply = createSupply(host, budget);
  await prepare(host, request.document);
  for (const wanted of expected) await supply.deliver(wanted);
  for (let round = 0; ; round += 1) {
    if (!host.isCurrent()) return undefined;
    const analysis = engine.analyze({ ...request, files: supply.files });
    if (analysis.wanted.length === 0 || round > rounds) {
      // Files that were expected in vain have used up the budget of the wanted ones.
      if (supply.isLimited() && expected.length > 0) return gather({ ...host, expected: [] });
      const isLimited = supply.isLimited();
      const next = isLimited ? [] : analysis.neighbours.map(supply.askedAs);
      return { analysis, files: supply.files, isLimited, expected: next };
    }
    if (round === rounds) supply.close();
    await Promise.all(analysis.wanted.flatMap(urisOf).map((uri) => host.looksAt?.(uri)));
    for (const wanted of analysis.wanted) await supply.deliver(wanted);
  }
}

/** The files that are sure to be looked at. */
export function urisOf(wanted: Wanted): readonly string[] {
  if ("file" in wanted) return [wanted.file];
  return "kind" in wanted ? [wanted.uri] : [];
}

async function prepare({ engine, prepare: load }: GatherRequest, document: AnalysisRequest["document"]): Promise<void> {
  const kind = engine.kindOf(document);
  if (kind !== undefined) await load?.(kind);
}

interface Supply {
  readonly files: AnalysisRequest["files"];
  deliver(wanted: Wanted): Promise<void>;
  /** How the file was asked for: to be read, or whether it exists. */
  askedAs(uri: string): Wanted;
  /** From now on nothing is read. */
  close(): void;
  /** Something was asked for and not read because it was too much. */
  isLimited(): boolean;
}

function createSupply(host: GatherRequest, budget: Omit<Limits, "rounds">): Supply {
  const files = new Map<string, FileState | Existence>();
  const probed = new Set<string>();
  let left = budget;
  let isLimited = false;

  const state = async (uri: string): Promise<FileState> => {
    const known = files.get(uri);
    if (known && known.state !== "present") return known;
    const fresh = await load(uri, host.read);
    probed.delete(uri);
    files.set(uri, fresh);
    return fresh;
  };
  const load = async <T extends FileState | Existence>(
    uri: string,
    look: (uri: string) => Promise<T>,
  ): Promise<FileState | T> => {
    await host.looksAt?.(uri);
    if (!host.isInside(uri)) return { state: "unreadable", reason: "outside" };
    const isExhausted = left.files <= 0 || left.probes <= 0 || left.characters <= 0;
    isLimited ||= isExhausted;
    if (isExhausted) return { state: "unreadable", reason: "too-many" };
    const found = await look(uri);
    if (found.state === "read") await prepare(host, { uri, text: found.text });
    left = {
      files: left.files - (found.state === "read" ? 1 : 0),
      probes: left.probes - 1,
      characters: left.characters - (found.state === "read" ? found.text.length : 0),
    };
    return found;
  };

  return {
    files,
    isLimited: () => isLimited,
    askedAs: (uri) => (probed.has(uri) ? { kind: "stat", uri } : { file: uri }),
    close: () => {
      left = { files: 0, probes: 0, characters: 0 };
    },
    async deliver(wanted) {
      if ("file" in wanted) {
        await state(wanted.file);
        return;
      }
      if ("kind" in wanted) {
        if (files.has(wanted.uri)) return;
        files.set(wanted.uri, await load(wanted.uri, host.stat ?? host.read));
        probed.add(wanted.uri);
        return;
      }
      for (const uris of namesAbove(wanted.nearest.from, wanted.nearest.names)) {
        const states = await Promise.all(uris.map(state));
        const isBorder = uris.every((uri) => !host.isInside(uri));
        if (isBorder || states.some((one) => one.state === "read")) return;
      }
    },
  };
}
