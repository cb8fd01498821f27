import { databaseOf } from "../../facts/databaseAccess.ts";
import { engineOf } from "../../facts/engine.ts";
import { containerName, writtenAt } from "../../words.ts";
import type { Editor } from "../../model/editor.ts";
import { knownItems, type Known } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Project } from "../../model/project.ts";
import type { Port } from "../../model/service.ts";
import { defineRule, prose, type FixOffer } from "../../rule.ts";
import { isDevelopmentFile, isForSwarm, isTestFile } from "./support.ts";

export default defineRule({
  id: "published-database-port",
  category: "network",
  since: "0.1.0",
  branches: {
    open: { severity: "warning", profile: "recommended" },
    "asks-for-credentials": { severity: "info", profile: "recommended" },
  },
  fix: "behaviour",
  summary: "Database port is published on all addresses of the host",
  why: prose(
    "A port that is published without an address is open on every interface of the host. The engine's own firewall rules come before those of ufw and firewalld, so a rule that blocks the port there has no effect.",
    "",
    "Databases without a password are found and emptied within hours on a public address. It is a warning if the files show that the database accepts connections without credentials, and information if it asks for them.",
  ),
  instead: prose(
    "Remove `ports`: services of one project reach each other by name, without published ports. If you need the port on the machine itself, publish it on `127.0.0.1`.",
  ),
  exceptions: prose(
    "Only databases of known images on their own ports are reported. Ports with an address, ports that the engine chooses, files for development and tests, Compose files for swarm and CI jobs are ignored. If a configuration file is mounted or the image is built here, the database counts as one that asks for credentials.",
  ),
  errors: [
    "ufw does not block published Docker port",
    "READ__ME_TO_RECOVER_YOUR_DATA",
    "Possible SECURITY ATTACK detected",
  ],
  topic: "ports",
  sources: [
    "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
    "https://docs.docker.com/engine/network/port-publishing/",
    "https://github.com/moby/moby/issues/22054",
  ],
  examples: {
    invalid: [
      {
        title: "The official image has no password unless one is set.",
        files: {
          "compose.yaml": `
            services:
              redis:
                image: redis:8
                ports:
                  - "6379:6379"
          `,
        },
        underline: '"6379:6379"',
        branch: "open",
        fixed: `
          services:
            redis:
              image: redis:8
              ports:
                - "127.0.0.1:6379:6379"
        `,
      },
      {
        title: "With a password it is a trade-off.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                environment:
                  POSTGRES_PASSWORD: \${DB_PASSWORD}
                ports:
                  - 5432:5432
          `,
        },
        underline: "5432:5432",
        branch: "asks-for-credentials",
        fixed: `
          services:
            db:
              image: postgres:17
              environment:
                POSTGRES_PASSWORD: \${DB_PASSWORD}
              ports:
                - 127.0.0.1:5432:5432
        `,
      },
      {
        title: "A shell may turn on passwords before the database starts.",
        files: {
          "compose.yaml": `
            services:
              store:
                image: cassandra:5
                command: >
                  sh -c "echo 'authenticator: PasswordAuthenticator' >> /etc/cassandra/cassandra.yaml && docker-entrypoint.sh cassandra -f"
                ports:
                  - "9042:9042"
          `,
        },
        underline: '"9042:9042"',
        branch: "asks-for-credentials",
        fixed: `
          services:
            store:
              image: cassandra:5
              command: >
                sh -c "echo 'authenticator: PasswordAuthenticator' >> /etc/cassandra/cassandra.yaml && docker-entrypoint.sh cassandra -f"
              ports:
                - "127.0.0.1:9042:9042"
        `,
      },
    ],
    valid: [
      {
        title: "The port is open on the machine itself only.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                ports:
                  - "127.0.0.1:5432:5432"
          `,
        },
      },
      {
        title: "A variable may give the address.",
        files: {
          "compose.yaml": `
            services:
              cache:
                image: redis:8
                ports:
                  - "\${BIND_ADDRESS}:6379:6379"
          `,
        },
      },
      {
        title: "Only other containers reach it.",
        files: {
          "compose.yaml": `
            services:
              cache:
                image: redis:8
                expose: ["6379"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { root } = project;
      if (service.origin !== "compose" || service.networkMode.state !== "unset" || isForSwarm(service)) return;
      if (root.kind !== "compose" || isDevelopmentFile(project) || isTestFile(project)) return;
      const ports = knownItems(service.ports).filter(({ value }) => isOnAllAddresses(value));
      const database = ports.length > 0 ? databaseOf(project, service) : undefined;
      if (!database) return;

      const { daemon, isOpen } = database;
      for (const port of ports.filter(({ value }) => daemon.ports.includes(Number(value.target)))) {
        report({
          at: port.at,
          branch: isOpen ? "open" : "asks-for-credentials",
          message: `${containerName(service)} publishes ${daemon.title}${isOpen ? ", which asks for no password," : ""} on all addresses${engineOf(project) === "docker" ? ", past firewalls such as ufw" : ""}. Bind 127.0.0.1, or remove the port.`,
          fixes: bindToLoopback(project, port, edit),
        });
      }
    },
  },
});

function isOnAllAddresses({ hostIp, published, protocol }: Port): boolean {
  return (
    typeof published === "string" &&
    protocol === "tcp" &&
    /^(?:0\.0\.0\.0|::|)$/.test(hostIp === undefined ? "" : writtenPart(hostIp))
  );
}

function bindToLoopback(project: Project, port: Known<Port>, edit: Editor): readonly FixOffer[] {
  const written = port.origin ? undefined : writtenAt(project, port.at)?.replace(/^(["'])(.*)\1$/, "$2");
  // The long form has its address on a line of its own.
  if (written === undefined || !/^[\d.:[\]]+(?:\/tcp)?$/.test(written)) return [];
  const bound = `127.0.0.1:${written.replace(/^(?:0\.0\.0\.0|\[?::\]?):/, "")}`;
  return [
    {
      title: "Publish the port on 127.0.0.1 only",
      kind: "behaviour",
      preferred: true,
      edits: () => [edit.replaceValue(port, bound)],
    },
  ];
}
