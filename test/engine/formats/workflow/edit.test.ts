import assert from "node:assert/strict";
import { createWorkflowEditor } from "../../../../server/src/engine/formats/workflow/edit.ts";
import { readDockerRun } from "../../../../server/src/engine/formats/shell/dockerRun.ts";
import type { Workflow } from "../../../../server/src/engine/model/document.ts";
import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import type { Fact } from "../../../../server/src/engine/model/fact.ts";
import type { Place } from "../../../../server/src/engine/model/place.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { read } from "./reading.ts";

const path = ".github/workflows/ci.yml";

function applied(workflow: Workflow, edit: FileEdit | undefined): string | undefined {
  if (!edit) return undefined;
  const { source } = workflow;
  return [...edit.edits]
    .sort((a, b) => source.offsetAt(b.range.start) - source.offsetAt(a.range.start))
    .reduce(
      (text, { range, newText }) =>
        text.slice(0, source.offsetAt(range.start)) + newText + text.slice(source.offsetAt(range.end)),
      source.text,
    );
}

function entryOf(fact: Fact<unknown> | undefined): Place {
  assert.ok(fact?.state === "known");
  return fact.entry;
}

/** Removes what the fact of the job's container, its first service or its first `docker run` comes from. */
function without(text: string, pick: (service: Service) => Fact<unknown>): string | undefined {
  const workflow = read(path, text);
  const [job] = workflow.jobs;
  const run = job?.commands.map(readDockerRun).find((service) => service !== undefined);
  const service = job?.container ?? job?.services[0] ?? run;
  assert.ok(service);
  return applied(workflow, createWorkflowEditor(workflow).remove?.([entryOf(pick(service))]));
}

describe("edits of workflows", () => {
  const removals: readonly (readonly [title: string, before: string, after: string | undefined])[] = [
    ["a flag between others", "options: --init --privileged --rm", "options: --init --rm"],
    ["the first flag", "options: --privileged --init", "options: --init"],
    ["the last flag", "options: '--init --privileged'", "options: '--init'"],
    [
      "a line of folded flags",
      "options: >-\n        --init\n        --privileged\n        --rm",
      "options: >-\n        --init\n        --rm",
    ],
    [
      "the last line of folded flags",
      "options: >-\n        --init\n        --privileged",
      "options: >-\n        --init",
    ],
  ];
  for (const [title, before, after] of removals) {
    it(`removes ${title}`, () => {
      const text = (options: string) =>
        `jobs:\n  a:\n    container:\n      image: b # kept\n      ${options}\n    steps: []\n`;
      assert.equal(
        without(text(before), (service) => service.privileged),
        after && text(after),
      );
    });
  }

  it("removes options that hold nothing else", () => {
    const text = "jobs:\n  a:\n    container:\n      image: b\n      options: --privileged\n";
    assert.equal(
      without(text, (service) => service.privileged),
      "jobs:\n  a:\n    container:\n      image: b\n",
    );
  });

  const runs: readonly (readonly [title: string, before: string, after: string])[] = [
    ["on one line", "docker run --privileged alpine", "docker run alpine"],
    [
      "on a line of its own",
      "docker run \\\n            --privileged \\\n            alpine",
      "docker run \\\n            alpine",
    ],
    ["before a continuation", "docker run --privileged \\\n            alpine", "docker run \\\n            alpine"],
  ];
  for (const [title, before, after] of runs) {
    it(`removes a flag of docker run ${title}`, () => {
      const text = (run: string) =>
        `jobs:\n  a:\n    steps:\n      - run: |\n          echo\n          ${run}\n          ls\n`;
      assert.equal(
        without(text(before), (service) => service.privileged),
        text(after),
      );
    });
  }

  it("removes entries with their lines", () => {
    const workflow = read(path, "jobs:\n  a:\n    runs-on: x\n    container: b\n    steps: []\n");
    const entry = workflow.jobs[0]?.container?.entry;
    assert.ok(entry);
    assert.equal(
      applied(workflow, createWorkflowEditor(workflow).remove?.([entry])),
      "jobs:\n  a:\n    runs-on: x\n    steps: []\n",
    );
  });

  it("replaces values and words in the style they are written in", () => {
    const workflow = read(
      path,
      'jobs:\n  a:\n    container: "node:18"\n    steps:\n      - run: |\n          vagrant up web\n',
    );
    const [job] = workflow.jobs;
    const editor = createWorkflowEditor(workflow);
    assert.ok(job?.container);
    assert.match(
      applied(workflow, editor.replaceValue?.(job.container.image, "node:22")) ?? "",
      /container: "node:22"\n/,
    );
    const [program, up] = job.commands[0]?.words ?? [];
    assert.ok(program && up);
    assert.match(applied(workflow, editor.replaceWords?.(program.at, up.at, "make")) ?? "", /\n {10}make web\n$/);
  });

  it("leaves a file alone that cannot be read", () => {
    const workflow = read(path, "jobs:\n  a:\n    container: 'node\n");
    const place = workflow.jobs[0]?.at ?? workflow.source.placeAt(0, 4);
    assert.equal(createWorkflowEditor(workflow).remove?.([place]), undefined);
  });

  it("replaces only plain text in a Jenkinsfile", () => {
    const workflow = read(
      "Jenkinsfile",
      "pipeline { agent { docker 'node:18' }\n stages { stage('a') { steps { sh 'x' } } } }",
    );
    const editor = createWorkflowEditor(workflow);
    const image = workflow.jobs[0]?.container?.image;
    assert.ok(image);
    assert.match(applied(workflow, editor.replaceValue?.(image, "node:22")) ?? "", /docker 'node:22'/);
    assert.equal(editor.replaceValue?.(image, "a'b"), undefined);
    assert.equal(editor.remove, undefined);
  });
});
