/** Files that one generator owns. */
export interface Generated {
  /** By path from the top of the repository. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Folders that hold nothing else: whatever is in them and not in `files` is removed. */
  readonly folders?: readonly string[];
}
