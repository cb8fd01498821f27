import { knownItems, type Known } from "../model/fact.ts";
import type { Neighbours } from "../model/files.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";

/** A bind mount of a file that the workspace does not have. */
export interface MissingSource {
  readonly mount: Known<Mount>;
  /** As the file writes it. */
  readonly source: string;
  readonly target: string;
  /** The path of a template beside it: `./app.env.example`. */
  readonly template: string | undefined;
}

/** Bind mounts in the short syntax whose source should be a file and is missing, and that nothing in the workspace makes. */
export function missingSourcesOf(project: Project, service: Service): readonly MissingSource[] {
  if (service.origin !== "compose" || !service.complete) return [];
  return knownItems(service.mounts).flatMap((mount): readonly MissingSource[] => {
    const { type, source, target } = mount.value;
    // The long syntax takes several lines; what it does with a missing source depends on the version of Compose.
    if (type !== "bind" || mount.origin || !isShort(project, mount)) return [];
    if (typeof source !== "string" || typeof target !== "string" || !isFile(source, target)) return [];
    const { uri } = mount.at;
    // The project may be started from a folder above.
    const places = [source, `../${source}`, `../../${source}`].map((path) => project.hostFile(uri, normal(path)));
    const states = places.map((place) => place && project.files.stat(place));
    if (states[0] !== "missing" || states.some((state) => state === undefined || typeof state === "object")) return [];
    // Without its folder the source is that of a submodule, or made by a step that is not in the files.
    const around = project.hostFile(uri, normal(source.slice(0, source.lastIndexOf("/"))));
    if (around === undefined || project.files.stat(around) === "missing") return [];
    if (isMadeByProject(project.files, uri, source)) return [];
    const template = endings.map((ending) => `${source}${ending}`).find((path) => isThere(project, uri, path));
    return [{ mount, source, target, template }];
  });
}

function isShort({ root }: Project, { at: { uri, range } }: Known<Mount>): boolean {
  return uri === root.source.uri && range.start.line === range.end.line;
}

function normal(path: string): string {
  return path.replaceAll("/./", "/");
}

const endings: readonly string[] = [".example", ".sample", ".dist", ".template"];

function isThere(project: Project, from: string, path: string): boolean {
  const uri = project.hostFile(from, path);
  return uri !== undefined && typeof project.files.stat(uri) === "object";
}

/** Made on each machine: keys, sockets, logs, databases, the variables of one person. */
const local = /^\.env|\.(?:pem|crt|cer|key|p12|pfx|jks|sock|pid|log|db|sqlite3?|env)$/i;

/** Both names end like a file's; `conf.d` and `.ssh` are folders. */
function isFile(source: string, target: string): boolean {
  const [from, to] = [source, target].map((path) => path.slice(path.lastIndexOf("/") + 1));
  const ending = /[^.]\.(?!d$|git$)[a-z][\da-z]{0,9}$/i;
  return from !== undefined && to !== undefined && ending.test(from) && ending.test(to) && !local.test(from);
}

const tellers: readonly string[] = [
  ".gitignore",
  "Makefile",
  "makefile",
  "justfile",
  "Taskfile.yml",
  "README.md",
  "readme.md",
  "README.rst",
  "README",
  "package.json",
  "setup.sh",
  "install.sh",
];

/** Folders upwards in which a file may say how the source comes about. */
const maximumFolders = 3;

/** True if a file nearby names the source, or Git ignores it: then it is made after the checkout. */
function isMadeByProject(files: Neighbours, uri: string, source: string): boolean {
  const name = source.slice(source.lastIndexOf("/") + 1);
  let from = uri;
  for (let count = 0; count < maximumFolders; count += 1) {
    const found = files.nearest(from, tellers);
    for (const one of found) {
      const state = files.read(one);
      if (state?.state !== "read") continue;
      if (one.endsWith("/.gitignore") ? ignores(state.text, source) : state.text.includes(name)) return true;
    }
    const [first] = found;
    if (first === undefined) return false;
    from = first.slice(0, first.lastIndexOf("/"));
  }
  return false;
}

/** Whether a pattern may match the path or a folder above it; the folder that it starts from does not count. */
function ignores(text: string, path: string): boolean {
  const parts = path.split("/").filter((part) => !/^\.{0,2}$/.test(part));
  return text.split("\n").some((line) => {
    const pattern = line.trim().replace(/^\/|\/$/g, "");
    if (pattern === "" || /^[#!]/.test(pattern) || pattern.length > 200) return false;
    const last = pattern.slice(pattern.lastIndexOf("/") + 1);
    if (/^\*+$/.test(last)) return parts.includes(pattern.split("/").at(-2) ?? "") || !pattern.includes("/");
    const glob = new RegExp(
      `^${last
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll(/\*+/g, ".*")
        .replaceAll("?", ".")}$`,
    );
    return parts.some((part) => glob.test(part));
  });
}
