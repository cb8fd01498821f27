import assert from "node:assert/strict";
import { assertOutline, outline, read } from "./reading.ts";

const path = "azure-pipelines.yml";

describe("Azure Pipelines", () => {
  it("reads stages, jobs and every kind of script", () => {
    assertOutline(
      path,
      `
      pool: { vmImage: ubuntu-24.04 }
      resources:
        containers:
          - container: tools
            image: node:22
            options: --privileged
      stages:
        - stage: one
          jobs:
            - job: a
              container: tools
              services: { db: postgres:16 }
              steps:
                - checkout: self
                - script: vagrant up
                  displayName: Up
                - bash: vagrant halt
                  condition: failed()
                - pwsh: Remove-Item x
                - powershell: Remove-Item x
                - task: Bash@3
                  inputs: { targetType: inline, script: make test }
                - task: CmdLine@2
                  inputs: { script: make lint }
                - task: Docker@2
                - template: more.yml
            - deployment: b
              pool: { name: own, demands: [ImageOverride -equals windows.vs2022.amd64] }
              strategy:
                runOnce:
                  deploy: { steps: [{ script: rm x }] }
                  on: { failure: { steps: [{ bash: rm y }] } }
            - template: jobs.yml
      `,
      `
      job a
        runs on ["ubuntu-24.04"]
        container a image "node:22"
          privileged true
        service db image "postgres:16"
        step uses "checkout self"
        step Up
          vagrant up
        step shell "bash" (conditional)
          vagrant halt
        step shell "pwsh"
        step shell "powershell"
        step uses "Bash@3" shell "bash"
          make test
        step uses "CmdLine@2"
          make lint
        step uses "Docker@2"
        step uses "more.yml"
      job b
        runs on ["own","windows.vs2022.amd64"]
        step
        step shell "bash" (conditional)
          rm y
      job jobs.yml (incomplete)
      `,
    );
  });

  it("reads steps at the top as one job", () => {
    assertOutline(
      path,
      "trigger: [main]\npool: own\nsteps:\n  - script: x\n",
      'job steps\n  runs on ["own"]\n  step\n    x',
    );
  });

  it("does not guess where the steps of a template run", () => {
    assertOutline(
      path,
      "parameters: {}\nsteps:\n  - bash: x\n",
      'job steps\n  runs on unreadable\n  step shell "bash"\n    x',
    );
  });

  it("looks below blocks of expressions", () => {
    assertOutline(
      path,
      `
      pool: own
      jobs:
        - \${{ if eq(parameters.x, 1) }}:
            - job: a
              \${{ if parameters.y }}:
                pool: { vmImage: windows-2025 }
              steps:
                - \${{ each s in parameters.s }}:
                    - script: echo \${{ s }} $(Build.Id)
                - \${{ if parameters.z }}:
                    - script: echo z
      `,
      `
      job a
        runs on unreadable
        step
          echo <\${{ s }}> <$(Build.Id)>
        step (conditional)
          echo z
      `,
    );
  });

  const pools: readonly (readonly [pipeline: string, expected: string])[] = [
    [
      "strategy: { matrix: { l: { im: ubuntu-24.04 }, w: { im: windows-2025 } } }\n  pool: { vmImage: $(im) }",
      '["ubuntu-24.04","windows-2025"]',
    ],
    ["variables: { im: ubuntu-24.04 }\n  pool: { vmImage: $(im) }", '["ubuntu-24.04"]'],
    ["variables: [{ name: im, value: ubuntu-24.04 }]\n  pool: { vmImage: $(im) }", '["ubuntu-24.04"]'],
    ["variables: { im: '${{ parameters.im }}' }\n  pool: { vmImage: $(im) }", "unreadable"],
    [
      "variables: [{ name: im, value: a }, { '${{ if x }}': [{ name: im, value: b }] }]\n  pool: { vmImage: $(im) }",
      '["a","b"]',
    ],
    ["variables: { im: a }\n  pool: { vmImage: \"${{ variables['im'] }}\" }", '["a"]'],
    ["pool: { name: own, image: big-image, os: linux }", '["own","big-image"]'],
    ["pool: { name: $(own), image: big-image }", "unreadable"],
    ["pool: { '${{ if x }}': { name: a }, '${{ else }}': { name: b } }", "unreadable"],
    ["pool: { vmImage: $(im) }", "unreadable"],
    ["pool: { vmImage: '${{ parameters.im }}' }", "unreadable"],
  ];
  for (const [job, expected] of pools) {
    it(`reads the pool ${job.replace(/\s+/g, " ")}`, () => {
      const tree = outline(read(path, `jobs:\n- job: a\n  ${job}\n  steps: [{ bash: x }]\n`));
      assert.equal(/runs on (.*)/.exec(tree)?.[1], expected);
    });
  }

  it("takes a bare word for an alias that another file may declare", () => {
    const image = (container: string) =>
      /image (\S+)/.exec(outline(read(path, `jobs:\n- job: a\n  container: ${container}\n  steps: []\n`)))?.[1];
    assert.equal(image("BuildContainer"), "unreadable");
    assert.equal(image("ubuntu:24.04"), '"ubuntu:24.04"');
    assert.equal(image("{ image: ubuntu }"), '"ubuntu"');
    assert.equal(image("$[variables.image]"), "unreadable");
  });

  it("finds jobs that are handed to a template", () => {
    assertOutline(
      path,
      "extends:\n  template: a.yml\n  parameters:\n    jobs:\n      - job: a\n        steps: [{ bash: x }]\n",
      'job a\n  runs on unreadable\n  step shell "bash"\n    x',
    );
  });

  it("finds stages, jobs and steps that are handed to templates", () => {
    assertOutline(
      path,
      `
      trigger: [main]
      extends:
        template: v1/1ES.Official.PipelineTemplate.yml@templates
        parameters:
          pool: { name: own, image: ubuntu-24, os: linux }
          containers: { tools: { image: "tools:1" } }
          stages:
            - template: /eng/stages.yml
              parameters:
                \${{ if eq(parameters.x, 1) }}:
                  extraStages:
                    - stage: more
                      jobs:
                        - job: c
                          steps: [{ bash: c }]
            - stage: build
              jobs:
                - template: /eng/jobs.yml@self
                  parameters:
                    enable: true
                    jobs:
                      - job: a
                        container: tools
                        steps: [{ script: a }]
                      - job: b
                        pool: { vmImage: windows-2025 }
                        steps:
                          - template: steps.yml
                            parameters: { before: [{ bash: b }] }
                    preSteps: [{ checkout: self }, { bash: first }]
      `,
      `
      job /eng/stages.yml (incomplete)
      job c
        runs on ["own","ubuntu-24"]
        step shell "bash"
          c
      job /eng/jobs.yml@self (incomplete)
        runs on unreadable
        step uses "checkout self" (conditional)
        step shell "bash" (conditional)
          first
      job a
        runs on ["own","ubuntu-24"]
        container a image "tools:1"
        step
          a
      job b
        runs on ["windows-2025"]
        step uses "steps.yml"
        step shell "bash" (conditional)
          b
      `,
    );
  });

  it("reads every phase of a deployment, and conditional parts of a job", () => {
    assertOutline(
      path,
      `
      trigger: none
      jobs:
        - deployment: a
          pool: { vmImage: ubuntu-24.04 }
          strategy:
            canary:
              increments: [10]
              preDeploy: { steps: [{ bash: before }] }
              deploy: { steps: [{ bash: deploy }] }
              postRouteTraffic: { steps: [{ bash: after }] }
              on:
                failure: { steps: [{ bash: undo }] }
                success: { steps: [{ bash: tell }] }
        - job: b
          \${{ if parameters.x }}:
            container: node:22
            steps:
              - task: AzureCLI@2
                inputs: { scriptType: bash, scriptLocation: inlineScript, inlineScript: az x }
          \${{ else }}:
            steps:
              - task: AzureCLI@2
                inputs: { scriptType: pscore, scriptLocation: inlineScript, inlineScript: az y }
              - script: off
                enabled: false
      `,
      `
      job a
        runs on ["ubuntu-24.04"]
        step shell "bash"
          before
        step shell "bash"
          deploy
        step shell "bash"
          after
        step shell "bash" (conditional)
          undo
        step shell "bash"
          tell
      job b
        container b image "node:22"
        step uses "AzureCLI@2" shell "bash" (conditional)
          az x
        step uses "AzureCLI@2" shell "pwsh" (conditional)
        step (conditional)
          off
      `,
    );
  });

  it("ends on blocks that aliases bring to many places", () => {
    const blocks = Array.from({ length: 18 }, (_, index) => {
      const inner = index === 0 ? "[{ bash: x }]" : `[*b${String(index - 1)}]`;
      return `- &b${String(index)} { "\${{ if a }}": ${inner}, "\${{ if b }}": ${inner}, "\${{ if c }}": ${inner} }\n`;
    });
    const started = performance.now();
    const [job] = read(path, `steps:\n${blocks.join("")}`).jobs;
    assert.ok(job && job.steps.length > 100 && performance.now() - started < 5000);
  });

  it("leaves scripts of Windows alone also in pools of one's own", () => {
    const commands = (pool: string) => read(path, `pool: ${pool}\nsteps:\n  - script: rm x\n`).jobs[0]?.commands.length;
    assert.equal(commands("{ name: own, os: windows }"), 0);
    assert.equal(commands("{ name: own, demands: [ImageOverride -equals windows.vs2022.amd64] }"), 0);
    assert.equal(commands("{ name: $(own), image: windows.vs2026.amd64 }"), 0);
    assert.equal(commands("{ '${{ if x }}': { vmImage: windows-2022 }, '${{ else }}': { vmImage: windows-2025 } }"), 0);
    assert.equal(commands("{ '${{ if x }}': { vmImage: windows-2022 }, '${{ else }}': { vmImage: ubuntu-24.04 } }"), 1);
    assert.equal(commands("{ name: own, os: linux }"), 1);
  });

  it("leaves scripts of Windows alone unless they are for Bash", () => {
    const commands = (step: string) =>
      read(path, `pool: { vmImage: windows-2025 }\nsteps:\n  - ${step}\n`).jobs[0]?.commands.length;
    assert.equal(commands("script: del x"), 0);
    assert.equal(commands("bash: rm x"), 1);
  });
});
