import { isInside } from "../host/reader.ts";

/** Which documents looked at which files. */
export interface Dependents {
  add(document: string, file: string): void;
  /** Forgets what the document looked at. */
  delete(document: string): void;
  /** Documents whose analysis looked at the file. */
  of(file: string): readonly string[];
  /** Documents whose analysis looked at the file or, if it is a folder, at anything below it. */
  below(file: string): readonly string[];
}

export function createDependents(): Dependents {
  const dependentsOf = new Map<string, Set<string>>();
  return {
    add(document, file) {
      const documents = dependentsOf.get(file) ?? new Set();
      dependentsOf.set(file, documents.add(document));
    },
    delete(document) {
      for (const [file, documents] of dependentsOf) {
        if (documents.delete(document) && documents.size === 0) dependentsOf.delete(file);
      }
    },
    of: (file) => [...(dependentsOf.get(file) ?? [])],
    below(file) {
      const touched = [...dependentsOf].filter(([one]) => one === file || isInside(file, one));
      return [...new Set(touched.flatMap(([, documents]) => [...documents]))];
    },
  };
}
