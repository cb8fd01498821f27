/** One entry of a library file of docker-library/official-images: images with the same Dockerfile. */
export interface LibraryEntry {
  /** Of the image: `postgres`. */
  readonly name: string;
  readonly tags: readonly string[];
  /** Tags that other entries have, for other systems. */
  readonly sharedTags: readonly string[];
  readonly architectures: readonly string[];
  /** `owner/name` on GitHub; undefined for a repository elsewhere. */
  readonly repository: string | undefined;
  /** The commit of the repository that the image is built from. */
  readonly commit: string | undefined;
  /** The path of the Dockerfile in the repository. */
  readonly dockerfile: string;
  readonly isWindows: boolean;
}

/** Reads a library file. The format is that of RFC 822: blocks of fields, the first block has the defaults of the others. */
export function readLibrary(name: string, text: string): readonly LibraryEntry[] {
  const [defaults = new Map<string, string>(), ...blocks] = text
    .replaceAll(/^#.*\n/gm, "")
    .split(/\n\s*\n/)
    .map(readFields)
    .filter((fields) => fields.size > 0);
  return blocks
    .filter((own) => own.has("Tags"))
    .map((own): LibraryEntry => {
      const field = (key: string): string | undefined => own.get(key) ?? defaults.get(key);
      const architectures = listOf(field("Architectures") ?? "amd64");
      const [first = "amd64"] = architectures;
      const folder = field(`amd64-Directory`) ?? field(`${first}-Directory`) ?? field("Directory") ?? "";
      const file = field("File") ?? "Dockerfile";
      return {
        name,
        tags: listOf(own.get("Tags") ?? ""),
        sharedTags: listOf(own.get("SharedTags") ?? ""),
        architectures,
        repository: /^https:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?$/.exec(field("GitRepo") ?? "")?.[1],
        commit: field("amd64-GitCommit") ?? field(`${first}-GitCommit`) ?? field("GitCommit"),
        dockerfile: [folder.replace(/\/$/, ""), file].filter((part) => part !== "" && part !== ".").join("/"),
        isWindows: architectures.every((one) => one.startsWith("windows-")),
      };
    });
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  // A line that begins with a blank goes on with the field before it.
  for (const line of block.replaceAll(/\n[ \t]+/g, " ").split("\n")) {
    const [, key, value] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) fields.set(key, value.trim());
  }
  return fields;
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
