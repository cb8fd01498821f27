import { readConfigDocument } from "./config/file.ts";
import { readCompose } from "./formats/compose/index.ts";
import { createInstructionCache, readDockerfile } from "./formats/dockerfile/index.ts";
import { readVagrantfile, type RubyParser } from "./formats/vagrantfile/index.ts";
import { readWorkflow } from "./formats/workflow/index.ts";
import type { Document, FileKind } from "./model/document.ts";
import type { Neighbours } from "./model/files.ts";
import { createSourceText, type SourceText } from "./model/text/sourceText.ts";
import { stillHold, withDependencies, type Dependencies } from "./neighbours.ts";

/**
 * Parses files once per text and answers of the neighbours, and keeps the last tree of each so that a half-typed state
 * does not blank a file.
 */
export interface Reader {
  /** Undefined for a Vagrantfile as long as no Ruby parser is there. */
  read(uri: string, text: string, kind: FileKind, files: Neighbours): Document | undefined;
}

const maximumKept = 200;

interface Kept {
  readonly text: string;
  readonly kind: FileKind;
  readonly document: Document;
  readonly dependencies: Dependencies;
}

export function createReader(ruby: () => RubyParser | undefined, ruleIds: readonly string[]): Reader {
  const kept = new Map<string, Kept>();
  const instructions = createInstructionCache();

  const parse = (source: SourceText, kind: FileKind, files: Neighbours, last?: Document): Document | undefined => {
    switch (kind) {
      case "dockerfile":
        return readDockerfile(source, { cache: instructions });
      case "compose":
        return readCompose(source, files, last?.kind === "compose" ? { previous: last } : {});
      case "workflow":
        return readWorkflow(source, files, last?.kind === "workflow" ? { previous: last } : {});
      case "config":
        return readConfigDocument(source, ruleIds);
      case "vagrantfile": {
        const parser = ruby();
        return parser && readVagrantfile(source, parser, files, last?.kind === "vagrantfile" ? { previous: last } : {});
      }
    }
  };

  return {
    read(uri, text, kind, files) {
      const last = kept.get(uri);
      kept.delete(uri);
      if (last?.text === text && last.kind === kind && stillHold(last.dependencies, files)) {
        kept.set(uri, last);
        return last.document;
      }

      const source = createSourceText(uri, text);
      const { value: document, dependencies } = withDependencies(files, (tracked) =>
        parse(source, kind, tracked, last?.document),
      );
      if (!document) return undefined;
      kept.set(uri, { text, kind, document, dependencies });
      const oldest = kept.size > maximumKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return document;
    },
  };
}
