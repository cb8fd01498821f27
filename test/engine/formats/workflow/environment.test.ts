import assert from "node:assert/strict";
import type { Workflow } from "../../../../server/src/engine/model/document.ts";
import { read } from "./reading.ts";

/** The variables of the first job and of its first step, as `NAME=value`, with `?` for an unreadable one. */
function variablesOf({ jobs: [job] }: Workflow) {
  const shown = (environment: NonNullable<typeof job>["environment"] | undefined) =>
    [...(environment ?? [])].map(([name, item]) => `${name}=${item.state === "known" ? item.value : "?"}`);
  return { job: shown(job?.environment), step: shown(job?.steps[0]?.environment) };
}

describe("the variables of a job", () => {
  const files: Readonly<Record<string, string>> = {
    ".github/workflows/test.yml": `
      on: [push]
      env: { A: outer, B: "2" }
      jobs:
        test:
          runs-on: ubuntu-24.04
          env: { A: inner, C: "\${{ secrets.C }}" }
          steps:
            - run: make
              env: { D: step }
    `,
    ".gitlab-ci.yml": `
      variables: { A: outer, B: "2" }
      test:
        variables: { A: inner, C: $SECRET, D: { value: step } }
        script: [make]
    `,
    ".circleci/config.yml": `
      version: 2.1
      jobs:
        test:
          docker: [{ image: cimg/base:current }]
          environment: { A: inner, B: "2", C: << pipeline.id >> }
          steps:
            - run: { command: make, environment: { D: step } }
    `,
    "azure-pipelines.yml": `
      trigger: [main]
      variables: { A: outer, B: "2" }
      jobs:
        - job: test
          variables:
            - { name: a, value: inner }
            - { name: C, value: $(secret) }
          steps:
            - script: make
              env: { D: step }
    `,
    Jenkinsfile: `
      pipeline {
        agent any
        environment {
          A = 'inner'
          B = "2"
          C = credentials('c')
        }
        stages {
          stage('test') { steps { withEnv(['D=step']) { sh 'make' } } }
        }
      }
    `,
  };
  for (const [path, text] of Object.entries(files)) {
    it(`are read in ${path}`, () => {
      const { job, step } = variablesOf(read(path, text));
      assert.deepEqual([...job, "D=step"].filter((one, index, all) => all.indexOf(one) === index).toSorted(), [
        "A=inner",
        "B=2",
        "C=?",
        "D=step",
      ]);
      assert.deepEqual(step.toSorted(), ["A=inner", "B=2", "C=?", "D=step"]);
    });
  }
});

describe("the triggers of a workflow", () => {
  for (const [on, expected] of Object.entries({
    push: ["push"],
    "[push, pull_request]": ["push", "pull_request"],
    "{ pull_request: { branches: [main] }, workflow_dispatch: }": ["pull_request", "workflow_dispatch"],
  })) {
    it(`are read of ${on}`, () => {
      const { triggers } = read(".github/workflows/test.yml", `on: ${on}\njobs: {}\n`);
      assert.deepEqual(
        triggers.map(({ value }) => value),
        expected,
      );
    });
  }
});
