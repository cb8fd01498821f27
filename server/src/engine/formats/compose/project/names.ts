import { URI, Utils } from "vscode-uri";
import { composeFileNames, type Neighbours } from "../../../model/files.ts";
import { uriOrNothing } from "../../../model/text/uri.ts";

/** Names of the file that docker compose merges over it; the first one that is there wins. */
export const composeOverrideNames: readonly string[] = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** `override`: made to be merged over a base; `variant`: `docker-compose.prod.yml`, which may be that or complete in itself. */
export type ComposeRole = "base" | "override" | "variant";

export function composeRole(uri: string): ComposeRole {
  const name = Utils.basename(URI.parse(uri));
  if (composeFileNames.includes(name)) return "base";
  return /\boverride\.ya?ml$/.test(name) ? "override" : "variant";
}

/** A sibling file as it was found: `unknown` when the host has not delivered every name that matters, or may not. */
export type Found = { readonly state: "found"; readonly uri: string } | { readonly state: "none" | "unknown" };

/** The file that docker compose would take of these names in this folder; `self` is there without a question. */
export function firstOf(names: readonly string[], folder: string, files: Neighbours, self?: string): Found {
  let isUnknown = false;
  let found: Found | undefined;
  // All are requested together, so that the host needs one round.
  for (const name of names) {
    const uri = Utils.joinPath(URI.parse(folder), name).toString();
    const state = uri === self ? undefined : files.read(uri);
    if (uri === self || state?.state === "read") {
      found ??= isUnknown ? { state: "unknown" } : { state: "found", uri };
    } else if (state?.state !== "unreadable" || ["denied", "too-large", "too-many"].includes(state.reason)) {
      isUnknown = true;
    }
  }
  return found ?? { state: isUnknown ? "unknown" : "none" };
}

/** The folder of a file, as a URI without a slash at its end. */
export function folderOf(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** A path of a Compose file as a URI; undefined for one that only a machine can resolve: `~`, remote addresses. */
export function resolvePath(folder: string, path: string): string | undefined {
  const slashes = path.replaceAll("\\", "/");
  if (slashes === "" || slashes.startsWith("~") || isRemote(slashes)) return undefined;
  const base = URI.parse(folder);
  if (/^[A-Za-z]:\//.test(slashes)) return uriOrNothing(() => base.with({ path: `/${slashes}` }));
  if (slashes.startsWith("/")) return uriOrNothing(() => base.with({ path: withoutSlash(slashes) }));
  return uriOrNothing(() => Utils.joinPath(base, withoutSlash(slashes)));
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path;
}

/** Git and HTTP addresses as a build context or an included file. */
function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path) || /^(?:git@|github\.com\/|oci:|docker-image:|service:)/.test(path);
}
