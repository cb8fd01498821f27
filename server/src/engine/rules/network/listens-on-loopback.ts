import { exposedPortsOf, namedPortsOf } from "../../facts/containerPorts.ts";
import { sharesNetwork } from "../../facts/grants.ts";
import { listeningOf, type Listening } from "../../facts/process/listening.ts";
import { mainProcessOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { startOf, type SimpleCommand } from "../../model/command.ts";
import { has, type Item } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Project } from "../../model/project.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import type { Place } from "../../model/place.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { writtenAt } from "../../words.ts";

export default defineRule({
  id: "listens-on-loopback",
  category: "network",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Server listens on 127.0.0.1 inside its container, so published ports lead nowhere",
  why: prose(
    'A container has a loopback interface of its own. A server that listens on `127.0.0.1` is reached from within the container only: a published port accepts the connection and then resets it, and other services get "connection refused".',
  ),
  instead: prose(
    "Let the server listen on `0.0.0.0` (or `::`), and limit who reaches it where the port is published: `127.0.0.1:8000:8000`.",
  ),
  exceptions: prose(
    "Reported if the port is published or exposed, and for servers whose address the command line decides: it names a loopback address, or the server's default is one and no option, variable or file may change it. Ignored with `network_mode: host` and in a network namespace of another container.",
  ),
  errors: [
    "Empty reply from server",
    "Connection reset by peer",
    "ERR_EMPTY_RESPONSE",
    "Recv failure: Connection reset by peer",
  ],
  topic: "ports",
  sources: [
    "https://docs.docker.com/engine/network/port-publishing/",
    "https://www.uvicorn.org/settings/#socket-binding",
    "https://flask.palletsprojects.com/en/stable/cli/#run-the-development-server",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            EXPOSE 8000
            CMD uvicorn app.main:app --host 127.0.0.1 --port 8000
          `,
        },
        underline: "127.0.0.1",
        fixed: `
          FROM python:3.13-slim
          EXPOSE 8000
          CMD uvicorn app.main:app --host 0.0.0.0 --port 8000
        `,
      },
      {
        title: "The default of the server is the loopback address.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/shop:4
                entrypoint: flask run --port 8000
                ports: ["8000:8000"]
          `,
        },
        underline: "flask",
      },
    ],
    valid: [
      {
        title: "It listens on all addresses.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            EXPOSE 8000
            CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
          `,
        },
      },
      {
        title: "On the host's network the loopback address is the host's.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/shop:4
                network_mode: host
                entrypoint: uvicorn app:app --host 127.0.0.1
          `,
        },
      },
      {
        title: "A variable gives the address.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            ENV FLASK_RUN_HOST=0.0.0.0
            EXPOSE 5000
            CMD ["flask", "run"]
          `,
        },
      },
      {
        title: "A client of another server.",
        files: {
          Dockerfile: `
            FROM postgres:17
            EXPOSE 8000
            CMD ["psql", "--host", "127.0.0.1"]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (!stage.isFinal) return;
      const { project } = context;
      const isReached =
        exposedPortsOf(project, stage).length > 0 || project.servicesOf(stage).some((one) => isPublished(project, one));
      const process = isReached ? mainProcessOf(project, stage) : undefined;
      const services = project.servicesOf(stage);
      const isOnHost = services.length > 0 && services.every(sharesNetwork);
      const environment = new Map(
        lineOf(stage)
          .toReversed()
          .flatMap(({ env }) => [...env]),
      );
      if (process && !isOnHost) reportLoopback(process, environment, context);
    },
    service(service, context) {
      const isOwn = service.command.state !== "unset" || service.entrypoint.state !== "unset";
      if (!isOwn || sharesNetwork(service) || !isPublished(context.project, service)) return;
      const process = mainProcessOf(context.project, service);
      if (process) reportLoopback(process, context.project.environmentOf(service), context);
    },
  },
});

function isPublished(project: Project, service: Service): boolean {
  return has(service.ports, (ports) => ports.length > 0) && namedPortsOf(project, service).length > 0;
}

function reportLoopback(
  { runs }: MainProcess,
  environment: ReadonlyMap<string, Item<string>>,
  context: RuleContext,
): void {
  const found = runs.flatMap((command): readonly [SimpleCommand, Listening][] => {
    const listening = listeningOf(command, environment);
    return listening ? [[command, listening]] : [];
  });
  const [only] = found.length === 1 ? found : [];
  if (!only?.[1].loopback) return;
  const [command, { server, loopback }] = only;
  const at = command.startedAt ? startOf(command) : loopback.word.at;
  context.report({
    at,
    message: `${server.title} listens on ${loopback.by === "argument" ? (loopback.word.value ?? "") : "127.0.0.1 by default"}, so nothing outside of the container reaches it. Use "${server.remedy}".`,
    related: at === loopback.word.at ? [] : [{ at: loopback.word.at, message: "The server." }],
    fixes:
      at === loopback.word.at && loopback.by === "argument" && !server.takesSeveral ? allAddresses(at, context) : [],
  });
}

/** In the word as written: `--host=127.0.0.1`, `"localhost:8000"`. */
function allAddresses(at: Place, { project, edit }: RuleContext): readonly FixOffer[] {
  const written = writtenAt(project, at);
  const [, before, after] = /^([^]*)(?:127\.0\.0\.1|localhost)([^]*)$/.exec(written ?? "") ?? [];
  if (before === undefined || after === undefined || /127\.|localhost/.test(before + after)) return [];
  return [
    { title: "Listen on 0.0.0.0", kind: "behaviour", edits: () => [edit.replaceText(at, `${before}0.0.0.0${after}`)] },
  ];
}
