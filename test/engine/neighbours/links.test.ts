import assert from "node:assert/strict";
import { createHost } from "./host.ts";

interface Link {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The analysed file. */
  readonly root: string;
  readonly rule: string;
  /** The file that decides, and its text with which the rule stops or starts to report. */
  readonly neighbour: string;
  readonly otherwise: string;
  /** The rule reports when the neighbour is deleted. */
  readonly speaksWithout?: boolean;
}

const systemd = 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n';
const httpd = 'FROM rockylinux:9\nCMD ["httpd", "-DFOREGROUND"]\n';
const withInit = "services:\n  legacy:\n    build: .\n    init: true\n";
const withoutInit = "services:\n  legacy:\n    build: .\n";
const scripted = 'FROM debian:12\nCOPY start.sh /usr/local/bin/\nENTRYPOINT ["/usr/local/bin/start.sh"]\n';
const heap =
  "services:\n  api:\n    image: eclipse-temurin:21-jre\n    environment:\n      JAVA_TOOL_OPTIONS: -Xmx2g\n";
const tests = 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\nend\n';
const freebsd = 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/freebsd13"\nend\n';

const links: readonly Link[] = [
  {
    title: "a Compose file to the Dockerfile that it builds",
    files: { "compose.yaml": withInit, Dockerfile: systemd },
    root: "compose.yaml",
    rule: "systemd-not-pid-one",
    neighbour: "Dockerfile",
    otherwise: httpd,
  },
  {
    title: "a Compose file to the Dockerfile of another name and context",
    files: {
      "deploy/compose.yaml":
        "services:\n  legacy:\n    build: { context: ../app, dockerfile: ../docker/Dockerfile.el9, target: run }\n    init: true\n",
      "docker/Dockerfile.el9": 'FROM rockylinux:9 AS run\nCMD ["/usr/sbin/init"]\nFROM debian:12\n',
    },
    root: "deploy/compose.yaml",
    rule: "systemd-not-pid-one",
    neighbour: "docker/Dockerfile.el9",
    otherwise: 'FROM rockylinux:9 AS run\nCMD ["httpd"]\nFROM debian:12\n',
  },
  {
    title: "a Compose file to a dockerfile in lower case",
    files: { "compose.yaml": withInit, dockerfile: systemd },
    root: "compose.yaml",
    rule: "systemd-not-pid-one",
    neighbour: "dockerfile",
    otherwise: httpd,
  },
  {
    title: "a Dockerfile to the Compose file that builds it",
    files: { "compose.yaml": withInit, Dockerfile: systemd },
    root: "Dockerfile",
    rule: "systemd-not-pid-one",
    neighbour: "compose.yaml",
    otherwise: withoutInit,
  },
  {
    title: "a Dockerfile to a Compose file in a folder above",
    files: { "docker-compose.yml": withInit.replace("build: .", "build: ./app"), "app/Dockerfile": systemd },
    root: "app/Dockerfile",
    rule: "systemd-not-pid-one",
    neighbour: "docker-compose.yml",
    otherwise: withoutInit,
  },
  {
    title: "a Dockerfile to its entrypoint script",
    files: { Dockerfile: scripted, "start.sh": "#!/bin/sh\r\nexec app\r\n" },
    root: "Dockerfile",
    rule: "entrypoint-line-endings",
    neighbour: "start.sh",
    otherwise: "#!/bin/sh\nexec app\n",
  },
  {
    title: "a Dockerfile through its Compose file to a script of another context",
    files: {
      "compose.yaml": "services:\n  app:\n    build: { context: ., dockerfile: docker/Dockerfile }\n",
      "docker/Dockerfile": scripted,
      "start.sh": "#!/bin/sh\r\nexec app\r\n",
    },
    root: "docker/Dockerfile",
    rule: "entrypoint-line-endings",
    neighbour: "compose.yaml",
    otherwise: "services:\n  app:\n    build: { context: ./docker }\n",
  },
  {
    title: "a Dockerfile to .dockerignore",
    files: { Dockerfile: scripted, "start.sh": "#!/bin/sh\r\nexec app\r\n", ".dockerignore": "*.md\n" },
    root: "Dockerfile",
    rule: "entrypoint-line-endings",
    neighbour: ".dockerignore",
    otherwise: "*.sh\n",
    speaksWithout: true,
  },
  {
    title: "a Dockerfile to an ignore file of its own before the common one",
    files: {
      Dockerfile: scripted,
      "start.sh": "#!/bin/sh\r\nexec app\r\n",
      ".dockerignore": "*.sh\n",
      "Dockerfile.dockerignore": "*.md\n",
    },
    root: "Dockerfile",
    rule: "entrypoint-line-endings",
    neighbour: "Dockerfile.dockerignore",
    otherwise: "*\n!*.md\n",
  },
  {
    title: "a Compose file to .env",
    files: { "compose.yaml": `${heap}    mem_limit: \${LIMIT}\n`, ".env": "LIMIT=1g\n" },
    root: "compose.yaml",
    rule: "heap-exceeds-memory-limit",
    neighbour: ".env",
    otherwise: "LIMIT=4g\n",
  },
  {
    title: "a Compose file to an env_file",
    files: {
      "compose.yaml":
        "services:\n  api:\n    image: eclipse-temurin:21-jre\n    env_file: ./java.env\n    mem_limit: 1g\n",
      "java.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
    },
    root: "compose.yaml",
    rule: "heap-exceeds-memory-limit",
    neighbour: "java.env",
    otherwise: "JAVA_TOOL_OPTIONS=-Xmx256m\n",
  },
  {
    title: "a Compose file to its override file",
    files: { "compose.yaml": heap, "compose.override.yaml": "services:\n  api:\n    mem_limit: 1g\n" },
    root: "compose.yaml",
    rule: "heap-exceeds-memory-limit",
    neighbour: "compose.override.yaml",
    otherwise: "services:\n  api:\n    mem_limit: 4g\n",
  },
  {
    title: "a Compose file to what it includes",
    files: {
      "compose.yaml": "include:\n  - windows/web.yaml\nservices:\n  db:\n    image: postgres:17\n",
      "windows/web.yaml":
        "services:\n  web:\n    image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\n",
    },
    root: "compose.yaml",
    rule: "windows-and-linux-services",
    neighbour: "windows/web.yaml",
    otherwise: "services:\n  web:\n    image: nginx:1.29\n",
  },
  {
    title: "a Compose file to what it includes, where its own service is the odd one out",
    files: {
      "compose.yaml":
        "include:\n  - path: linux/db.yaml\nservices:\n  web:\n    image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022\n",
      "linux/db.yaml": "services:\n  db:\n    image: postgres:17\n",
    },
    root: "compose.yaml",
    rule: "windows-and-linux-services",
    neighbour: "linux/db.yaml",
    otherwise: "services: {}\n",
  },
  {
    title: "a Compose file to what it extends",
    files: {
      "compose.yaml": "services:\n  api:\n    extends: { file: common/base.yaml, service: jvm }\n    mem_limit: 1g\n",
      "common/base.yaml": heap.replace("api:", "jvm:"),
    },
    root: "compose.yaml",
    rule: "heap-exceeds-memory-limit",
    neighbour: "common/base.yaml",
    otherwise: heap.replace("api:", "jvm:").replace("2g", "256m"),
  },
  {
    title: "a workflow to the Vagrantfile that it boots",
    files: {
      ".github/workflows/test.yml":
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n",
      Vagrantfile: tests,
    },
    root: ".github/workflows/test.yml",
    rule: "vm-for-ephemeral-ci",
    neighbour: "Vagrantfile",
    otherwise: freebsd,
  },
  {
    title: "any file to the configuration",
    files: { "app/Dockerfile": "FROM alpine:3.22\nRUN apt-get update\n", "bulkhead.config.yaml": "profile: strict\n" },
    root: "app/Dockerfile",
    rule: "package-manager-mismatch",
    neighbour: "bulkhead.config.yaml",
    otherwise: "rules:\n  package-manager-mismatch: off\n",
    speaksWithout: true,
  },
  {
    title: "any file to a nearer configuration that appears",
    files: {
      "app/Dockerfile": "FROM alpine:3.22\nRUN apt-get update\n",
      "bulkhead.config.yaml": "rules:\n  package-manager-mismatch: off\n",
      "app/bulkhead.config.json": '{ "profile": "strict" }',
    },
    root: "app/Dockerfile",
    rule: "package-manager-mismatch",
    neighbour: "app/bulkhead.config.json",
    otherwise: '{ "rules": { "package-manager-mismatch": "off" } }',
  },
];

