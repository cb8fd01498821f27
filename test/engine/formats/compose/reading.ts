import { readCompose } from "../../../../server/src/engine/formats/compose/index.ts";
import type { ComposeFile } from "../../../../server/src/engine/model/document.ts";
import type { FileState } from "../../../../server/src/engine/model/files.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../../../server/src/engine/project/neighbours.ts";

/** Neighbours that are wholly delivered: what is not among the files is missing. */
export function project(files: Readonly<Record<string, string>>) {
  const states = new Map(
    Object.entries(files).map(([path, text]): [string, FileState] => [
      `file:///p/${path}`,
      { state: "read", text, bom: false, firstLineEnd: "lf" },
    ]),
  );
  const missing: FileState = { state: "unreadable", reason: "missing" };
  const complete: ReadonlyMap<string, FileState> = Object.assign(new Map(states), {
    get: (uri: string) => states.get(uri) ?? missing,
  });
  return createNeighbours(complete);
}

/** Reads the first file, with the others as its neighbours. */
export function compose(files: string | Readonly<Record<string, string>>, previous?: ComposeFile): ComposeFile {
  const named = typeof files === "string" ? { "compose.yaml": files } : files;
  const [path = "", text = ""] = Object.entries(named)[0] ?? [];
  return readCompose(createSourceText(`file:///p/${path}`, text), project(named), previous && { previous });
}

/** The service of a file that has one. */
export function only(files: string | Readonly<Record<string, string>>): Service {
  const { services } = compose(files);
  const [service] = services;
  if (!service || services.length > 1) throw new Error(`${String(services.length)} services`);
  return service;
}

/** A service with these settings, four columns in. */
export function withSettings(settings: string): Service {
  return only(`services:\n  web:\n${settings.replace(/^/gm, "    ")}\n`);
}

/** Returns the text at a place of the file, or of another file after its name. */
export function textAt(files: string | Readonly<Record<string, string>>, place: Place | undefined): string | undefined {
  if (!place) return undefined;
  const named: Readonly<Record<string, string>> = typeof files === "string" ? { "compose.yaml": files } : files;
  const path = place.uri.replace("file:///p/", "");
  const text = createSourceText(place.uri, named[path] ?? "").slice(place.range);
  return path === Object.keys(named)[0] ? text : `${path}: ${text}`;
}
