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
          rm x
        step shell "bash"
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
      'job a\n  step shell "bash"\n    x',
    );
  });

  it("leaves scripts of Windows alone unless they are for Bash", () => {
    const commands = (step: string) =>
      read(path, `pool: { vmImage: windows-2025 }\nsteps:\n  - ${step}\n`).jobs[0]?.commands.length;
    assert.equal(commands("script: del x"), 0);
    assert.equal(commands("bash: rm x"), 1);
  });
});
