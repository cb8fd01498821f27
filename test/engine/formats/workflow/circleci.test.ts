import assert from "node:assert/strict";
import { assertOutline, outline, read } from "./reading.ts";

const path = ".circleci/config.yml";

describe("CircleCI", () => {
  it("reads docker executors, services and steps", () => {
    assertOutline(
      path,
      `
      version: 2.1
      jobs:
        test:
          docker:
            - image: cimg/node:22.1
              user: root
              environment: { CI: 1 }
            - image: postgres:16
              name: db
          steps:
            - checkout
            - run: npm ci
            - run:
                name: Test
                command: |
                  npm test || true
                when: on_fail
            - run: { command: vagrant up, background: true }
            - save_cache: { key: x, paths: [a] }
      `,
      `
      job test
        container test image "cimg/node:22.1"
          user "root"
        service db image "postgres:16"
        step uses "checkout"
        step
          npm ci
        step Test (conditional)
          npm test (guarded)
          true
        step
          vagrant up (background)
        step uses "save_cache"
      `,
    );
  });

  it("follows executors, commands and anchors of the file", () => {
    assertOutline(
      path,
      `
      parameters: { v: { type: string, default: "24.04" } }
      executors:
        vm:
          machine: { image: "ubuntu-<< pipeline.parameters.v >>" }
          resource_class: large
      commands:
        setup:
          steps:
            - run: sudo apt-get update
            - when:
                condition: << parameters.x >>
                steps: [{ run: echo << parameters.x >> }]
      jobs:
        a:
          executor: { name: vm }
          steps:
            - setup
            - setup: { x: 1 }
            - node/install
            - slack/notify: { event: fail }
      `,
      `
      job a
        runs on ["ubuntu-24.04","large"]
        step
          [sudo] apt-get update
        step (conditional)
          echo <<< parameters.x >>>
        step
          [sudo] apt-get update
        step (conditional)
          echo <<< parameters.x >>>
        step uses "node/install"
        step uses "slack/notify"
      `,
    );
  });

  const executors: readonly (readonly [job: string, expected: string])[] = [
    ["machine: true", 'runs on ["machine"]'],
    ["machine: { image: 'ubuntu-2404:current' }", 'runs on ["ubuntu-2404:current"]'],
    ["machine: { image: << parameters.i >> }", "runs on unreadable"],
    ["macos: { xcode: 16.0.0 }", 'runs on ["macos"]'],
    ["executor: node/default", "runs on unreadable"],
    ["executor: win/default", 'runs on ["win/default"]'],
    ["docker: [{ image: << parameters.i >> }]", "container a image unreadable"],
  ];
  for (const [job, expected] of executors) {
    it(`reads ${job}`, () => {
      const tree = outline(read(path, `jobs:\n  a:\n    ${job}\n    steps: [checkout]\n`));
      assert.equal(tree.split("\n")[1]?.trim(), expected);
    });
  }

  it("leaves scripts of Windows alone unless they are for Bash", () => {
    const commands = (job: string) =>
      read(path, `jobs:\n  a:\n    ${job}\n    steps: [{ run: rm x }]\n`).jobs[0]?.commands.length;
    assert.equal(commands("executor: win/default"), 0);
    assert.equal(commands("machine: { image: 'windows-server-2022-gui:current' }"), 0);
    assert.equal(commands("executor: win/default\n    shell: bash.exe"), 1);
    assert.equal(commands("machine: true\n    shell: /bin/bash -eo pipefail"), 1);
  });

  it("takes an escaped here-document for one, and its body for data", () => {
    const text =
      "jobs:\n  a:\n    docker: [{ image: a }]\n    steps:\n      - run: |\n          cat \\<<'EOF' > notes.txt\n          rm -rf x\n          EOF\n";
    const programs = read(path, text).jobs[0]?.commands.map(({ words }) => words[0]?.value);
    assert.deepEqual(programs, ["cat"]);
  });

  it("ends on commands that call each other", () => {
    const text = `
      commands:
        a: { steps: [b, b, b] }
        b: { steps: [a, a, a] }
      jobs:
        x: { docker: [{ image: a }], steps: [a] }
      `;
    assert.match(outline(read(path, text)), /^job x\n {2}container x image "a"/);
  });
});
