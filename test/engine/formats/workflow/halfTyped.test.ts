import assert from "node:assert/strict";
import { readWorkflow } from "../../../../server/src/engine/formats/workflow/index.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../../../server/src/engine/project/neighbours.ts";
import { dedent, folder } from "./reading.ts";

const none = createNeighbours(new Map());

/** In each the line that contains `edited` is being typed; `jobs` are elsewhere. */
const files: Readonly<Record<string, { readonly text: string; readonly jobs: readonly string[] }>> = {
  ".github/workflows/ci.yml": {
    jobs: ["first", "last"],
    text: `
      on: push
      jobs:
        first:
          runs-on: ubuntu-24.04
          steps:
            - run: vagrant up
        typed:
          runs-on: [self-hosted, "linux edited"]
          container: { image: "node:22 edited", options: --init }
          steps:
            - name: 'edited'
              run: echo "edited" && docker run --privileged x
        last:
          runs-on: macos-15
          steps:
            - run: vagrant halt
      `,
  },
  ".gitlab-ci.yml": {
    jobs: ["first", "last"],
    text: `
      first:
        script: [vagrant up]
      typed:
        image: { name: "edited" }
        script:
          - 'echo edited'
      last:
        script:
          - vagrant halt
      `,
  },
  ".circleci/config.yml": {
    jobs: ["first", "last"],
    text: `
      jobs:
        first:
          machine: true
          steps: [{ run: vagrant up }]
        typed:
          docker: [{ image: "edited" }]
          steps:
            - run: { name: edited, command: "make" }
        last:
          machine: true
          steps:
            - run: vagrant halt
      `,
  },
  "azure-pipelines.yml": {
    jobs: ["first", "last"],
    text: `
      jobs:
        - job: first
          steps: [{ bash: vagrant up }]
        - job: typed
          pool: { vmImage: 'edited' }
          steps:
            - bash: echo "edited"
        - job: last
          steps:
            - bash: vagrant halt
      `,
  },
  Jenkinsfile: {
    jobs: ["first", "last"],
    text: `
      pipeline {
        agent none
        stages {
          stage('first') {
            agent any
            steps { sh 'vagrant up' }
          }
          stage('typed') {
            agent { docker { image 'edited' } }
            steps {
              sh "echo edited \${x}"
              sh(script: 'edited', returnStdout: true)
            }
          }
          stage('last') {
            agent any
            steps { sh 'vagrant halt' }
          }
        }
      }
      `,
  },
};

describe("half-typed workflows", () => {
  for (const [path, { text, jobs }] of Object.entries(files)) {
    it(`keeps the other jobs of ${path} while a line is typed, at every column`, () => {
      const whole = dedent(text);
      const read = (source: string, previous?: ReturnType<typeof readWorkflow>) =>
        readWorkflow(createSourceText(`${folder}/${path}`, source), none, previous ? { previous } : {});
      const before = read(whole);
      const lines = whole.split("\n");
      for (const [index, line] of lines.entries()) {
        if (!line.includes("edited")) continue;
        for (let column = 0; column <= line.length; column += 1) {
          const typed = lines.with(index, line.slice(0, column)).join("\n");
          const names = read(typed, before).jobs.map((job) => job.name);
          assert.deepEqual(
            jobs.filter((name) => !names.includes(name)),
            [],
            `lost at ${JSON.stringify(line.slice(0, column))}`,
          );
        }
      }
    });
  }

  it("places kept jobs in the current text", () => {
    const path = `${folder}/.github/workflows/ci.yml`;
    const text = "jobs:\n  a:\n    container: 'x'\n  b:\n    steps:\n      - run: vagrant up\n";
    const before = readWorkflow(createSourceText(path, text), none);
    const now = readWorkflow(createSourceText(path, `# more\n${text.replace("'x'", "'x")}`), none, {
      previous: before,
    });
    const command = now.jobs.find((job) => job.name === "b")?.commands[0];
    assert.ok(command);
    assert.equal(now.source.slice(command.at.range), "vagrant up");
    assert.equal(now.problems.length > 0, true);
  });
});
