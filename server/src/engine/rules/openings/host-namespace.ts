import { engineOf } from "../../facts/engine.ts";
import { openingsOf } from "../../facts/openings.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import type { Severity } from "../../finding.ts";
import { namespaceNamed } from "../../knowledge/linux/namespaces.ts";
import { is } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName, settingName } from "../../words.ts";
import { isNeeded, lessThan, onHost, weightOnHost } from "./support.ts";

export default defineRule({
  id: "host-namespace",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Container shares a namespace with the host",
  why: prose(
    "Namespaces are what makes a container look like a machine of its own. With `host` the container gives one up.",
    "",
    "- `pid: host`: it sees all processes of the host with their arguments and environment, and root in it can signal them.",
    "- `ipc: host`: it reads and writes the shared memory of every program on the host.",
    "- `network_mode: host`: it listens on every interface of the host and reaches what listens on the host's loopback address.",
    "- `uts: host` and `cgroup: host`: it sees the host's name and its tree of control groups.",
    "- `userns_mode: host`: it changes nothing unless the engine remaps users (`userns-remap`), which it then gives up.",
    "",
    "On Docker Desktop the host is Docker Desktop's virtual machine, not the laptop.",
  ),
  instead: prose(
    "`pid: host` for another container's processes: share that container's namespace with `pid: service:name`. `ipc: host` for more shared memory: set `shm_size`. `network_mode: host` for one port: publish the port; to reach a service on the host: `host.docker.internal` with `extra_hosts: [host.docker.internal:host-gateway]`.",
    "",
    "An agent that observes the host needs the host's processes. A virtual machine separates all of them and its kernel too.",
  ),
  exceptions: prose(
    "Information for `network_mode`, `uts`, `cgroup` and `userns_mode`, and for agents whose purpose is to observe the host. One level lower with `podman run`, with the setting `engine: desktop`, `rootless` or `podman`, and in CI jobs unless they run on a self-hosted runner.",
    "",
    "`userns_mode: host` is ignored beside the host's processes or network, which need it on an engine that remaps users. Containers in a sandbox or a virtual machine are ignored, and `privileged-container` lists the namespaces of privileged ones.",
  ),
  topic: "namespace-pid",
  yieldsTo: [{ rule: "privileged-container", on: "workload" }],
  sources: [
    "https://man7.org/linux/man-pages/man7/namespaces.7.html",
    "https://docs.docker.com/engine/containers/run/#pid-settings---pid",
    "https://docs.docker.com/engine/security/userns-remap/",
    "https://docs.docker.com/engine/security/rootless/troubleshoot/",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              worker:
                image: corp/worker:2
                pid: host
          `,
        },
        underline: "pid: host",
      },
      {
        title: "`shm_size` gives a browser enough shared memory of its own.",
        files: {
          "compose.yaml": `
            services:
              chrome:
                image: selenium/standalone-chrome:138.0
                ipc: host
          `,
        },
        underline: "ipc: host",
      },
      {
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: nginx:1.29
                network_mode: host
          `,
        },
        underline: "network_mode: host",
        severity: "info",
      },
      {
        title: "Observing the host is its purpose.",
        files: {
          "compose.yaml": `
            services:
              metrics:
                image: prom/node-exporter:v1.9.1
                pid: host
          `,
        },
        underline: "pid: host",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The namespace of another container.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
              debug:
                image: corp/debug:2
                pid: service:app
                ipc: shareable
          `,
        },
      },
      {
        title: "Private namespaces, and what a variable decides.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                cgroup: private
                network_mode: \${MODE}
                userns_mode: \${USERNS:-}
          `,
        },
      },
      {
        title: "The machine of the job is its own.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              e2e:
                runs-on: ubuntu-24.04
                steps:
                  - run: docker run --rm --network host corp/e2e:3
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      for (const { kind, what, entry } of openingsOf(project, service)) {
        if (kind !== "namespace") continue;
        const weight = weightOf(project, service, what);
        const severity = weight && weightOnHost(project, service, weight);
        const setting = settingName(project, service, namespaceNamed(what)?.setting ?? what, entry);
        const effect = (runsForUser(project, service) ? effectsForUser : effects)[what];
        const isUnreachable = what === "network" && engineOf(project) === "rootless" && runsForUser(project, service);
        if (isUnreachable) {
          const message = `${containerName(service)} uses the network of the rootless engine, from which ports are not reachable before Docker Engine 29.5. Publish them instead.`;
          report({ at: entry, severity: "info", message });
        } else if (severity && effect) {
          const message = `${containerName(service)} ${onHost(project, service, effect.replace("%", setting))}.`;
          report({ at: entry, severity, message });
        }
      }
    },
  },
});

/** By namespace; `%` is the setting as the file writes it. */
const effects: Readonly<Record<string, string>> = {
  pid: "sees all processes of the host with their environment, and root in it can signal them",
  ipc: "reads and writes the shared memory of every program on the host. For more of its own, set shm_size",
  network: "listens on every interface of the host and reaches services on its loopback address",
  uts: "sees the host's name, and can change it with SYS_ADMIN",
  cgroup: "sees the control groups of the whole host",
  user: "opts out of user remapping (%), so root inside it is root on an engine that uses userns-remap",
};

/** With the rights of the user who runs the engine. */
const effectsForUser: typeof effects = {
  pid: "sees all processes of the host, and root in it can signal those of the user who runs the engine",
  ipc: "reads and writes the shared memory of the user who runs the engine. For more of its own, set shm_size",
};

function weightOf(project: Project, service: Service, namespace: string): Severity | undefined {
  const { pid, networkMode } = service;
  // https://docs.docker.com/engine/security/userns-remap/#user-namespace-known-limitations
  if (namespace === "user" && (is(pid, "host") || is(networkMode, "host"))) return undefined;
  const weight = namespaceNamed(namespace)?.weight;
  if (weight === undefined || weight === "none") return undefined;
  const isNecessary = weight === "warning" && isNeeded(project, service, () => false);
  return isNecessary ? lessThan(weight) : weight;
}
