import { service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("dind-port-and-tls");

/** A GitLab file with one job and a Docker engine beside it. */
function gitlab(image: string, variables: readonly string[], engine = "docker:28-dind", script = "./test.sh") {
  const lines = ["build:", `  image: ${image}`, "  services:", `    - ${engine}`, "  variables:"];
  return {
    ".gitlab-ci.yml": [...lines, ...variables.map((line) => `    ${line}`), `  script: ${script}`, ""].join("\n"),
  };
}

/** A Compose file with an engine and a client of it. */
function compose(engine: readonly string[], host: string) {
  const lines = ["services:", "  dind:", "    image: docker:28-dind", ...engine.map((line) => `    ${line}`)];
  const client = ["  client:", "    image: corp/client:2", "    environment:", `      DOCKER_HOST: ${host}`, ""];
  return { "compose.yaml": [...lines, ...client].join("\n") };
}

const plain = "DOCKER_HOST: tcp://docker:2375";
const secure = "DOCKER_HOST: tcp://docker:2376";
const certificates = 'DOCKER_TLS_CERTDIR: "/certs"';

describe("dind-port-and-tls on near misses", () => {
  ignores("on another engine", gitlab("docker:28", ["DOCKER_HOST: tcp://build.corp.example:2375", certificates]));
  ignores("on an engine that makes no certificates", gitlab("docker:18", [plain], "docker:18-dind"));
  ignores("on an image of its own", gitlab("docker:28", [plain, certificates], "corp/engine:28-dind"));
  ignores("on a value that a run decides", gitlab("docker:28", [plain, "DOCKER_TLS_CERTDIR: $CERTDIR"]));
  ignores("on certificates that are set", gitlab("gradle:9-jdk21", [secure, certificates, "DOCKER_TLS_VERIFY: 1"]));
  ignores(
    "on a script that sets up the client",
    gitlab("gradle:9-jdk21", [secure, certificates], "docker:28-dind", "export DOCKER_TLS_VERIFY=1"),
  );
  ignores("on a client that may find them", gitlab("corp/client:2", [secure, certificates]));
  reports(
    "a setting that the runner may have, softly",
    gitlab("docker:28", [plain]),
    "6:18 info The engine listens with TLS on 2376, unless the runner empties DOCKER_TLS_CERTDIR, so docker commands fail on port 2375.",
  );
  reports(
    "the port of TLS without it",
    gitlab("docker:28", [secure, 'DOCKER_TLS_CERTDIR: ""']),
    "6:18 warning The engine listens without TLS on 2375, because DOCKER_TLS_CERTDIR is empty, so docker commands fail on port 2376.",
  );
  reports(
    "services of Compose",
    compose([], "tcp://dind:2375"),
    "7:20 warning The engine listens with TLS on 2376, so docker commands fail on port 2375.",
  );
  ignores("on services that agree", compose(['environment: { DOCKER_TLS_CERTDIR: "" }'], "tcp://dind:2375"));
  ignores("on an environment file", compose(["env_file: dind.env"], "tcp://dind:2375"));
  ignores("on a published port with TLS", service("docker:28-dind", "ports: ['2376:2376', '2375:2375']"));
  ignores(
    "on a port of IPv6's loopback address",
    service("docker:28-dind", "environment: [DOCKER_TLS_CERTDIR=]", "ports: ['[::1]:2375:2375']"),
  );
  reportsAs(
    "another port of the host",
    service("docker:28-dind", "environment: [DOCKER_TLS_CERTDIR=]", "ports: ['12375:2375']"),
    "error",
  );
  const open = ["privileged: true", "command: --tls=false", "environment: { DOCKER_TLS_CERTDIR: '' }"];
  reports(
    "what those get who reach the port",
    withEngine("desktop", service("docker:28-dind", ...open, "ports: ['2375:2375']")),
    "7:13 error \"app\" publishes Docker's API without TLS, so everyone who reaches the port is root on Docker Desktop's VM.",
  );
});
