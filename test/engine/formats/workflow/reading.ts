import assert from "node:assert/strict";
import { readWorkflow } from "../../../../server/src/engine/formats/workflow/index.ts";
import type { Workflow } from "../../../../server/src/engine/model/document.ts";
import type { FileState } from "../../../../server/src/engine/model/files.ts";
import type { Job } from "../../../../server/src/engine/model/job.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../../../server/src/engine/project/neighbours.ts";

export const folder = "file:///work/project";

/** Reads the first file; the others are its neighbours. */
export function read(path: string, text: string, others: Readonly<Record<string, string>> = {}): Workflow {
  const files = new Map(
    Object.entries(others).map(([name, other]): [string, FileState] => [
      `${folder}/${name}`,
      { state: "read", text: dedent(other), bom: false, firstLineEnd: "lf" },
    ]),
  );
  return readWorkflow(createSourceText(`${folder}/${path}`, dedent(text)), createNeighbours(files));
}

/** The tree without comments and places. */
export function outline(workflow: Workflow): string {
  return workflow
    .printTree()
    .split("\n")
    .slice(1)
    .filter((line) => !line.startsWith("  comment "))
    .map((line) => line.replace(/ {2}\d+:\d+-\d+:\d+$/, "").replace(/^ {2}/, ""))
    .join("\n")
    .trimEnd();
}

export function assertOutline(
  path: string,
  text: string,
  expected: string,
  others?: Readonly<Record<string, string>>,
): void {
  assert.equal(outline(read(path, text, others)), dedent(expected).trimEnd());
}

export function textAt(workflow: Workflow, place: Place): string {
  assert.equal(place.uri, workflow.source.uri);
  return workflow.source.slice(place.range);
}

export function jobOf(workflow: Workflow, name: string): Job {
  const job = workflow.jobs.find((one) => one.name === name);
  assert.ok(job, `no job ${name}`);
  return job;
}

/** Takes away the indentation that all lines share, and the first line when it is empty. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const depth = lines.reduce(
    (least, line) => (line.trim() === "" ? least : Math.min(least, line.search(/[^ ]/))),
    1000,
  );
  return lines.map((line) => line.slice(Math.min(depth, line.length))).join("\n");
}
