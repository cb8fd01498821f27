import { URI } from "vscode-uri";
import type { Existence, FileState } from "../engine/index.ts";

export { normalized } from "../engine/uri.ts";

/** Reads saved files within the borders that it was made for. */
export interface FileReader {
  /** Never rejects: what cannot be read has a reason. */
  read(uri: string): Promise<FileState>;
  /** Whether a file or folder exists, without reading it. */
  stat?(uri: string): Promise<FileState | Existence>;
}

/** The state of a file with these bytes. `executable` is undefined where the host cannot know. */
export function stateOfBytes(bytes: Uint8Array, executable?: boolean): FileState {
  const text = decode(bytes);
  const bom = text.startsWith("\uFEFF");
  return {
    state: "read",
    text: bom ? text.slice(1) : text,
    bom,
    firstLineEnd: firstLineEnd(text),
    ...(executable === undefined ? {} : { executable }),
  };
}

/** Kept where it is, so that its presence can be seen. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { ignoreBOM: true }).decode(bytes);
}

function firstLineEnd(text: string): "lf" | "crlf" | "none" {
  const at = text.indexOf("\n");
  if (at === -1) return "none";
  return text[at - 1] === "\r" ? "crlf" : "lf";
}

/** True when the file lies in the folder or below it; both normalized. */
export function isInside(folder: string, uri: string): boolean {
  const base = folder.endsWith("/") ? folder : `${folder}/`;
  if (!uri.startsWith(base)) return false;
  return !/\.\.|%2e/i.test(uri) || !URI.parse(uri).path.split("/").includes("..");
}
