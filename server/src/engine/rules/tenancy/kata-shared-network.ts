import { runtimeNamed } from "../../knowledge/runtimes.ts";
import { valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { containerName } from "../../words.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "kata-shared-network",
  category: "tenancy",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Container under Kata Containers shares a network namespace",
  why: "Kata Containers moves the network of a container into its virtual machine, so no other container can share it: joining the namespace of a service leaves one of the two without a connection. With the host's network, Kata may reconfigure the interfaces of the host.",
  instead: "Give each service a network of its own, and let them reach each other by published ports or service names.",
  exceptions:
    "Ignored for runtimes that a variable gives, and for containers of other projects (`container:`) that join this one.",
  topic: "runtime",
  sources: ["https://github.com/kata-containers/kata-containers/blob/main/docs/Limitations.md"],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              app:
                image: debian:13
                runtime: kata
                network_mode: host
          `,
        },
        underline: "kata",
      },
      {
        title: "The other service has Kata as its runtime.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: debian:13
                runtime: io.containerd.kata.v2
              metrics:
                image: prom/node-exporter:v1.9.1
                network_mode: service:app
          `,
        },
        underline: "service:app",
      },
    ],
    valid: [
      {
        title: "A network of its own.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: debian:13
                runtime: kata
                network_mode: none
          `,
        },
      },
      {
        title: "Both run under runc.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: debian:13
              metrics:
                image: prom/node-exporter:v1.9.1
                network_mode: service:app
          `,
        },
      },
      {
        title: "gVisor keeps its own stack, which another rule reports.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: debian:13
                runtime: runsc
                network_mode: host
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const mode = valueOf(service.networkMode);
      const [, kind, owner] = /^(service|container):(.+)$/.exec(mode ?? "") ?? [];
      if (mode !== "host" && owner === undefined) return;

      if (isKata(service)) {
        const effect = mode === "host" ? "Kata may break the host's network" : "Kata cannot share it";
        report({
          at: service.runtime.at,
          message: `${containerName(service)} runs under Kata Containers with network_mode ${mode ?? ""}, but ${effect}. Give it its own network.`,
          related: [{ at: service.networkMode.at, message: "The shared network." }],
        });
        return;
      }
      const joined = kind === "service" ? otherService(project, owner) : undefined;
      if (!joined || !isKata(joined)) return;
      report({
        at: service.networkMode.at,
        message: `${containerName(service)} joins the network of "${joined.name}", which Kata Containers keeps in a virtual machine, so it has no connection.`,
        related: [{ at: joined.runtime.at, message: "The runtime." }],
      });
    },
  },
});

function isKata({ runtime }: Service): boolean {
  return runtime.state === "known" && runtimeNamed(runtime.value)?.id === "kata";
}

function otherService({ root }: Project, name: string | undefined): Service | undefined {
  return root.kind === "compose" ? root.services.find((service) => service.name === name) : undefined;
}
