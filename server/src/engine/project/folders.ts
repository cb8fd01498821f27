import { URI, Utils } from "vscode-uri";

/**
 * The URIs of these names in the folder of the file, then in each folder above it; none for an untitled document, which is
 * in no folder. Texts are cut instead of parsed, because a file may be hundreds of folders deep.
 */
export function* namesAbove(uri: string, names: readonly string[]): Generator<readonly string[]> {
  const parsed = URI.parse(uri);
  if (parsed.scheme === "untitled") return;

  const top = parsed.with({ path: "/" });
  const prefix = top.toString();
  const written = names.map((name) => Utils.joinPath(top, name).toString().slice(prefix.length));
  for (let folder = parsed.toString(); folder.length >= prefix.length;) {
    const end = folder.lastIndexOf("/");
    folder = folder.slice(0, end);
    if (end < prefix.length - 1) return;
    yield written.map((name) => `${folder}/${name}`);
  }
}
