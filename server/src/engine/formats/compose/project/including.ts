import { composeFileNames, type Neighbours } from "../../../model/files.ts";
import { folderOf } from "./names.ts";
import type { ComposeLoader, Inclusion } from "./project.ts";

/** How many projects above the file are searched. */
const maximumProjects = 4;

/**
 * Returns the entry by which a Compose project in the file's folder, or in one above, includes the file. It decides the
 * folder of relative paths and the variables. Undefined if no project includes the file.
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
