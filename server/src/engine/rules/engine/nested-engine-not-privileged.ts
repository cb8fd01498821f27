import { isMissing } from "../../facts/absence.ts";
import { jobAround } from "../../facts/machine/runner.ts";
import { nestedEngineOf } from "../../facts/nestedEngine.ts";
import { capabilityName, isPodmanRun } from "../../facts/openings.ts";
import { is, isWhollyKnown, knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";

export default defineRule({
  id: "nested-engine-not-privileged",
  category: "engine",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "An engine inside a container lacks the privileges that it needs",
  why: prose(
    "An engine mounts file systems, makes namespaces and writes firewall rules. A default container may do none of it, so the engine inside exits at its start. That holds for the rootless variant (`docker:dind-rootless`) too: it drops its rights only after its start.",
  ),
  instead: prose(
    "Narrower ways come first: to build images, rootless BuildKit or Buildah; to start containers next to this one, a socket proxy; to keep the engine inside, `runtime: sysbox-runc`, which gives it a user namespace, or a virtual machine.",
    "",
    "Otherwise add `privileged: true` (`options: --privileged` in GitHub Actions). Root in the container is then root on the host.",
  ),
  exceptions: prose(
    "Ignored with a `runtime`, with `security_opt`, `SYS_ADMIN` or `ALL` of capabilities, with Podman, if something that sets `privileged` cannot be read, and if another command replaces the engine. In GitLab CI and CircleCI the runner decides, so their services are ignored.",
  ),
  errors: [
    "mount: permission denied (are you root?)",
    "Could not mount /sys/kernel/security.",
    "[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted",
    "failed to start daemon: Error initializing network controller",
  ],
  topic: "privileged",
  sources: [
    "https://github.com/docker-library/docs/blob/master/docker/content.md",
    "https://github.com/docker-library/docker/issues/291",
    "https://docs.k3s.io/advanced#running-k3s-in-docker",
    "https://github.com/nestybox/sysbox/blob/master/docs/user-guide/dind.md",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                volumes:
                  - images:/var/lib/docker
            volumes:
              images:
          `,
        },
        underline: "builder",
      },
      {
        title: "The rootless variant needs it too.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                container: corp/test:2
                services:
                  docker:
                    image: docker:28-dind-rootless
                steps:
                  - run: ./test.sh
          `,
        },
        underline: "docker",
      },
      {
        title: "A Kubernetes node.",
        files: {
          "compose.yaml": `
            services:
              server:
                image: rancher/k3s:v1.33.4-k3s1
                command: server --disable traefik
                privileged: false
          `,
        },
        underline: "server",
      },
    ],
    valid: [
      {
        title: "Sysbox gives it a user namespace instead.",
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
        title: "Only the client runs.",
        files: {
          "compose.yaml": `
            services:
              client:
                image: docker:28-cli
              version:
                image: docker:28-dind
                command: docker version
          `,
        },
      },
      {
        title: "GitLab's runner decides about privileges.",
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              services: [docker:28-dind]
              script: docker build .
          `,
        },
      },
      {
        title: "A variable decides.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                privileged: \${PRIVILEGED}
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const engine = nestedEngineOf(project, service);
      if (!engine || !lacksPrivileges(project, service) || isDecidedByRunner(project, service)) return;
      report({
        at: service.at,
        message: `${containerName(service)} starts ${engine.title}, which fails without ${wayOf(service)} or the sysbox runtime.`,
        related: service.image.state === "unset" ? [] : [{ at: service.image.at, message: "The image." }],
      });
    },
  },
});

function lacksPrivileges(project: Project, service: Service): boolean {
  const { capAdd, securityOpt, runtime, privileged } = service;
  const isWide = knownItems(capAdd).some(({ value }) => /^(?:ALL|SYS_ADMIN)$/.test(capabilityName(value)));
  const isOther = isWide || !isWhollyKnown(capAdd) || isPodmanRun(project, service);
  const isUnset = isMissing(
    project,
    service,
    () => privileged,
    () => securityOpt,
    () => runtime,
  );
  const isOff =
    is(privileged, false) &&
    isMissing(
      project,
      service,
      () => securityOpt,
      () => runtime,
    );
  return !isOther && (isUnset || isOff);
}

/** Services of GitHub and Azure have their options in the file; a job replaces the command of its own container. */
function isDecidedByRunner(project: Project, service: Service): boolean {
  if (service.origin !== "workflow") return false;
  const job = jobAround(project, service);
  return !job || !job.services.includes(service) || (job.system !== "github" && job.system !== "azure");
}

function wayOf({ origin }: Service): string {
  return origin === "compose" ? "privileged: true" : "--privileged";
}
