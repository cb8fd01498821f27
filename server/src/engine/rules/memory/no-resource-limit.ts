import { declares } from "../../facts/intent.ts";
import { containerName } from "../../words.ts";
import { knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "no-resource-limit",
  category: "memory",
  since: "0.1.0",
  branches: {
    exposed: { severity: "info", profile: "strict" },
    internal: { severity: "hint", profile: "strict" },
  },
  summary: "Service has no memory limit",
  why: prose(
    "All containers share one kernel, with its memory, process ids and file descriptors. Without limits a leak or an attack in one of them exhausts what all others need, and the OOM killer may end another one. A virtual machine has this wall by itself.",
  ),
  instead:
    "Set `mem_limit`, or `deploy.resources.limits.memory`, to two or three times the usual peak. `pids_limit` stops a fork bomb and `ulimits.nofile` a flood of connections.",
  exceptions: prose(
    "Ignores services with a limit or one that a variable gives, override files, and services that cannot be read as a whole. Information if the service publishes a port on all addresses or is declared `trust=untrusted` or `tenancy=multi`, else a hint.",
  ),
  topic: "memory-limit",
  sources: [
    "https://docs.docker.com/engine/containers/resource_constraints/",
    "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              worker:
                image: corp/worker:4
          `,
        },
        underline: "worker",
        branch: "internal",
      },
      {
        title: "The network decides how much work it gets.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                ports:
                  - "80:80"
          `,
        },
        underline: "web",
        branch: "exposed",
      },
    ],
    valid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                deploy:
                  resources:
                    limits:
                      memory: 256M
          `,
        },
      },
      {
        title: "A variable gives the limit.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                mem_limit: \${WEB_MEMORY}
          `,
        },
      },
      {
        title: "The file overrides another one.",
        files: {
          "docker-compose.override.yml": `
            services:
              web:
                ports:
                  - "80:80"
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const { origin, complete, memLimit, deploy } = service;
      if (origin !== "compose" || !complete) return;
      if (memLimit.state !== "unset" || deploy.limits.memory.state !== "unset") return;
      const branch = isExposed(project, service) ? "exposed" : "internal";
      const message = `${containerName(service)} has no memory limit, so a leak in it takes the memory of all other containers. Set one.`;
      report({ branch, at: service.at, message });
    },
  },
});

function isExposed(project: Project, service: Service): boolean {
  const isPublished = knownItems(service.ports).some(
    ({ value: { hostIp, published } }) =>
      published !== undefined && (hostIp === undefined || hostIp === "0.0.0.0" || hostIp === "::"),
  );
  return (
    isPublished || declares(project, service, "trust", "untrusted") || declares(project, service, "tenancy", "multi")
  );
}
