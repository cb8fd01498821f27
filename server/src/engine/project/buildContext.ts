import { URI, Utils } from "vscode-uri";
import { readDockerignore } from "../formats/dockerignore.ts";
import { valueOf } from "../model/fact.ts";
import type { FileState, Neighbours, ReadFile } from "../model/files.ts";
import { memo } from "../model/memo.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { pathBelowRoot } from "../model/text/path.ts";
import { uriOrNothing } from "../model/text/uri.ts";

/**
 * The file that the builder finds at a path of the context; undefined when the context is not known, when an ignore file
 * keeps the path out of it, or when it is unknown whether one does.
 */
export function contextFile(
  stage: Stage,
  path: string,
  builders: readonly Service[],
  files: Neighbours,
): string | undefined {
  const context = contextOf(stage, builders);
  if (context === undefined) return undefined;
  const inContext = pathBelowRoot(path);
  if (isExcluded(stage, context, inContext, files) !== false) return undefined;
  return uriOrNothing(() => Utils.joinPath(URI.parse(context), inContext));
}

/** As the builder does, a file that is called `dockerfile` counts where there is no `Dockerfile`. */
export function dockerfileAt(uri: string, files: Neighbours): string {
  const state = uri.endsWith("/Dockerfile") ? files.read(uri) : undefined;
  const isMissing = state?.state === "unreadable" && state.reason === "missing";
  return isMissing ? uri.replace(/Dockerfile$/, "dockerfile") : uri;
}

function contextOf(stage: Stage, builders: readonly Service[]): string | undefined {
  const contexts = new Set(
    builders.map((service) => valueOf(service.build)).map((build) => build && valueOf(build.context)),
  );
  // No file says how it is built: assume `docker build .` in its folder, the usual way.
  if (contexts.size === 0) contexts.add(Utils.dirname(URI.parse(stage.uri)).toString());
  return contexts.size === 1 ? [...contexts][0] : undefined;
}

/** The Dockerfile's own ignore file counts alone where it is there. Undefined when one cannot be read, or not yet. */
function isExcluded(stage: Stage, context: string, path: string, files: Neighbours): boolean | undefined {
  // Both are requested together, so that the host needs one round.
  const [own, shared] = [
    files.read(`${stage.uri}.dockerignore`),
    files.read(Utils.joinPath(URI.parse(context), ".dockerignore").toString()),
  ];
  const state = isThere(own) ? own : shared;
  if (state === undefined || own === undefined) return undefined;
  if (!isThere(state)) return false;
  return state.state === "read" ? rulesOf(state)(path) : undefined;
}

function isThere(state: FileState | undefined): boolean {
  return state?.state === "read" || (state !== undefined && !["missing", "outside"].includes(state.reason));
}

const rulesOf = memo(({ text }: ReadFile) => readDockerignore(text));
