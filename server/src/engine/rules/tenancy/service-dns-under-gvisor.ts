import { namedServicesOf } from "../../facts/namedServices.ts";
import { runtimeNamed } from "../../knowledge/runtimes.ts";
import { isWhollyKnown, knownItems } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "service-dns-under-gvisor",
  category: "tenancy",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Service under gVisor names another service, which does not resolve on Compose's networks",
  why: prose(
    "On the networks of Compose, Docker answers names at 127.0.0.11 inside the container's network namespace, by rules of the host's kernel. gVisor has a network stack of its own that never reaches this server, so the names of other services do not resolve. Names on the internet do.",
  ),
  instead: prose(
    "Give the other service a fixed address (`ipv4_address`) and name it in `extra_hosts`, or put both on the default bridge with `network_mode: bridge` and `links`. gVisor's own advice is to sandbox the exposed front end and not the database.",
  ),
  exceptions: prose(
    "Ignored with `extra_hosts` for the name, with `dns`, outside of Compose's networks (`network_mode`), and for names that only `depends_on` mentions.",
  ),
  errors: ["Temporary failure in name resolution", "getaddrinfo EAI_AGAIN"],
  topic: "runtime",
  sources: [
    "https://gvisor.dev/docs/user_guide/faq/",
    "https://gvisor.dev/docs/tutorials/docker-compose/",
    "https://github.com/google/gvisor/issues/7469",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              worker:
                image: python:3.13-slim
                runtime: runsc
                environment:
                  QUEUE: redis://redis:6379
              redis:
                image: redis:8
          `,
        },
        underline: "runsc",
      },
      {
        title: "A command names the service.",
        files: {
          "compose.yaml": `
            services:
              client:
                image: postgres:17
                runtime: runsc
                command: ["psql", "-h", "db", "-U", "app"]
              db:
                image: postgres:17
          `,
        },
        underline: "runsc",
      },
    ],
    valid: [
      {
        title: "The hosts file holds the name.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: python:3.13-slim
                runtime: runsc
                environment:
                  QUEUE: redis://redis:6379
                extra_hosts: ["redis:172.28.0.10"]
              redis:
                image: redis:8
          `,
        },
      },
      {
        title: "Links work on the default bridge.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: python:3.13-slim
                runtime: runsc
                network_mode: bridge
                links: [redis]
                environment:
                  QUEUE: redis://redis:6379
              redis:
                image: redis:8
                network_mode: bridge
          `,
        },
      },
      {
        title: "A name on the internet.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: python:3.13-slim
                runtime: runsc
                environment:
                  QUEUE: redis://redis.example.com:6379
              redis:
                image: redis:8
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const { runtime, origin, networkMode, extraHosts, dns } = service;
      if (origin !== "compose" || runtime.state !== "known" || runtimeNamed(runtime.value)?.id !== "gvisor") return;
      if (networkMode.state !== "unset" || dns.state !== "unset" || !isWhollyKnown(extraHosts)) return;

      const given = knownItems(extraHosts).map(({ value }) => value.split(/[:=]/)[0]);
      const used = namedServicesOf(project, service).find(({ name }) => !given.includes(name));
      if (!used) return;
      report({
        at: runtime.at,
        message: `"${service.name}" reaches "${used.name}" by name, but gVisor cannot ask Docker's DNS on Compose networks. Use a fixed address with extra_hosts.`,
        related: [{ at: used.at, message: "The name." }],
      });
    },
  },
});
