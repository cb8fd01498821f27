import assert from "node:assert/strict";
import fc from "fast-check";
import { createWorkflowEditor } from "../../server/src/engine/formats/workflow/edit.ts";
import { readWorkflow } from "../../server/src/engine/formats/workflow/index.ts";
import type { Workflow } from "../../server/src/engine/model/document.ts";
import type { Place } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../server/src/engine/project/neighbours.ts";

const seeds: readonly (readonly [path: string, text: string])[] = [
  [
    ".github/workflows/ci.yml",
    "on: push\njobs:\n  a: &a\n    runs-on: ${{ matrix.os }}\n    strategy: { matrix: { os: [ubuntu-24.04], include: [{ os: x }] } }\n    container:\n      image: node:22\n      options: >-\n        --privileged\n        -v /a:/b # c\n    services: { db: { image: \"postgres\", ports: ['1:2'] } }\n    steps:\n      - uses: a/b@v1\n      - run: |\n          # bulkhead ignore=x y\n          echo \"${{ a }}\" '${{ b }}' && docker run --init x\n        if: always()\n        shell: bash\n  b: *a\n  c: { uses: ./x.yml }\n",
  ],
  [
    ".gitlab-ci.yml",
    'include: [{ local: /a.yml }, b.yml]\ndefault: { image: "a:$V", before_script: [x] }\nvariables: { V: $W, W: { value: 1 } }\n.t: { script: [a, !reference [.u, script]] }\n.u: { extends: .t, tags: [vm] }\njob:\n  extends: [.u, .t]\n  <<: &m { image: { name: b } }\n  services: [docker:dind, { name: c, alias: d }]\n  script:\n    - vagrant up\n    - |\n      if a; then\n        b\n      fi\n    - [c, [d]]\n',
  ],
  [
    ".circleci/config.yml",
    'version: 2.1\nparameters: { p: { default: x } }\nexecutors: { e: { docker: [{ image: << pipeline.parameters.p >>, environment: { A: 1 } }] } }\ncommands: { c: { steps: [run: a, c, { when: { condition: x, steps: [checkout] } }] } }\njobs:\n  j:\n    executor: { name: e }\n    shell: /bin/bash -e\n    steps: [checkout, c, { c: { a: 1 } }, { run: { name: n, command: "x && y", background: true } }]\n  k: { machine: { image: ubuntu-2404 }, steps: [] }\n  l: { macos: { xcode: 16 }, steps: [run: z] }\n',
  ],
  [
    "azure-pipelines.yml",
    "pool: { vmImage: $(im) }\nvariables: [{ name: im, value: ubuntu-24.04 }]\nresources: { containers: [{ container: c, image: a:1, options: --init }] }\nstages:\n- stage: s\n  jobs:\n  - ${{ if x }}:\n    - job: j\n      container: c\n      services: { d: c }\n      strategy: { matrix: { a: { im: b } } }\n      steps:\n      - ${{ each y in z }}:\n        - script: echo ${{ y }} $(Build.Id) $[ q ]\n      - task: Bash@3\n        inputs: { targetType: inline, script: x }\n  - deployment: d\n    strategy: { runOnce: { deploy: { steps: [bash: x] }, on: { failure: { steps: [pwsh: y] } } } }\n  - template: t.yml\nsteps: [{ checkout: self }]\n",
  ],
  [
    "Jenkinsfile",
    "#!groovy\n// bulkhead ignore=x\ndef r = ~/a\\/b/\npipeline {\n  agent { docker { image 'a:1'; label \"b && c\"\n args '-v /a:/b --privileged' } }\n  stages {\n    stage('x') {\n      when { branch 'm' }\n      agent { label 'k' }\n      steps {\n        sh 'a \\'b\\' $C'\n        sh \"\"\"c ${d.e('f')} $g.h \\\\\n  i\"\"\"\n        sh(script: \"j\" + k, label: 'l')\n      }\n    }\n  }\n  post { failure { bat 'm' } }\n}\nnode('n') { docker.image('o').inside('--init') { sh '''p''' }\n container('q') { if (r) sh 's' else { sh $/t/$ } } }\n",
  ],
];

const tokens = [
  ..."' \" ''' \"\"\" ${{ }} << >> $( ) $[ [ ] { } ( ) : - , | > & * <<: !reference # // /* */ \\ ? % @ ` 😀 \0 \t /".split(
    " ",
  ),
  "\n",
  "\r\n",
  "\n  ",
  "\n      - ",
  ": ",
  "- ",
  " #",
  "---\n",
  "*a",
  "&a ",
  "sh '",
  "agent { ",
  "script: ",
];

