import assert from "node:assert/strict";
import { assertOutline, jobOf, outline, read, textAt } from "./reading.ts";

const path = ".gitlab-ci.yml";

describe("GitLab CI", () => {
  it("reads jobs with settings that they inherit from default", () => {
    assertOutline(
      path,
      `
      stages: [test]
      variables: { REGISTRY: registry.example.com }
      default:
        image: $REGISTRY/node:22
        before_script:
          - npm ci
      test:
        tags: [kvm]
        services:
          - docker:dind
          - name: postgres:16
            alias: db
        script: npm test
      lint:
        inherit: { default: false }
        script:
          - |
            vagrant up
            vagrant ssh
        after_script: [vagrant halt]
      `,
      `
      job test
        runs on ["kvm"]
        container test image "registry.example.com/node:22"
        service docker:dind image "docker:dind"
        service db image "postgres:16"
        step before_script
          npm ci
        step script
          npm test
      job lint
        step script
          vagrant up
          vagrant ssh
        step after_script
          vagrant halt
      `,
    );
  });

  it("follows extends, anchors, merges and references", () => {
    assertOutline(
      path,
      `
      .base: &base
        image: alpine:3
        script: [echo base]
      .setup:
        script:
          - echo setup
          - !reference [.base, script]
      .middle:
        extends: .base
        tags: [a]
      one:
        extends: [.middle]
        script:
          - !reference [.setup, script]
          - vagrant up
      two:
        <<: *base
        tags: [b]
      `,
      `
      job one
        runs on ["a"]
        container one image "alpine:3"
        step script
          echo setup
          echo base
          vagrant up
      job two
        runs on ["b"]
        container two image "alpine:3"
        step script
          echo base
      `,
    );
  });

  it("reads local includes, and says so when something stays unread", () => {
    const text = `
      include:
        - /ci/base.yml
        - local: ci/more.yml
      test:
        extends: .shared
        script: make test
      `;
    const others = {
      "ci/base.yml": "image: debian:13\n.shared:\n  tags: [vm]\n",
      "ci/more.yml": "default:\n  before_script: [make setup]\n",
    };
    const whole = `
      job test
        runs on ["vm"]
        container test image "debian:13"
        step before_script
          make setup
        step script
          make test
      `;
    assertOutline(path, text, whole, others);
    assertOutline(path, text, "job test (incomplete)\n  step script\n    make test");
    assertOutline(path, "include: { template: X.yml }\na: { script: x }\n", "job a (incomplete)\n  step script\n    x");
    assertOutline(path, "a: { extends: .nowhere, script: x }\n", "job a (incomplete)\n  step script\n    x");
  });

  it("finds the repository from inside the folder .gitlab", () => {
    assertOutline(
      ".gitlab/ci/test.yml",
      "include: /ci/base.yml\na:\n  extends: .b\n",
      'job a (incomplete)\n  container a image "alpine"\n  step script\n    x',
      { "ci/base.yml": ".b: { image: alpine, script: x }\n" },
    );
  });

  it("merges extends and includes in depth", () => {
    assertOutline(
      path,
      `
      include: { local: base.yml }
      .base:
        image: { name: "alpine:$V", entrypoint: [""] }
        variables: { V: "3", W: base }
      test:
        extends: .base
        image: { entrypoint: [sh], docker: { user: "1000" } }
        variables: { W: "4" }
        services: ["redis:$W", "mysql:$SHARED"]
        script: x
      `,
      `
      job test
        container test image "alpine:3"
          entrypoint unreadable
          user "1000"
        service redis:$W image "redis:4"
        service mysql:$SHARED image "mysql:8"
        step before_script
          setup
        step script
          x
      `,
      { "base.yml": "variables: { SHARED: 8 }\ntest:\n  before_script: [setup]\n  script: [never]\n" },
    );
  });

  it("treats null as missing", () => {
    assertOutline(
      path,
      `
      default: { image: alpine }
      .base: { image: debian, before_script: [a], services: [redis] }
      test: { extends: .base, image: null, before_script: ~, services: null, script: x }
      `,
      `
      job test
        container test image "alpine"
        step script
          x
      `,
    );
  });

  it("follows references in images, services, tags and variables", () => {
    assertOutline(
      path,
      `
      .base:
        image: alpine
        services: [redis, mysql]
        tags: [kvm]
        variables: { IMAGE: debian, TAG: "13" }
      one:
        image: !reference [.base, image]
        services: [postgres, !reference [.base, services]]
        tags: !reference [.base, tags]
        script: x
      two:
        image: $IMAGE:$TAG
        variables: !reference [.base, variables]
        script: x
      three:
        image: $IMAGE
        variables: { IMAGE: !reference [.base, variables, IMAGE] }
        tags: [!reference [.nowhere, tags]]
        script: x
      `,
      `
      job one
        runs on ["kvm"]
        container one image "alpine"
        service postgres image "postgres"
        service redis image "redis"
        service mysql image "mysql"
        step script
          x
      job two
        container two image "debian:13"
        step script
          x
      job three
        runs on unreadable
        container three image "debian"
        step script
          x
      `,
    );
  });

  const variables: readonly (readonly [title: string, job: string, expected: string])[] = [
    ["of the file", "stage: x", '"alpine:1"'],
    ["of the job", "variables: { V: 2 }", '"alpine:2"'],
    ["that a rule may set", "rules: [{ if: $X, variables: { V: 2 } }, { when: always }]", "unreadable"],
    ["that a referred rule may set", "rules: [!reference [.rules, rules]]", "unreadable"],
    ["of a matrix with one value", "parallel: { matrix: [{ V: [3], W: [a, b] }] }", '"alpine:3"'],
    ["of a matrix with several values", "parallel: { matrix: [{ V: [3, 4] }] }", "unreadable"],
    ["that are not inherited", "inherit: { variables: false }", "unreadable"],
    ["that are inherited by name", "inherit: { variables: [V] }", '"alpine:1"'],
  ];
  for (const [title, job, expected] of variables) {
    it(`fills in variables ${title}`, () => {
      const text = `variables: { V: 1 }\n.rules: { rules: [{ variables: { V: 5 } }] }\na:\n  image: alpine:$V\n  ${job}\n  script: x\n`;
      assert.equal(/image (\S+)/.exec(outline(read(path, text)))?.[1], expected);
    });
  }

  it("ends on references that name each other", () => {
    const text = `
      .a: { image: !reference [.b, image], services: [!reference [.b, services]] }
      .b: { image: !reference [.a, image], services: [!reference [.a, services], !reference [.a, services]] }
      job: { extends: .a, script: x }
      `;
    assert.match(outline(read(path, text)), /^job job\n {2}container job image unreadable/);
  });

  it("ends on jobs, references and variables that name each other", () => {
    const text = `
      .a: { extends: .b, script: !reference [.c, script] }
      .b: { extends: .a }
      .c: { script: [!reference [.a, script], !reference [.c, script]] }
      variables: { X: $Y, Y: "$X" }
      job: { extends: .a, image: $X }
      `;
    assert.match(outline(read(path, text)), /^job job \(incomplete\)\n {2}container job image unreadable/);
  });

  const images: readonly (readonly [image: string, expected: string])[] = [
    ["alpine:3", '"alpine:3"'],
    ["{ name: 'alpine:3', entrypoint: [''] }", '"alpine:3"'],
    ["$CI_REGISTRY_IMAGE/x", "unreadable"],
    ["alpine:$V", '"alpine:3"'],
    ["'alpine:${V}'", '"alpine:3"'],
    ["alpine:$W", '"alpine:4"'],
    ["'alpine:${V:-4}'", "unreadable"],
    ["'$[[ inputs.image ]]'", "unreadable"],
  ];
  for (const [image, expected] of images) {
    it(`reads the image ${image} as ${expected}`, () => {
      const workflow = read(path, `variables: { V: 3, W: { value: 4 } }\na:\n  image: ${image}\n  script: x\n`);
      assert.equal(/image (\S+)/.exec(outline(workflow))?.[1], expected);
    });
  }

  it("leaves scripts of Windows runners alone", () => {
    const commands = (job: string) => read(path, `a:\n  ${job}\n  script: rm x\n`).jobs[0]?.commands.length;
    assert.equal(commands("tags: [saas-windows-medium-amd64]"), 0);
    assert.equal(commands("image: mcr.microsoft.com/windows/servercore:ltsc2022"), 0);
    assert.equal(commands("tags: [darwin]"), 1);
    assert.equal(commands("before_script: ['Set-Location x']"), 0);
    assert.equal(commands("extends: .other\n  before_script: ['echo $env:PATH']"), 0);
    assert.equal(commands("image: alpine\n  before_script: ['Set-Location x']"), 2);
  });

  it("counts a trigger as a job whose body is elsewhere", () => {
    assertOutline(path, "a:\n  trigger: group/project\n", "job a (incomplete)");
  });

  it("says that something follows in the script", () => {
    const workflow = read(path, "a:\n  script:\n    - one\n    - two\n");
    assert.deepEqual(
      jobOf(workflow, "a").commands.map(({ last }) => last),
      [false, true],
    );
  });

  it("knows the places of quoted and folded lines", () => {
    const workflow = read(
      path,
      'a:\n  script:\n    - "echo \\"x\\" && vagrant up"\n    - >\n      vagrant\n      halt\n',
    );
    const [, up, halt] = jobOf(workflow, "a").commands;
    assert.ok(up && halt);
    assert.equal(textAt(workflow, up.at), "vagrant up");
    assert.equal(textAt(workflow, halt.at), "vagrant\n      halt");
  });

  it("reads the document after a header with inputs", () => {
    assertOutline(path, "spec:\n  inputs: {}\n---\na:\n  script: x\n", "job a\n  step script\n    x");
  });

  it("shows a hidden job that nothing in the file points at, with an anchor or without", () => {
    const names = (text: string) => read(".gitlab-ci.yml", text).jobs.map(({ name }) => name);
    assert.deepEqual(names(".a: &a\n  script: [x]\n"), [".a"]);
    assert.deepEqual(names(".a: &a\n  script: [x]\nb:\n  <<: *a\n"), ["b"]);
  });
});
