import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction } from "../../model/stage.ts";
import type { Item } from "../../model/fact.ts";
import type { Mount } from "../../model/service.ts";
import { absolute, folderAt, type Container } from "./container.ts";
import type { Found } from "./containerFile.ts";

/** The file that a mount of the service, or of the `RUN`, puts at the path; undefined if no mount covers the path. */
export function mountedAt(project: Project, container: Container, path: string): Found {
  const { service, stage, run } = container;
  if (service && service.mounts.state !== "unset") {
    // An unreadable list may mount anything anywhere.
    return service.mounts.state === "known" ? bound(project, service.mounts.value, path) : "unknown";
  }
  if (!stage || !run) return undefined;
  const mounts = buildMounts(run, folderAt(project, stage, run.at));
  const mount = mounts.toSorted((a, b) => b.target.length - a.target.length).find(({ target }) => covers(target, path));
  if (!mount) return undefined;
  if (mount.source === undefined) return "unknown";
  const uri = project.contextFile(stage, `${mount.source}/${path.slice(mount.target.length)}`);
  return fileFound(project, uri, path, mount.at);
}

/** Of several mounts around the path the innermost one counts. */
function bound(project: Project, mounts: readonly Item<Mount>[], path: string): Found {
  const targets = mounts.map((item) => {
    const target = item.state === "known" ? item.value.target : undefined;
    return typeof target === "string" ? target : undefined;
  });
  const [target] = targets
    .flatMap((one) => (one !== undefined && covers(one, path) ? [one] : []))
    .toSorted((a, b) => b.length - a.length);
  if (target === undefined) return targets.includes(undefined) ? "unknown" : undefined;
  const mount = mounts[targets.indexOf(target)];
  if (mount?.state !== "known" || mount.value.type !== "bind" || typeof mount.value.source !== "string")
    return "unknown";
  const inside = `${mount.value.source}${path.slice(target.replace(/\/$/, "").length)}`;
  return fileFound(project, project.hostFile((mount.origin ?? mount.at).uri, inside), path, mount.at);
}

function fileFound(project: Project, uri: string | undefined, path: string, at: Place): Found {
  const state = uri === undefined ? undefined : project.files.read(uri);
  if (uri === undefined || state?.state !== "read") return "unknown";
  return { uri, inline: undefined, path, state, broughtAt: at, copy: undefined, isConverted: false };
}

function covers(target: string, path: string): boolean {
  const folder = target.replace(/\/$/, "");
  return path === folder || path.startsWith(`${folder}/`);
}

interface BuildMount {
  readonly target: string;
  /** In the build context; undefined for caches, secrets and other stages. */
  readonly source: string | undefined;
  readonly at: Place;
}

/** `RUN --mount=type=bind,source=scripts,target=/scripts`. */
function buildMounts({ flags }: Instruction, folder: string | undefined): readonly BuildMount[] {
  return flags.flatMap(({ name, value, at }) => {
    if (name !== "mount" || value === undefined) return [];
    const fields = new Map(value.split(",").map((field) => splitAt(field, field.indexOf("="))));
    const written = fields.get("target") ?? fields.get("dst") ?? fields.get("destination");
    const target = written === undefined ? undefined : absolute(written, folder);
    if (target === undefined) return [];
    const isContext = (fields.get("type") ?? "bind") === "bind" && !fields.has("from");
    return [{ target, source: isContext ? (fields.get("source") ?? fields.get("src") ?? ".") : undefined, at }];
  });
}

function splitAt(text: string, index: number): readonly [string, string] {
  return index === -1 ? [text, ""] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}
