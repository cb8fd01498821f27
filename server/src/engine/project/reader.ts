import type { RuleNames } from "../branches.ts";
import { readConfigDocument } from "../config/file.ts";
import { readCompose } from "../formats/compose/index.ts";
import { readDevContainer } from "../formats/devcontainer/index.ts";
import { createInstructionCache, readDockerfile } from "../formats/dockerfile/index.ts";
import { readVagrantfile, type RubyParser } from "../formats/vagrantfile/index.ts";
import { readWorkflow } from "../formats/workflow/index.ts";
import type { Document, FileKind } from "../model/document.ts";
import type { Neighbours } from "../model/files.ts";
import { createSourceText, type SourceText } from "../model/text/sourceText.ts";
import { stillHold, withDependencies, type Dependencies } from "./neighbours.ts";

/**
 * Parses files once per text and answers of the neighbours, and keeps the last tree of each so that a half-typed state
 * does not blank a file.
 */
export interface Reader {
  /** Undefined for a Vagrantfile as long as no Ruby parser is there. */
  read(uri: string, text: string, kind: FileKind, files: Neighbours): Document | undefined;
  /** Gives back the trees of files that are not needed any more. */
  release(isNeeded: (uri: string) => boolean): void;
}

/** Trees take some hundred times the memory of their texts; closed files are kept for the next analysis that looks at them. */
const maximumKept = { files: 200, characters: 1 << 20 };

interface Kept {
  readonly text: string;
  readonly kind: FileKind;
  readonly document: Document;
  readonly dependencies: Dependencies;
}

export function createReader(ruby: () => RubyParser | undefined, names: RuleNames): Reader {
  const kept = new Map<string, Kept>();
  let characters = 0;
  const instructions = createInstructionCache();

  const parse = (source: SourceText, kind: FileKind, files: Neighbours, last?: Document): Document | undefined => {
    switch (kind) {
      case "dockerfile":
        return readDockerfile(source, { cache: instructions });
      case "compose":
        return readCompose(source, files, last?.kind === "compose" ? { previous: last } : {});
      case "workflow":
        return readWorkflow(source, files, last?.kind === "workflow" ? { previous: last } : {});
      case "devcontainer":
        return readDevContainer(source, files, last?.kind === "devcontainer" ? { previous: last } : {});
      case "config":
        return readConfigDocument(source, names);
      case "vagrantfile": {
        const parser = ruby();
        return parser && readVagrantfile(source, parser, files, last?.kind === "vagrantfile" ? { previous: last } : {});
      }
    }
  };

  const forget = (uri: string): void => {
    characters -= kept.get(uri)?.text.length ?? 0;
    kept.delete(uri);
  };
  const keep = (uri: string, read: Kept): void => {
    kept.set(uri, read);
    characters += read.text.length;
    for (const oldest of kept.keys()) {
      const isTooMuch = kept.size > maximumKept.files || characters > maximumKept.characters;
      if (!isTooMuch || oldest === uri) return;
      forget(oldest);
    }
  };

  return {
    read(uri, text, kind, files) {
      const last = kept.get(uri);
      forget(uri);
      if (last?.text === text && last.kind === kind && stillHold(last.dependencies, files)) {
        keep(uri, last);
        return last.document;
      }

      const source = createSourceText(uri, text);
      const { value: document, dependencies } = withDependencies(files, (tracked) =>
        parse(source, kind, tracked, last?.document),
      );
      if (!document) return undefined;
      keep(uri, { text, kind, document, dependencies });
      return document;
    },
    release(isNeeded) {
      const unneeded = [...kept.keys()].filter((uri) => !isNeeded(uri));
      unneeded.forEach(forget);
      if (unneeded.length > 0) instructions.age();
    },
  };
}
