import type { Dockerfile } from "../../model/document.ts";
import type { Editor } from "../../model/editor.ts";

export function createDockerfileEditor(_document: Dockerfile): Partial<Editor> {
  return {};
}
