import { testsOf } from "./nearMisses.ts";

const { fixes, ignores, reports, reportsAs } = testsOf("engine-client-without-engine");
const gitlab = (script: string, ...more: readonly string[]) => ({
  ".gitlab-ci.yml": [
    "build:",
    "  image: docker:28",
    ...more.map((line) => `  ${line}`),
    `  script: ["${script}"]`,
    "",
  ].join("\n"),
});
const circleci = (...steps: readonly string[]) => ({
  ".circleci/config.yml": `version: 2.1\njobs:\n  build:\n    docker: [{ image: "docker:28" }]\n    steps: [${steps.join(", ")}]\n`,
});

describe("engine-client-without-engine on near misses", () => {
  ignores("where an include is not read", {
    ".gitlab-ci.yml":
      "include: [{ remote: 'https://example.com/ci.yml' }]\nbuild:\n  image: docker:28\n  script: [docker build .]\n",
  });
  ignores("where the command names the engine", gitlab("DOCKER_HOST=tcp://builder:2375 docker build ."));
  ignores("where the script exports the engine", gitlab("export DOCKER_HOST=tcp://builder:2375; docker build ."));
  ignores("where a daemon is started", gitlab("dockerd & docker build ."));
  ignores("on a service that a variable names", gitlab("docker build .", "services: [$DIND]"));
  ignores("on a builder elsewhere", gitlab("docker buildx create --use --driver kubernetes && docker buildx build ."));
  ignores("on a login", gitlab("docker login -u x -p y registry.example.com"));
  ignores("on another image", {
    ".gitlab-ci.yml": "build:\n  image: registry.example.com/builder:1\n  script: [docker build .]\n",
  });
  ignores("in a hidden job", { ".gitlab-ci.yml": ".build:\n  image: docker:28\n  script: [docker build .]\n" });
  ignores("on a remote engine of CircleCI", circleci("setup_remote_docker", "{ run: docker build . }"));
  ignores("where an orb may set it up", circleci("{ tools/prepare: {} }", "{ run: docker build . }"));
  ignores("on a machine of CircleCI", {
    ".circleci/config.yml":
      "version: 2.1\njobs:\n  build:\n    machine: { image: ubuntu-2404:current }\n    steps: [{ run: docker build . }]\n",
  });
  ignores("in containers of GitHub", {
    ".github/workflows/test.yml":
      "on: [push]\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    container: docker:28\n    steps: [{ run: docker build . }]\n",
  });
  ignores("on a socket that Jenkins mounts", {
    Jenkinsfile:
      "pipeline {\n  agent { docker { image 'docker:28'; args '-v /var/run/docker.sock:/var/run/docker.sock' } }\n  stages { stage('b') { steps { sh 'docker build .' } } }\n}\n",
  });
  reportsAs(
    "an agent of Jenkins",
    {
      Jenkinsfile:
        "pipeline {\n  agent { docker { image 'docker:28' } }\n  stages { stage('b') { steps { sh 'docker build .' } } }\n}\n",
    },
    "warning",
  );
  reportsAs("a runner of one's own", gitlab("docker build .", "tags: [builder]"), "info");
  reports(
    "the first command only",
    gitlab("docker version; docker build . && docker push x"),
    '3:29 warning Job "build" has the Docker client only: no dind service, DOCKER_HOST or socket leads to an engine, so this command fails.',
  );
  fixes(
    "beside an image of all jobs nothing",
    { ".gitlab-ci.yml": "image: docker:28\nbuild:\n  script: [docker build .]\n" },
    undefined,
  );
});
