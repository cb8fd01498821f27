import assert from "node:assert/strict";
import { assertOutline, jobOf, outline, read, textAt } from "./reading.ts";

const path = ".github/workflows/ci.yml";

describe("GitHub Actions", () => {
  it("reads jobs, steps and commands", () => {
    assertOutline(
      path,
      `
      on: push
      jobs:
        build:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - name: Install
              run: |
                sudo apt-get update
                sudo apt-get install -y vagrant && vagrant up
            - run: make test
              if: github.ref == 'refs/heads/main'
            - run: make clean
              if: \${{ always() }}
      `,
      `
      job build
        runs on ["ubuntu-24.04"]
        step uses "actions/checkout@v4"
        step Install
          [sudo] apt-get update
          [sudo] apt-get install -y vagrant
          vagrant up
        step (conditional)
          make test
        step
          make clean
      `,
    );
  });

  const runners: readonly (readonly [title: string, job: string, expected: string])[] = [
    ["a label", "runs-on: macos-15", '["macos-15"]'],
    ["a list of labels", "runs-on: [self-hosted, linux, kvm]", '["self-hosted","linux","kvm"]'],
    ["labels of a group", "runs-on: { group: big, labels: [ubuntu-x] }", '["ubuntu-x"]'],
    ["a group", "runs-on: { group: big }", "unreadable"],
    [
      "values of a matrix",
      "runs-on: ${{ matrix.os }}\n    strategy: { matrix: { os: [ubuntu-24.04, windows-2025] } }",
      '["ubuntu-24.04","windows-2025"]',
    ],
    [
      "a part of a label from a matrix",
      "runs-on: ubuntu-${{ matrix.v }}\n    strategy: { matrix: { v: [22.04, 24.04] } }",
      '["ubuntu-22.04","ubuntu-24.04"]',
    ],
    [
      "entries of include",
      "runs-on: ${{ matrix.os }}\n    strategy: { matrix: { include: [{ os: a }, { os: b, x: 1 }] } }",
      '["a","b"]',
    ],
    [
      "a path into a matrix",
      "runs-on: ${{ matrix.to.os }}\n    strategy: { matrix: { to: [{ os: a }, { os: b }] } }",
      '["a","b"]',
    ],
    ["a computed matrix", "runs-on: ${{ matrix.os }}\n    strategy: { matrix: ${{ fromJSON(x) }} }", "unreadable"],
    [
      "a computed axis",
      "runs-on: ${{ matrix.os }}\n    strategy: { matrix: { os: '${{ fromJSON(x) }}', include: [{ os: a }] } }",
      "unreadable",
    ],
    [
      "what exclude leaves of a matrix",
      "runs-on: ${{ matrix.os }}\n    strategy: { matrix: { os: [a, b, c], v: [1], exclude: [{ os: b }, { os: c, v: 1 }] } }",
      '["a","c"]',
    ],
    [
      "a matrix in other letters",
      "runs-on: ${{ matrix.OS }}\n    strategy: { matrix: { os: [a], include: [{ Os: b }] } }",
      '["a","b"]',
    ],
    [
      "lists of labels in a matrix",
      "runs-on: ${{ matrix.on }}\n    strategy: { matrix: { on: [[self-hosted, a], [self-hosted, b]] } }",
      '["self-hosted","a","b"]',
    ],
    ["an expression", "runs-on: ${{ inputs.os }}", "unreadable"],
    ["an alias", "env: { A: &os ubuntu-24.04 }\n    runs-on: *os", '["ubuntu-24.04"]'],
  ];
  for (const [title, job, expected] of runners) {
    it(`reads where a job runs from ${title}`, () => {
      const tree = outline(read(path, `jobs:\n  a:\n    ${job}\n    steps: []\n`));
      assert.equal(/runs on (.*)/.exec(tree)?.[1], expected);
    });
  }

  it("reads the container, its flags and the services", () => {
    assertOutline(
      path,
      `
      jobs:
        test:
          runs-on: ubuntu-24.04
          container:
            image: node:22
            env: { CI: 1 }
            volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
            options: --privileged --cap-add SYS_ADMIN -v /dev:/dev
          services:
            db:
              image: postgres:16
              ports: ["5432:5432"]
              options: >-
                --health-cmd "pg_isready -U x"
                --memory 2g
            off:
              image: \${{ matrix.image }}
      `,
      `
      job test
        runs on ["ubuntu-24.04"]
        container test image "node:22"
          privileged true
          capAdd ["SYS_ADMIN"]
          mounts [{"type":"bind","source":"/var/run/docker.sock","target":"/var/run/docker.sock"},{"type":"bind","source":"/dev","target":"/dev"}]
        service db image "postgres:16"
          healthcheck {"form":"shell","arguments":["pg_isready -U x"]}
          ports [{"target":"5432","published":"5432","protocol":"tcp"}]
          memLimit 2147483648
        service off image unreadable
      `,
    );
  });

  it("knows the place of a flag in folded text", () => {
    const workflow = read(
      path,
      `
      jobs:
        a:
          container:
            image: alpine
            options: >-
              --init
              --privileged
      `,
    );
    const container = jobOf(workflow, "a").container;
    assert.ok(container?.privileged.state === "known");
    assert.equal(textAt(workflow, container.privileged.entry), "--privileged");
    assert.equal(textAt(workflow, container.image.at), "alpine");
  });

  it("leaves PowerShell, cmd and Python alone, also where they are the default", () => {
    const shells = ["shell: pwsh", "shell: powershell", "shell: cmd", "shell: python", "shell: ${{ inputs.s }}"];
    for (const shell of shells) {
      const workflow = read(
        path,
        `jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: rm x\n        ${shell}`,
      );
      assert.deepEqual(jobOf(workflow, "a").commands, [], shell);
    }
    const steps = "    steps:\n      - run: rm x\n";
    const commands = (job: string) => read(path, `jobs:\n  a:\n    ${job}\n${steps}`).jobs[0]?.commands.length;
    assert.equal(commands("runs-on: windows-2025"), 0);
    assert.equal(commands("runs-on: windows-2025\n    defaults: { run: { shell: bash } }"), 1);
    assert.equal(commands("runs-on: ubuntu-24.04\n    defaults: { run: { shell: pwsh } }"), 0);
    assert.equal(commands("runs-on: ubuntu-24.04\n    defaults: { run: { shell: 'bash -l {0}' } }"), 1);
    assert.equal(
      commands("runs-on: ${{ matrix.o }}\n    strategy: { matrix: { o: [windows-2025, ubuntu-24.04] } }"),
      1,
    );
    assert.equal(commands("runs-on: [self-hosted, windows, x64]"), 0);
    assert.equal(commands("runs-on: { group: big, labels: [windows-big] }"), 0);
    const lists = (other: string) =>
      `runs-on: \${{ matrix.o }}\n    strategy: { matrix: { o: [[self-hosted, windows], [self-hosted, ${other}]] } }`;
    assert.equal(commands(lists("windows-arm")), 0);
    assert.equal(commands(lists("linux")), 1);
  });

  it("takes an empty image for no container", () => {
    const workflow = read(
      path,
      "jobs:\n  a:\n    container: { image: '' }\n    services: { x: { image: '' }, y: { image: b } }\n",
    );
    assert.equal(jobOf(workflow, "a").container, undefined);
    assert.deepEqual(
      jobOf(workflow, "a").services.map(({ name }) => name),
      ["y"],
    );
  });

  it("recognises PowerShell by its text if the runner is an expression, and by a condition if it is a matrix", () => {
    const commands = (job: string, step: string) =>
      read(path, `jobs:\n  a:\n    ${job}\n    steps:\n      - run: docker info\n      - ${step}\n`).jobs[0]?.commands
        .length;
    const unknown = "runs-on: ${{ inputs.os }}";
    assert.equal(commands(unknown, "run: echo x"), 2);
    assert.equal(commands(unknown, "run: New-Item x"), 0);
    assert.equal(commands(unknown, "run: $x = 1"), 0);
    assert.equal(commands(unknown, "run: echo a >> $Env:GITHUB_ENV"), 0);
    assert.equal(commands(unknown, "{ run: New-Item x, shell: pwsh }"), 1);
    const matrix = "runs-on: ${{ matrix.o }}\n    strategy: { matrix: { o: [windows-2025, ubuntu-24.04] } }";
    assert.equal(commands(matrix, "{ run: x, if: runner.os == 'Windows' }"), 1);
    assert.equal(commands(matrix, "{ run: x, if: \"startsWith(matrix.o, 'windows')\" }"), 1);
    assert.equal(commands(matrix, "{ run: x, if: runner.os != 'Windows' }"), 2);
    assert.equal(commands(matrix, "{ run: x, if: \"!startsWith(matrix.o, 'windows')\" }"), 2);
  });

  it("makes words with expressions unreadable without disturbing the shell's quoting", () => {
    const workflow = read(
      path,
      `
      jobs:
        a:
          runs-on: ubuntu-24.04
          steps:
            - run: |
                docker run -e A='\${{ secrets.A }}' "\${{ format('{0}"', x) }}" \${{ inputs.flags && '|| x' }} alpine
                vagrant up
      `,
    );
    const [run, vagrant] = jobOf(workflow, "a").commands;
    assert.deepEqual(
      run?.words.map((word) => word.value),
      ["docker", "run", "-e", undefined, undefined, undefined, "alpine"],
    );
    assert.equal(run?.words[3]?.text, "A='${{ secrets.A }}'");
    assert.deepEqual(
      vagrant?.words.map((word) => textAt(workflow, word.at)),
      ["vagrant", "up"],
    );
    assert.equal(vagrant?.owner, jobOf(workflow, "a"));
    assert.equal(vagrant?.context, "ci");
  });

  it("hides expressions that a variable carries", () => {
    const workflow = read(
      path,
      `
      jobs:
        a:
          steps:
            - run: |
                X=\${{ inputs.x }}
                rm $X
      `,
    );
    assert.equal(jobOf(workflow, "a").commands.at(-1)?.words[1]?.value, undefined);
  });

  it("reads places in CRLF files, after tabs and emoji", () => {
    const workflow = read(
      path,
      'jobs:\r\n  a:\r\n    steps:\r\n      - run: |\r\n          echo "🐳"\tx && vagrant up\r\n',
    );
    const vagrant = jobOf(workflow, "a").commands.at(-1);
    assert.ok(vagrant);
    assert.equal(textAt(workflow, vagrant.at), "vagrant up");
  });

  it("takes a reusable workflow for a job whose body is elsewhere", () => {
    assertOutline(path, "jobs:\n  call:\n    uses: ./.github/workflows/other.yml\n", "job call (incomplete)");
  });

  it("reads the steps of a composite action as a job that runs where its caller says", () => {
    assertOutline(
      "setup/action.yml",
      `
      name: Setup
      runs:
        using: composite
        steps:
          - run: vagrant up
            shell: bash
      `,
      `
      job Setup
        runs on unreadable
        step shell "bash"
          vagrant up
      `,
    );
    assertOutline("action.yml", "name: x\nruns:\n  using: node24\n  main: a.js\n", "");
    assertOutline(
      "action.yml",
      "name: x\nruns:\n  using: docker\n  image: docker://alpine:3\n",
      'job x\n  runs on unreadable\n  container x image "alpine:3"',
    );
  });

  it("knows the range of comments", () => {
    const workflow = read(
      path,
      `
      jobs:
        # bulkhead ignore=a reason
        a:
          steps:
            - run: x # behind
      `,
    );
    const [own, behind] = workflow.comments;
    assert.ok(own?.covers && behind?.covers);
    assert.ok(workflow.source.slice(own.covers).startsWith("a:\n"));
    assert.ok(workflow.source.slice(behind.covers).endsWith("- run: x # behind"));
  });

  it("names the setting at a position", () => {
    const workflow = read(
      path,
      `
      jobs:
        a:
          runs-on: ubuntu-24.04
          container: node:22
          services:
            db: { image: postgres }
          steps:
            - run: sudo vagrant up && docker run --privileged x
      `,
    );
    const idsAt = (text: string) => {
      const offset = workflow.source.text.indexOf(text) + 1;
      return workflow.settingsAt(workflow.source.positionAt(offset)).map((setting) => setting.id);
    };
    assert.deepEqual(idsAt("ubuntu-24"), ["workflow:jobs.*.runs-on"]);
    assert.deepEqual(idsAt("node:22"), ["workflow:jobs.*.container"]);
    assert.deepEqual(idsAt("postgres"), [
      "workflow:jobs.*.services.*.image",
      "workflow:jobs.*.services.*",
      "workflow:jobs.*.services",
    ]);
    assert.deepEqual(idsAt("vagrant"), ["command:vagrant"]);
    assert.deepEqual(idsAt("sudo"), ["command:sudo"]);
    assert.deepEqual(idsAt("--privileged"), ["docker-run:--privileged"]);
    assert.deepEqual(idsAt("steps"), []);
  });
});
