/** An image reference in its parts, with the registry's defaults filled in. */
export interface ImageReference {
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** Namespace and name: `library/nginx`, `grafana/grafana`, `dotnet/sdk`. */
  readonly path: string;
  /** As the tables know it: `nginx` for an official image, `grafana/grafana` on Docker Hub, else with the registry. */
  readonly repository: string;
  /** Undefined when none is written; then `latest` is meant, unless a digest pins the image. */
  readonly tag: string | undefined;
  /** With its algorithm: `sha256:…`. */
  readonly digest: string | undefined;
}

const hub = new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);

/** Registries that serve Docker Hub's repositories under a prefix. */
const mirrors: readonly (readonly [prefix: string, replacement: string])[] = [
  ["public.ecr.aws/docker/library/", "docker.io/library/"],
  ["mirror.gcr.io/", "docker.io/"],
  ["registry.redhat.io/ubi", "registry.access.redhat.com/ubi"],
];

const pathPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;

/** Reads a reference as the engine does; undefined when it is not one (a variable, an empty text, upper case in the name). */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined;
  const [named = "", digest] = splitOnce(text, "@");
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  if (digest !== undefined && !digestPattern.test(digest)) return undefined;

  const [registry, path] = splitRegistry(unmirrored(name));
  if (!pathPattern.test(path)) return undefined;
  return { registry, path, repository: repositoryName(registry, path), tag, digest };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function unmirrored(name: string): string {
  const mirror = mirrors.find(([prefix]) => name.startsWith(prefix));
  return mirror === undefined ? name : mirror[1] + name.slice(mirror[0].length);
}

function splitRegistry(name: string): readonly [registry: string, path: string] {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const isRegistry = first.includes(".") || first.includes(":") || first === "localhost";
  if (!isRegistry) return ["docker.io", slash < 0 ? `library/${name}` : name];

  const path = name.slice(slash + 1);
  if (!hub.has(first)) return [first, path];
  return ["docker.io", path.includes("/") ? path : `library/${path}`];
}

function repositoryName(registry: string, path: string): string {
  if (registry !== "docker.io") return `${registry}/${path}`;
  return path.startsWith("library/") ? path.slice("library/".length) : path;
}
