import type { Neighbours } from "../../../model/files.ts";
import { composeFileNames, folderOf } from "./names.ts";
import type { ComposeLoader, Inclusion } from "./project.ts";

/** A project deeper in the workspace than this many others is taken for one of its own. */
const maximumProjects = 4;

/**
 * How a Compose project in the file's folder, or in one above, includes the file: that decides where its relative paths
 * start from and which variables it has. Undefined if none does.
 */
export function inclusionOf(uri: string, loader: ComposeLoader, files: Neighbours): Inclusion | undefined {
  let from = uri;
  for (let count = 0; count < maximumProjects; count += 1) {
    const [near] = files.nearest(from, composeFileNames);
    if (near === undefined) return undefined;
    const folder = folderOf(near);
    const tree = near === uri ? undefined : loader.tree(near);
    if (tree && /^["']?include\b/m.test(tree.source.text)) {
      const found = loader.findInclusion(tree, folder, loader.lookup(folder), uri);
      if (found) return found;
    }
    from = folder;
  }
  return undefined;
}
