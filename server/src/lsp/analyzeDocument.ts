import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine } from "../engine/index.ts";
import { candidatesFor, composeFilesAmong } from "../host/candidates.ts";
import { gather } from "../host/gather.ts";
import { isInside, normalized } from "../host/reader.ts";
import type { FileStates } from "./fileStates.ts";
import type { Folders } from "./folders.ts";
import type { Settings } from "./settings.ts";
import type { Kept } from "./state.ts";
import type { Analyzed, ServerHost } from "./analyzed.ts";

export interface AnalysisParts {
  readonly engine: Engine;
  readonly host: ServerHost;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly files: FileStates;
  /** Resolves when the editor reports changes in the folders between the root and the file. */
  watch(uri: string, root: string): Promise<void>;
  readonly openDocuments: ReadonlyMap<string, TextDocument>;
  nextId(): string;
}

/** Returns undefined if the document is unsupported or `kept` is no longer current. */
export async function analyzeDocument(
  document: TextDocument,
  kept: Pick<Kept, "looked" | "expected" | "isCurrent">,
  { engine, host, folders, settings, files: states, watch, openDocuments, nextId }: AnalysisParts,
): Promise<Analyzed | undefined> {
  // Lets the editor's next messages in: a keystroke or a cancellation may already be waiting.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (!kept.isCurrent()) return undefined;

  const { version, languageId } = document;
  const described = { uri: normalized(document.uri), text: document.getText(), languageId };
  if (engine.kindOf(described) === undefined) return undefined;

  const root = folders.of(described.uri);
  const request = {
    document: described,
    candidates: candidatesFor(
      described.uri,
      composeFilesAmong(openDocuments.keys(), engine).filter((uri) => folders.of(uri) === root),
    ),
    settings: await settings.of(document.uri),
    ...(root === undefined ? {} : { folder: root }),
  };
  if (!kept.isCurrent()) return undefined;

  const gathered = await gather({
    engine,
    request,
    expected: kept.expected,
    ...(host.prepare ? { prepare: host.prepare } : {}),
    async looksAt(uri) {
      const key = normalized(uri);
      if (kept.looked.has(key)) return;
      kept.looked.add(key);
      // Watched before it is read, and even if this analysis ends early: what was read is kept.
      if (root !== undefined) await watch(key, root);
    },
    // Folders may no longer be watched for an analysis that has been overtaken.
    read: (uri) => (kept.isCurrent() ? states.read(uri, root) : overtaken),
    stat: (uri) => (kept.isCurrent() ? states.stat(uri, root) : overtaken),
    // Where no folder is open, files that are open themselves are all there is.
    isInside: (uri) => (root === undefined ? openDocuments.has(normalized(uri)) : isInside(root, uri)),
    isCurrent: kept.isCurrent,
  });
  if (!gathered || !kept.isCurrent()) return undefined;

  const { analysis, files, expected } = gathered;
  return {
    engine,
    document,
    version,
    request: { ...request, files },
    analysis,
    id: nextId(),
    root,
    versions: versionsOf([described.uri, ...files.keys()], openDocuments),
    expected,
  };
}

const overtaken = Promise.resolve({ state: "unreadable", reason: "denied" } as const);

function versionsOf(
  uris: readonly string[],
  openDocuments: ReadonlyMap<string, TextDocument>,
): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const uri of uris) {
    const version = openDocuments.get(uri)?.version;
    if (version !== undefined) versions.set(uri, version);
  }
  return versions;
}
