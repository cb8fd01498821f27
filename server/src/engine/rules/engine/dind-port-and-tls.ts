import { engineEndpointsOf, engineTlsOf, type EngineEndpoint } from "../../facts/engineEndpoints.ts";
import { jobAround } from "../../facts/machine/runner.ts";
import { runsForUser, runsInDesktop } from "../../facts/rootReach.ts";
import { knownItems } from "../../model/fact.ts";
import { writtenPart, type Part } from "../../model/partialText.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { containerName } from "../../words.ts";

export default defineRule({
  id: "dind-port-and-tls",
  category: "engine",
  since: "0.1.0",
  branches: {
    published: { severity: "error", profile: "essential" },
    mismatch: { severity: "warning", profile: "essential" },
    "without-certificates": { severity: "warning", profile: "essential" },
  },
  summary: "Port, TLS and certificates of Docker in Docker do not fit together",
  why: prose(
    "Since Docker 19.03 the image `docker:dind` makes certificates under `DOCKER_TLS_CERTDIR`, which it sets to `/certs`, and listens with TLS on port 2376 alone. With an empty `DOCKER_TLS_CERTDIR` it listens without TLS on port 2375 alone. A client on the other port cannot connect, and one on 2376 needs `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`.",
    "",
    "The API without TLS has no password. If the port is published, anyone on the network gets root on the host.",
  ),
  instead: prose(
    'With TLS: `DOCKER_HOST: tcp://docker:2376`, `DOCKER_TLS_CERTDIR: "/certs"`, `DOCKER_TLS_VERIFY: 1`, `DOCKER_CERT_PATH: "/certs/client"`, and the folder shared between both containers.',
    "",
    'Without TLS, on an internal network only: `DOCKER_HOST: tcp://docker:2375`, `DOCKER_TLS_CERTDIR: ""`.',
    "",
    "Do not publish 2375. To use the engine from outside, go through SSH (`DOCKER_HOST=ssh://user@host`).",
  ),
  exceptions: prose(
    "Information if the file leaves `DOCKER_TLS_CERTDIR` to GitLab's runner or project settings, and for ports that a CI job publishes on its runner. The official `docker` images find the certificates themselves.",
    "",
    "Ignored are engines older than 19.03, engines with options of their own, published ports on the loopback address, values that cannot be read, and scripts that set the variables.",
  ),
  errors: [
    "http: server gave HTTP response to HTTPS client",
    "Client sent an HTTP request to an HTTPS server.",
    "Cannot connect to the Docker daemon at tcp://docker:2375",
    "unable to resolve docker endpoint: open /certs/client/ca.pem: no such file or directory",
  ],
  topic: "engine-socket",
  sources: [
    "https://github.com/docker-library/docs/blob/master/docker/content.md",
    "https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker",
    "https://docs.docker.com/engine/security/protect-access/",
  ],
  examples: {
    invalid: [
      {
        title: "Everybody on the network is root on the host.",
        files: {
          "compose.yaml": `
            services:
              dind:
                image: docker:28-dind
                privileged: true
                environment:
                  DOCKER_TLS_CERTDIR: ""
                ports:
                  - "2375:2375"
          `,
        },
        underline: '"2375:2375"',
        branch: "published",
      },
      {
        title: "With certificates the engine listens on 2376.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              services: [docker:28-dind]
              variables:
                DOCKER_HOST: tcp://docker:2375
                DOCKER_TLS_CERTDIR: "/certs"
              script: docker build .
          `,
        },
        underline: "tcp://docker:2375",
        branch: "mismatch",
      },
      {
        title: "The client has no certificates.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: gradle:9-jdk21
              services: [docker:28-dind]
              variables:
                DOCKER_HOST: tcp://docker:2376
                DOCKER_TLS_CERTDIR: "/certs"
              script: gradle test
          `,
        },
        underline: "tcp://docker:2376",
        branch: "without-certificates",
      },
    ],
    valid: [
      {
        title: "Without TLS on both sides.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: gradle:9-jdk21
              services: [docker:28-dind]
              variables:
                DOCKER_HOST: tcp://docker:2375
                DOCKER_TLS_CERTDIR: ""
              script: gradle test
          `,
        },
      },
      {
        title: "The image of the client finds the certificates.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              services: [docker:28-dind]
              variables:
                DOCKER_HOST: tcp://docker:2376
                DOCKER_TLS_CERTDIR: "/certs"
              script: docker build .
          `,
        },
      },
      {
        title: "The engine gets an option that switches TLS off.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              services:
                - name: docker:28-dind
                  command: ["--tls=false"]
              variables:
                DOCKER_HOST: tcp://docker:2375
              script: docker build .
          `,
        },
      },
      {
        title: "Only the host itself reaches it.",
        files: {
          "compose.yaml": `
            services:
              dind:
                image: docker:28-dind
                privileged: true
                environment:
                  DOCKER_TLS_CERTDIR: ""
                ports:
                  - "127.0.0.1:2375:2375"
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { project } = context;
      if (service.origin === "compose")
        for (const one of engineEndpointsOf(project, service)) checkEndpoint(one, context);
      if (engineTlsOf(project, service) !== "off") return;
      const name = containerName(service);
      const severity = jobAround(project, service) ? "info" : "error";
      for (const { value, at } of knownItems(service.ports)) {
        if (writtenPart(value.target) !== "2375" || isLoopback(value.hostIp)) continue;
        const message = `${name} publishes Docker's API without TLS, so everyone who reaches the port ${gainOf(project, service)}.`;
        context.report({ at, branch: "published", severity, message });
      }
    },
    job(job, context) {
      for (const one of engineEndpointsOf(context.project, job)) checkEndpoint(one, context);
    },
  },
});

function gainOf(project: Project, service: Service): string {
  if (runsForUser(project, service)) return "has all rights of the user who runs the engine";
  return `is root on ${runsInDesktop(project, service) ? "Docker Desktop's VM" : "the host"}`;
}

type Branch = "published" | "mismatch" | "without-certificates";

function checkEndpoint(
  { host, port, engine, tls, lacksCertificates }: EngineEndpoint,
  { report }: RuleContext<Branch>,
): void {
  const isDefault = tls === "default";
  const right = tls === "off" ? 2375 : 2376;
  const related = [{ at: engine.at, message: "The engine." }];
  // What the runner's own configuration sets is not in the file.
  const severity = isDefault ? "info" : "warning";
  if (port !== right && (port === 2375 || port === 2376)) {
    const how = tls === "off" ? "without TLS on 2375, because DOCKER_TLS_CERTDIR is empty" : "with TLS on 2376";
    const unless = isDefault ? ", unless the runner empties DOCKER_TLS_CERTDIR" : "";
    const message = `The engine listens ${how}${unless}, so docker commands fail on port ${String(port)}.`;
    report({ at: host.at, branch: "mismatch", severity, message, related });
  } else if (port === 2376 && lacksCertificates) {
    const message =
      "Port 2376 needs TLS, but DOCKER_TLS_VERIFY and DOCKER_CERT_PATH are not set, so docker commands fail. Set both.";
    report({ at: host.at, branch: "without-certificates", severity, message, related });
  }
}

function isLoopback(address: Part | undefined): boolean {
  return typeof address === "string" && /^127\.|^\[?::1\]?$/.test(address);
}
