import type { Dockerfile } from "../../../../server/src/engine/model/document.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import type { Instruction, Stage } from "../../../../server/src/engine/model/stage.ts";
import { readDockerfile, type DockerfileOptions } from "../../../../server/src/engine/formats/dockerfile/index.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";

export const uri = "file:///work/Dockerfile";

export function read(text: string, options?: DockerfileOptions): Dockerfile {
  return readDockerfile(createSourceText(uri, text), options);
}

/** The first stage of the text. */
export function stageOf(text: string): Stage {
  const [stage] = read(text).stages;
  if (!stage) throw new Error("no stage");
  return stage;
}

/** The last stage of `FROM a`, a line feed and the text. */
export function stageWith(text: string): Stage {
  return stageOf(`FROM a\n${text}`);
}

export function instructionsOf(document: Dockerfile): readonly Instruction[] {
  return document.stages.flatMap((stage) => stage.instructions);
}

/** The text at a place. */
export function at(document: Dockerfile, place: Place): string {
  return document.source.slice(place.range);
}
