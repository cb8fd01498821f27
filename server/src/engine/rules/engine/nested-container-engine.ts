import { nestedEngineOf } from "../../facts/nestedEngine.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { engineDaemons } from "../../knowledge/nestedEngines.ts";
import { runtimeNamed } from "../../knowledge/runtimes.ts";
import { programName, startOf } from "../../model/command.ts";
import { valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";

export default defineRule({
  id: "nested-container-engine",
  category: "engine",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  summary: "A container engine runs inside a container",
  why: prose(
    "An engine inside a container needs nearly all rights of the host, so anyone who can use the inner engine can take over the outer host. In GitLab CI it needs runners whose every job is privileged.",
    "",
    "It has its own cache of images, which is empty at each start unless a volume keeps it, and its own network, so ports that it publishes do not reach the host.",
  ),
  instead: prose(
    "- To build images: rootless BuildKit or Buildah, which need no daemon.",
    "- To start containers beside this one: a socket proxy that allows only the calls that are needed.",
    "- To keep the engine inside: the sysbox runtime, or a virtual machine for each runner, so that a takeover ends with the job.",
  ),
  exceptions: prose(
    "`privileged-container` reports privileged containers, and `nested-engine-not-privileged` reports those that cannot start. Ignored are the sysbox runtime, sandboxes and virtual machines, and clients and builders without a daemon.",
  ),
  topic: "privileged",
  yieldsTo: [
    { rule: "privileged-container", on: "workload" },
    { rule: "nested-engine-not-privileged", on: "workload" },
  ],
  sources: [
    "https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker",
    "https://github.com/moby/buildkit/blob/master/docs/rootless.md",
    "https://github.com/nestybox/sysbox/blob/master/docs/user-guide/dind.md",
  ],
  examples: {
    invalid: [
      {
        title: "The runner has to be privileged, for all jobs.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              services:
                - docker:28-dind
              script: docker build .
          `,
        },
        underline: "docker:28-dind",
      },
      {
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y docker.io
            CMD ["dockerd", "--storage-driver=vfs"]
          `,
        },
        underline: '["dockerd", "--storage-driver=vfs"]',
      },
    ],
    valid: [
      {
        title: "The client alone, with an engine elsewhere.",
        files: {
          "compose.yaml": `
            services:
              client:
                image: docker:28-cli
                environment:
                  DOCKER_HOST: tcp://proxy:2375
          `,
        },
      },
      {
        title: "Sysbox isolates the engine by a user namespace.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                runtime: sysbox-runc
          `,
        },
      },
      {
        title: "Buildah needs no daemon.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: quay.io/buildah/stable:v1.41
              script: buildah build .
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const engine = nestedEngineOf(project, service);
      if (!engine || isSeparate(service)) return;
      const { image } = service;
      const at = image.state === "unset" ? service.at : image.at;
      report({ at, message: `${containerName(service)} starts ${engine.title}, which needs ${rights(service)}.` });
    },
    stage(stage, { project, report }) {
      const process = stage.isFinal ? mainProcessOf(project, stage) : undefined;
      const daemon = process?.runs.find((command) => engineDaemons.includes(programName(command) ?? ""));
      if (!daemon || daemon.conditional) return;
      const name = programName(daemon) ?? "";
      report({
        at: startOf(daemon),
        message: `The image starts ${name}, so its containers need privileged, the sysbox runtime or a virtual machine.`,
      });
    },
  },
});

/** True if the runtime separates the engine from the host's kernel, or may do so. */
function isSeparate({ runtime }: Service): boolean {
  const name = valueOf(runtime);
  return runtime.state !== "unset" && (name === undefined || runtimeNamed(name)?.kind !== "shared-kernel");
}

function rights({ origin }: Service): string {
  const who = origin === "workflow" ? "a privileged runner" : "a privileged container";
  return `${who}: anyone who controls it controls the host`;
}
