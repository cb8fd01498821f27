import { job, service, testsOf, type Files } from "./nearMisses.ts";

type Write = (image: string, ...commands: readonly string[]) => Files;

function lines(path: string, ...text: readonly string[]): Readonly<Record<string, string>> {
  return { [path]: `${text.join("\n")}\n` };
}

/** How each CI system writes a job with one image. */
const systems: Readonly<Record<string, Write>> = {
  "GitHub Actions": (image, ...commands) =>
    job("runs-on: ubuntu-24.04", `container: ${image}`, "steps:", ...commands.map((one) => `  - run: ${one}`)),
  GitLab: (image, ...commands) =>
    lines(".gitlab-ci.yml", "test:", `  image: ${image}`, "  script:", ...commands.map((one) => `    - ${one}`)),
  CircleCI: (image, ...commands) =>
    lines(
      ".circleci/config.yml",
      "version: 2.1",
      "jobs:",
      "  test:",
      `    docker: [{ image: "${image}" }]`,
      "    steps:",
      ...commands.map((one) => `      - run: ${one}`),
    ),
  "Azure Pipelines": (image, ...commands) =>
    lines(
      "azure-pipelines.yml",
      "jobs:",
      "  - job: test",
      "    pool: { vmImage: ubuntu-24.04 }",
      `    container: "${image}"`,
      "    steps:",
      ...commands.map((one) => `      - script: ${one}`),
    ),
  Jenkins: (image, ...commands) =>
    lines(
      "Jenkinsfile",
      `pipeline { agent { docker { image '${image}' } }`,
      `stages { stage('test') { steps {`,
      ...commands.map((one) => `sh '${one}'`),
      "} } } }",
    ),
  "docker run": (image, ...commands) =>
    job("runs-on: ubuntu-24.04", "steps:", `  - run: docker run --rm ${image} sh -c '${commands.join(" && ")}'`),
  "podman run with an entrypoint": (image, ...commands) =>
    job(
      "runs-on: ubuntu-24.04",
      "steps:",
      `  - run: podman run --entrypoint sh ${image} -c "${commands.join(" && ")} $MORE"`,
    ),
  "the command of a Compose service": (image, ...commands) =>
    service(image, `command: sh -c "${commands.join(" && ")}"`),
  "the entrypoint of a Compose service": (image, ...commands) =>
    service(image, `entrypoint: ["sh", "-c", "${commands.join(" && ")}"]`),
};

describe("package-manager-mismatch in containers", () => {
  const { ignores, reportsAs } = testsOf("package-manager-mismatch");
  for (const [system, write] of Object.entries(systems)) {
    reportsAs(
      `another manager in ${system}`,
      write("node:22-alpine", "apt-get update", "apt-get install -y git"),
      "error",
    );
    ignores(`the image's manager in ${system}`, write("node:22-alpine", "apk add git", "npm test"));
    ignores(`unknown images in ${system}`, write("registry.corp.example/alpine:3", "apt-get update"));
    ignores(
      `a manager that came with a package in ${system}`,
      write("debian:12", "apt-get install -y dnf", "dnf repolist"),
    );
  }
  ignores("a step on the host", {
    "azure-pipelines.yml":
      "jobs:\n  - job: a\n    container: alpine:3.22\n    steps:\n      - script: apt-get update\n        target: host\n",
  });
  ignores(
    "a step under a condition",
    job(
      "runs-on: ubuntu-24.04",
      "container: alpine:3.22",
      "steps:",
      "  - if: matrix.os == 'debian'",
      "    run: apt-get update",
    ),
  );
  ignores("a default image that an unread file may replace", {
    ".gitlab-ci.yml":
      "include: [{ project: a/b, file: c.yml }]\nimage: alpine:3.22\na:\n  extends: .b\n  script: [apt-get update]\n",
  });
  ignores("a template that jobs of other files extend", {
    ".gitlab-ci.yml": "image: alpine:3.22\n.a:\n  script: [apt-get update]\n",
  });
  ignores("a runner without containers", {
    ".gitlab-ci.yml": "a:\n  image: alpine:3.22\n  tags: [linux-shell]\n  script: [apt-get update]\n",
  });
  ignores(
    "an image whose entrypoint takes the command",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --rm alpine/git apt-get update"),
  );
  ignores(
    "a mounted userland",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -v /opt/bin:/usr/local/bin alpine:3.22 apt-get update"),
  );
  ignores(
    "the runner, whose system is another one",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --rm alpine:3.22 true && apt-get update"),
  );
  ignores("a manager that the image is built with", {
    "compose.yaml": "services:\n  app:\n    build: .\n    command: sh -c 'apk info'\n",
    Dockerfile: "FROM debian:12\nRUN curl -o /sbin/apk https://example.org/apk\n",
  });
  reportsAs(
    "the command of a service that builds its image",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    command: sh -c 'apk info'\n",
      Dockerfile: "FROM debian:12\n",
    },
    "error",
  );
});

