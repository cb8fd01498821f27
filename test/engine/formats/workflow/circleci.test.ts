import assert from "node:assert/strict";
import { assertOutline, outline, read, textAt } from "./reading.ts";

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

  it("fills in the parameters that calls give to commands, executors and jobs", () => {
    assertOutline(
      path,
      `
      version: 2.1
      executors:
        node:
          parameters: { tag: { type: string }, user: { type: string, default: circleci } }
          docker:
            - image: cimg/node:<< parameters.tag >>
              user: <<parameters.user>>
            - image: postgres:16
      commands:
        greet:
          parameters:
            command: { type: string }
            when: { type: enum, enum: [on_fail, always], default: always }
            shell: { type: string, default: bash }
          steps:
            - run: { command: << parameters.command >>, when: << parameters.when >>, shell: << parameters.shell >> }
      jobs:
        test:
          parameters: { version: { type: string }, os: { type: string, default: current } }
          executor: { name: node, tag: << parameters.version >>-<< parameters.os >> }
          steps:
            - greet: { command: npm test }
            - greet: { command: Get-Item x, shell: pwsh }
            - greet: { command: vagrant halt, when: on_fail }
            - greet: { command: << parameters.nowhere >> }
      workflows:
        all:
          jobs:
            - test: { version: "22" }
      `,
      `
      job test
        container test image "cimg/node:22-current"
          user "circleci"
        service postgres:16 image "postgres:16"
        step shell "bash"
          npm test
        step shell "pwsh"
        step shell "bash" (conditional)
          vagrant halt
        step shell "bash"
          <<< parameters.command >>>
      `,
    );
  });

  it("lists the machines of a matrix, and takes several images for no one image", () => {
    const job = (settings: string, parameters: string) => `
      jobs:
        a:
          parameters: { p: { type: string, default: "1" } }
          ${settings}
          steps: [checkout]
      workflows: { w: { jobs: [a: { ${parameters} }] } }
      `;
    const second = (text: string) => outline(read(path, text)).split("\n")[1]?.trim();
    const machine = "machine: { image: 'ubuntu-<< parameters.p >>' }";
    const docker = "docker: [{ image: 'node:<< parameters.p >>' }]";
    assert.equal(second(job(machine, "matrix: { parameters: { p: [a, b] } }")), 'runs on ["ubuntu-a","ubuntu-b"]');
    assert.equal(second(job(machine, "p: '<< pipeline.number >>'")), "runs on unreadable");
    assert.equal(second(job(docker, "matrix: { parameters: { p: [a, b] } }")), "container a image unreadable");
    assert.equal(second(job(docker, "matrix: { parameters: { p: [a] } }")), 'container a image "node:a"');
    assert.equal(second(job(docker, "name: x")), 'container a image "node:1"');
  });

  it("follows an executor that a parameter names", () => {
    const second = (values: string) =>
      outline(
        read(
          path,
          `
          executors:
            vm: { machine: { image: ubuntu-2404 } }
            mac: { macos: { xcode: 16.0.0 } }
            box: { docker: [{ image: alpine }] }
          jobs:
            a:
              parameters: { e: { type: executor } }
              executor: << parameters.e >>
              steps: [checkout]
          workflows: { w: { jobs: [a: { matrix: { parameters: { e: [${values}] } } }] } }
          `,
        ),
      ).split("\n")[1];
    assert.equal(second("box"), '  container a image "alpine"');
    assert.equal(second("vm"), '  runs on ["ubuntu-2404"]');
    assert.equal(second("vm, mac"), '  runs on ["ubuntu-2404","macos"]');
    assert.equal(second("vm, box"), "  runs on unreadable");
    assert.equal(second("vm, win/default"), "  runs on unreadable");
  });

  it("knows that a parameter's image is written elsewhere", () => {
    const workflow = read(
      path,
      `
      parameters: { image: { type: string, default: node:22 } }
      jobs:
        a:
          docker: [{ image: << pipeline.parameters.image >> }]
          steps: [checkout]
      `,
    );
    const image = workflow.jobs[0]?.container?.image;
    assert.ok(image?.state === "known" && image.origin);
    assert.equal(textAt(workflow, image.at), "<< pipeline.parameters.image >>");
    assert.equal(textAt(workflow, image.origin), "node:22");
  });

  it("finds steps that are handed to commands, to orbs and to jobs", () => {
    assertOutline(
      path,
      `
      commands:
        around:
          parameters: { inner: { type: steps, default: [] } }
          steps:
            - run: before
            - steps: << parameters.inner >>
            - unless:
                condition: << pipeline.parameters.x >>
                steps: << parameters.inner >>
      jobs:
        a:
          machine: true
          steps:
            - setup_remote_docker
            - around: { inner: [{ run: npm ci }] }
            - around
            - node/with-cache:
                cache-path: [x]
                steps: [checkout, { run: npm test }]
      workflows:
        w:
          jobs:
            - hold: { type: approval }
            - a: { pre-steps: [{ run: first }], post-steps: [{ run: final }] }
            - docker/publish:
                after_build: [{ run: docker push x }]
      `,
      `
      job a
        runs on ["machine"]
        step
          first
        step uses "setup_remote_docker"
        step
          before
        step
          npm ci
        step (conditional)
          npm ci
        step
          before
        step uses "node/with-cache"
        step uses "checkout" (conditional)
        step (conditional)
          npm test
        step
          final
      job docker/publish (incomplete)
        runs on unreadable
        step (conditional)
          docker push x
      `,
    );
  });

  it("follows orbs that the file itself holds", () => {
    assertOutline(
      path,
      `
      orbs:
        my:
          executors: { small: { docker: [{ image: alpine }] } }
          commands: { hello: { steps: [{ run: echo hello }] } }
          jobs: { greet: { executor: small, steps: [hello] } }
      jobs:
        a: { executor: my/small, steps: [my/hello, hello] }
      `,
      `
      job a
        container a image "alpine"
        step
          echo hello
        step uses "hello"
      job my/greet
        container my/greet image "alpine"
        step
          echo hello
      `,
    );
  });

  it("takes a here-document that goes to a file for one", () => {
    const [command] = read(
      path,
      "jobs:\n  a:\n    machine: true\n    steps:\n      - run: |\n          cat <<EOF >> notes\n          rm x\n          EOF\n",
    ).jobs[0]?.commands ?? [undefined];
    assert.deepEqual(
      command?.heredocs.map(({ content }) => content),
      ["rm x\n"],
    );
  });

  it("ends on parameters that name each other, however often", () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${String(index)}`);
    const all = names.map((name) => `<< pipeline.parameters.${name} >>`).join("");
    const parameters = names.map((name) => `  ${name}: { type: string, default: "${all}" }\n`).join("");
    const twice = names.map((name, index) => {
      const next = `<< pipeline.parameters.q${String(index + 1)} >>`;
      return `  q${String(index)}: { type: string, default: "${name === "p39" ? "x" : next + next}" }\n`;
    });
    const text = (image: string) =>
      `parameters:\n${parameters}${twice.join("")}jobs:\n  a:\n    docker: [{ image: << pipeline.parameters.${image} >> }]\n    steps: [checkout]\n`;
    assert.match(outline(read(path, text("p0"))), /image unreadable/);
    assert.match(outline(read(path, text("q0"))), /image unreadable/);
    assert.match(outline(read(path, text("q36"))), /image "xxxxxxxx"/);
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