const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 100);

describe("fuzzing workflows", () => {
  // mocha asks for whole stack traces, and thousands of syntax errors deep down then take seconds; no host does.
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  it("reads any mutation without a throw, with all places in the text", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 15 }), insert: fc.constantFrom("", ...tokens) });
    const mutations = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(mutations, ([[path, seed], edits]) => {
        let text = seed;
        let previous = read(path, text);
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
          previous = read(path, text, previous);
          check(previous);
        }
      }),
      { numRuns: runs },
    );
  }).timeout(60_000 + runs * 200);

  it("takes a time that grows with the length for text that repeats an opening", () => {
    const openings = ["${{", "<<a", "$(a", "$[", '"${', "sh '", 'sh """', "a(", "{ ", "/*", "$/", "- [", "a: &a\n"];
    for (const opening of openings) {
      for (const [path, seed] of seeds) {
        const started = performance.now();
        check(read(path, `${seed}\n${opening.repeat(1000)}`));
        assert.ok(performance.now() - started < 10_000, `${path} with ${opening}`);
      }
    }
  });

  it("ends on names that multiply each other", () => {
    const levels = Array.from({ length: 30 }, (_, level) => level);
    const bombs: readonly (readonly [path: string, text: string])[] = [
      [
        ".gitlab-ci.yml",
        levels.map((n) => `.a${n}: { script: [${`!reference [.a${n + 1}, script], `.repeat(9)}] }\n`).join(""),
      ],
      [".gitlab-ci.yml", levels.map((n) => `.a${n}: { extends: [${`.a${n + 1}, `.repeat(9)}], script: x }\n`).join("")],
      [".gitlab-ci.yml", `variables:\n${levels.map((n) => `  A${n}: ${`$A${n + 1}`.repeat(9)}\n`).join("")}`],
      [
        ".circleci/config.yml",
        `commands:\n${levels.map((n) => `  a${n}: { steps: [${`a${n + 1}, `.repeat(9)}] }\n`).join("")}`,
      ],
      [
        ".github/workflows/a.yml",
        levels.map((n) => `a${n + 1}: &a${n + 1} { ${`<<: *a${n}, `.repeat(9)} }\n`).join(""),
      ],
    ];
    const jobs: Readonly<Record<string, string>> = {
      ".gitlab-ci.yml": "z: { extends: .a0, image: $A0, script: !reference [.a0, script] }\n",
      ".circleci/config.yml": "jobs: { z: { docker: [{ image: a }], steps: [a0] } }\n",
      ".github/workflows/a.yml": "jobs: { z: *a30 }\n",
    };
    for (const [path, text] of bombs) {
      const started = performance.now();
      check(read(path, text + (jobs[path] ?? "")));
      assert.ok(performance.now() - started < 10_000, text.slice(0, 80));
    }
  });
});

function read(path: string, text: string, previous?: Workflow): Workflow {
  const source = createSourceText(`file:///a/${path}`, text);
  return readWorkflow(source, createNeighbours(new Map()), previous ? { previous } : {});
}

/** Everything of the document can be asked for, and lies in its text. */
function check(workflow: Workflow): void {
  workflow.printTree();
  const { source } = workflow;
  const assertWithin = ({ range }: Place): void => {
    assert.ok(source.offsetAt(range.start) <= source.offsetAt(range.end), JSON.stringify(range));
    for (const { line, character } of [range.start, range.end]) {
      // Of a text that cannot be read now, places may fall between the halves of a line end.
      assert.ok(line < source.lineCount && character <= source.lineText(line).length + 1, JSON.stringify(range));
    }
  };
  const editor = createWorkflowEditor(workflow);
  for (const job of workflow.jobs) {
    for (const place of [job.at, job.entry, job.runsOn.at]) assertWithin(place);
    for (const service of [...(job.container ? [job.container] : []), ...job.services]) {
      for (const place of [service.at, service.entry, service.image.at, service.privileged.at]) assertWithin(place);
      if (service.privileged.state === "known") editor.remove?.([service.privileged.entry]);
    }
    for (const step of job.steps)
      for (const place of [step.at, step.entry, step.script.at, step.uses.at]) assertWithin(place);
    for (const command of job.commands) {
      assertWithin(command.at);
      for (const word of command.words) assertWithin(word.at);
      assert.equal(command.owner, job);
    }
  }
  for (const { range, covers } of workflow.comments) {
    assertWithin({ uri: source.uri, range });
    if (covers) assertWithin({ uri: source.uri, range: covers });
  }
  workflow.settingsAt(source.positionAt(source.text.length >> 1));
}
