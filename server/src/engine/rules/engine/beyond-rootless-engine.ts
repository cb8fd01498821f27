import { engineOf } from "../../facts/engine.ts";
import { rootlessLimitsOf, type RootlessLimit } from "../../facts/rootlessLimits.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName, settingName } from "../../words.ts";

export default defineRule({
  id: "beyond-rootless-engine",
  category: "engine",
  since: "0.1.0",
  branches: {
    "low-port": { severity: "warning", profile: "recommended" },
    "locked-memory": { severity: "warning", profile: "recommended" },
    processors: { severity: "info", profile: "recommended" },
  },
  summary: "Container asks for more than a rootless engine may grant",
  why: prose(
    "A rootless engine has the rights of one user, and gives its containers no more.",
    "",
    "- **Ports below 1024**: only root may listen on them, so publishing one fails.",
    "- **Unlimited locked memory** (`memlock: -1`): a user may not raise the hard limit, so the container does not start.",
    "- **Limits on processors**: systemd delegates the controllers `memory` and `pids` to users, and often no others. Without its controller, a limit is refused or ignored.",
  ),
  instead: prose(
    "Publish a port from 1024 on. To permit lower ones, set `net.ipv4.ip_unprivileged_port_start` on the host.",
    "",
    "Remove `memlock`, or raise the limit of the user; Elasticsearch and OpenSearch start without it with `bootstrap.memory_lock=false`.",
    "",
    "For limits on processors, write `Delegate=cpu cpuset io memory pids` into a drop-in of `user@.service`.",
  ),
  exceptions:
    "Reported only with `engine: rootless` or `podman` in the configuration, because the files do not say which engine runs them. If the host permits more, turn the rule off. Ports that the engine chooses, values that cannot be read, and containers with a sandbox runtime are ignored.",
  errors: [
    "cannot expose privileged port 80, you might need to add",
    "rootlessport cannot expose privileged port",
    "error setting rlimit type 8: operation not permitted",
    "crun: setrlimit `RLIMIT_MEMLOCK`: Operation not permitted",
    "NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted",
  ],
  topic: "namespace-user",
  sources: [
    "https://docs.docker.com/engine/security/rootless/troubleshoot/",
    "https://docs.docker.com/engine/security/rootless/tips/#limiting-resources",
    "https://github.com/containers/podman/blob/main/rootless.md",
    "https://github.com/elastic/start-local/issues/66",
  ],
  examples: {
    invalid: [
      {
        title: "Only root may listen on port 80.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                ports:
                  - "80:80"
                  - "8443:443"
          `,
          "bulkhead.config.yaml": "engine: rootless",
        },
        underline: '"80:80"',
        branch: "low-port",
      },
      {
        title: "A user may not raise the hard limit.",
        files: {
          "compose.yaml": `
            services:
              search:
                image: elasticsearch:8.19.4
                ulimits:
                  memlock:
                    soft: -1
                    hard: -1
          `,
          "bulkhead.config.yaml": "engine: podman",
        },
        underline: "soft: -1",
        branch: "locked-memory",
      },
      {
        title: "The controller for processors may not be delegated.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: corp/worker:4
                mem_limit: 512m
                cpus: 1.5
          `,
          "bulkhead.config.yaml": "engine: rootless",
        },
        underline: "1.5",
        branch: "processors",
      },
    ],
    valid: [
      {
        title: "Ports below 1024 inside the container, memory and processes: a user may have these.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                ports: ["8080:80", "443"]
                mem_limit: 512m
                pids_limit: 200
          `,
          "bulkhead.config.yaml": "engine: rootless",
        },
      },
      {
        title: "An engine that runs as root.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                cpus: 1.5
                ports: ["80:80"]
          `,
        },
      },
      {
        title: "A variable decides, and a limit that the user may have.",
        files: {
          "compose.yaml": `
            services:
              search:
                image: elasticsearch:8.19.4
                ports: ["\${PORT}:9200"]
                ulimits:
                  memlock: 4194304
                  nofile: 65536
          `,
          "bulkhead.config.yaml": "engine: podman",
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      if (!runsForUser(project, service)) return;
      for (const limit of rootlessLimitsOf(project, service)) {
        report({ at: limit.at, branch: limit.kind, message: messageFor(project, service, limit) });
      }
    },
  },
});

function messageFor(project: Project, service: Service, limit: RootlessLimit): string {
  const engine = engineOf(project) === "podman" ? "rootless Podman" : "a rootless engine";
  const name = containerName(service);
  switch (limit.kind) {
    case "low-port":
      return `${name} publishes port ${String(limit.port)}, but ${engine} may not listen below 1024, so it does not start. Publish a higher port.`;
    case "locked-memory":
      return `${name} asks for unlimited locked memory, which ${engine} may not grant, so it does not start. Remove memlock.`;
    case "processors": {
      const setting = settingName(project, service, limit.key, limit.entry);
      return `${setting} needs the ${limit.controller} controller, which systemd may not delegate to users. Then ${engine} refuses or ignores it.`;
    }
  }
}