describe("package-manager-mismatch in scripts that jobs start", () => {
  const { ignores, reports } = testsOf("package-manager-mismatch");
  const yum = { "ci/build.sh": "#!/bin/sh\nyum install -y git\n" };
  const message = 'warning debian:13 has no "yum" (it uses apt), so "yum" in build.sh fails.';
  const gitlab = (...script: readonly string[]) => ({
    ...lines(".gitlab-ci.yml", "test:", "  image: debian:13", "  script:", ...script.map((one) => `    - ${one}`)),
    ...yum,
  });
  const github = (...steps: readonly string[]) => ({
    ...lines(
      ".github/workflows/test.yml",
      "on: push",
      "jobs:",
      "  test:",
      "    runs-on: ubuntu-24.04",
      "    container: debian:13",
      "    steps:",
      ...steps.map((one) => `      - ${one}`),
    ),
    ...yum,
  });

  reports("of GitLab", gitlab("./ci/build.sh"), `4:7 ${message}`);
  reports("after a change of folder", gitlab("cd ci && bash build.sh"), `4:21 ${message}`);
  reports("of GitHub Actions", github("uses: actions/checkout@v5", "run: ./ci/build.sh"), `8:14 ${message}`);
  reports(
    "in the folder of a step",
    github("uses: actions/checkout@v5", "{ run: ./build.sh, working-directory: ci }"),
    `8:16 ${message}`,
  );
  ignores("of a job that checks nothing out", github("run: ./ci/build.sh"));
  ignores(
    "of a job that checks out two repositories",
    github(
      "uses: actions/checkout@v5",
      "{ uses: actions/checkout@v5, with: { repository: a/b } }",
      "run: ./ci/build.sh",
    ),
  );
  ignores("of another folder", gitlab("cd $FOLDER && ci/build.sh"));
});

describe("end-of-life-os in containers", () => {
  const { ignores, reportsAs } = testsOf("end-of-life-os");
  for (const [system, write] of Object.entries(systems)) {
    reportsAs(`installations from moved archives in ${system}`, write("debian:10", "apt-get update"), "warning");
    reportsAs(`an old image that installs nothing in ${system}`, write("debian:10", "make test"), "info");
    ignores(
      `an archive of old releases in ${system}`,
      write("debian:10", "sed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list", "apt-get update"),
    );
    ignores(`a maintained image in ${system}`, write("debian:12", "apt-get update"));
  }
  reportsAs(
    "an image that several jobs share once",
    {
      ".gitlab-ci.yml":
        "image: debian:10\na:\n  script: [make]\nb:\n  script: [apt-get update]\nc:\n  script: ['echo deb http://archive.debian.org/debian > /etc/apt/sources.list']\n",
    },
    "warning",
  );
  reportsAs(
    "the image of a service container",
    job("runs-on: ubuntu-24.04", "services: { db: { image: 'postgres:9.6' } }", "steps: []"),
    "info",
  );
});

describe("platform-contradicts-image in containers", () => {
  const { reportsAs } = testsOf("platform-contradicts-image");
  reportsAs(
    "the options of a job's container",
    job("runs-on: ubuntu-24.04", "container: { image: 'alpine:3.22', options: --platform windows/amd64 }", "steps: []"),
    "error",
  );
  reportsAs(
    "the platform of a GitLab image",
    {
      ".gitlab-ci.yml": "a:\n  image: { name: 'alpine:3.22', docker: { platform: windows/amd64 } }\n  script: [make]\n",
    },
    "error",
  );
});

describe("heap-exceeds-memory-limit in containers", () => {
  const { ignores, reportsAs } = testsOf("heap-exceeds-memory-limit");
  const steps = (limit: string) =>
    job(
      "runs-on: ubuntu-24.04",
      `container: { image: 'eclipse-temurin:21', options: --memory ${limit} }`,
      "steps:",
      "  - run: java -Xmx2g -jar app.jar",
    );
  reportsAs("the steps of a job", steps("1g"), "warning");
  ignores("the steps of a job below its limit", steps("4g"));
});

describe("daemonized-command in containers", () => {
  const { ignores, reportsAs } = testsOf("daemonized-command");
  const run = (command: string) =>
    job("runs-on: ubuntu-24.04", "steps:", `  - run: docker run -d debian:12 ${command}`);
  reportsAs("what docker run starts", run("sh -c 'service nginx start'"), "warning");
  ignores("what docker run keeps in the foreground", run("nginx -g 'daemon off;'"));
  ignores(
    "daemons that a step starts beside others",
    job("runs-on: ubuntu-24.04", "container: debian:12", "steps:", "  - run: service nginx start"),
  );
});