describe("links between files", () => {
  for (const { title, files, root, rule, neighbour, otherwise, speaksWithout = false } of links) {
    it(`lead from ${title}, and follow its edits, its deletion and its return`, async () => {
      const host = createHost(files);
      const speaks = async (): Promise<boolean> => (await host.rules(root)).includes(rule);

      assert.equal(await speaks(), true, "as the files stand");
      host.write(neighbour, otherwise);
      assert.equal(await speaks(), false, "after the edit");
      host.write(neighbour, files[neighbour]);
      assert.equal(await speaks(), true, "after the edit is undone");
      host.write(neighbour, undefined);
      assert.equal(await speaks(), speaksWithout, "after the deletion");
      host.write(neighbour, files[neighbour]);
      assert.equal(await speaks(), true, "after the file is there again");
    });
  }

  it("prepare the reader of each kind of file on the way", async () => {
    const host = createHost({ ".github/workflows/a.yml": "on: push\njobs: {}\n", Vagrantfile: tests });
    host.write(
      ".github/workflows/a.yml",
      "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n",
    );

    await host.analyze(".github/workflows/a.yml");

    assert.deepEqual(new Set(host.prepared), new Set(["workflow", "vagrantfile"]));
  });

  it("take no Compose file for a Dockerfile's that does not build it", async () => {
    const host = createHost({
      "compose.yaml": withInit.replace("build: .", "build: ./other"),
      Dockerfile: systemd,
      "other/Dockerfile": httpd,
    });

    assert.equal((await host.rules("Dockerfile")).includes("systemd-not-pid-one"), false);
  });

  it("lead to Compose files elsewhere only when they are open or part of the run", async () => {
    const host = createHost({
      "deploy/compose.yaml": withInit.replace("build: .", "build: ../app"),
      "app/Dockerfile": systemd,
    });

    assert.equal((await host.rules("app/Dockerfile")).includes("systemd-not-pid-one"), false);
    assert.equal(
      (await host.rules("app/Dockerfile", { others: ["deploy/compose.yaml"] })).includes("systemd-not-pid-one"),
      true,
    );
  });
});
