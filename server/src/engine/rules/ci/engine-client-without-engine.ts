import { isWhole } from "../../facts/absence.ts";
import { mountsSocketLocally } from "../../facts/engineEndpoints.ts";
import { engineSocketsOf } from "../../facts/openings.ts";
import { repositoryOf } from "../../facts/partialImage.ts";
import { programName, type Command } from "../../model/command.ts";
import type { FileEdit } from "../../model/editor.ts";
import { isWhollyKnown, valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { defineRule, type FixOffer, type Report, type RuleContext } from "../../rule.ts";

/** Images with the client of an engine and without its daemon, or whose daemon a job does not start. */
const clients = /^(?:library\/)?docker$|^docker\/compose$/;
/** Subcommands that work without an engine. */
const offline = new Set(["login", "logout", "context", "manifest", "version", "help", "buildx", "compose", undefined]);
const building = new Set(["build", "bake", "up", "run", "push", "pull", "create", "start", "exec", "ps"]);
/** Words that start an engine or lead to one, anywhere in the commands. */
const engines =
  /\bdockerd\b|DOCKER_HOST|\bdocker(?:d-entrypoint| context (?:create|use))\b|--driver|docker\.sock|start-docker/;

export default defineRule({
  id: "engine-client-without-engine",
  category: "ci",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Job calls docker in an image that has the client only, and no engine is in reach",
  why: "The image `docker` brings the command line. The engine is another process: a `docker:dind` service, a remote one that `DOCKER_HOST` names, or that of the host through its socket. Without one of them each command that needs the engine fails.",
  instead:
    "On GitLab add `services: [docker:28-dind]`, with the tag of the client's image, on a runner with privileged containers; on CircleCI add the step `setup_remote_docker`; in Jenkins run the step on the node, or mount the socket. Images can also be built without an engine, by Kaniko or Buildah.",
  exceptions:
    "On GitLab the runner's own configuration may mount the socket: a warning for jobs without tags, information for tags other than those of gitlab.com. Ignored if gitlab-ci-local mounts the socket, if an include, a template or an orb is not read, if a variable may name the engine, and in jobs of GitHub and Azure, which mount the socket into their containers.",
  errors: [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "error during connect: Get http://docker:2375: dial tcp: lookup docker: no such host",
    "failed to connect to the docker API",
  ],
  topic: "engine-socket",
  sources: [
    "https://docs.gitlab.com/ci/docker/using_docker_build/",
    "https://circleci.com/docs/guides/execution-managed/building-docker-images/",
    "https://hub.docker.com/_/docker",
    "https://github.com/tiangolo/docker-with-compose/issues/10",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".gitlab-ci.yml": `
            build:
              image: docker:28
              tags: [saas-linux-small-amd64]
              script:
                - docker build -t app .
          `,
        },
        underline: "docker build",
        fixed: `
          build:
            image: docker:28
            services:
              - docker:28-dind
            tags: [saas-linux-small-amd64]
            script:
              - docker build -t app .
        `,
      },
      {
        title: "A remote engine must be set up.",
        files: {
          ".circleci/config.yml": `
            version: 2.1
            jobs:
              build:
                docker: [{ image: "docker:28" }]
                steps:
                  - checkout
                  - run: docker build -t app .
          `,
        },
        underline: "docker build",
      },
      {
        title: "The runner may mount the socket.",
        files: {
          ".gitlab-ci.yml": `
            image: docker:28
            build:
              script:
                - docker compose build
          `,
        },
        underline: "docker compose",
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "The service is the engine.",
        files: {
          ".gitlab-ci.yml": `
            image: docker:28
            services: [docker:28-dind]
            build:
              script:
                - docker build -t app .
          `,
        },
      },
      {
        title: "Nothing here needs an engine.",
        files: {
          ".gitlab-ci.yml": `
            image: docker:28
            check:
              script:
                - docker compose config --quiet
                - docker manifest inspect alpine:3.22
          `,
        },
      },
      {
        title: "gitlab-ci-local mounts the socket.",
        files: {
          ".gitlab-ci.yml": `
            image: docker:28
            build:
              script:
                - docker build -t app .
          `,
          ".gitlab-ci-local-env": 'VOLUME="/var/run/docker.sock:/var/run/docker.sock"',
        },
      },
      {
        title: "An engine elsewhere.",
        files: {
          ".gitlab-ci.yml": `
            image: docker:28
            variables: { DOCKER_HOST: "tcp://builder:2376" }
            build:
              script:
                - docker build -t app .
          `,
        },
      },
    ],
  },
  check: {
    job(job, context) {
      const { project, report } = context;
      const severity = severityIn(job);
      const repository = job.container && repositoryOf(job.container.image);
      if (!severity || repository === undefined || !clients.test(repository) || mayReachEngine(project, job)) return;

      const command = job.commands.find((one) => !one.guarded && needsEngine(one));
      const [program, subcommand = program] = command?.words ?? [];
      if (!command || !program || !subcommand) return;
      report({
        at: command.startedAt ?? {
          uri: program.at.uri,
          range: { start: program.at.range.start, end: subcommand.at.range.end },
        },
        severity,
        message: `Job "${job.name}" has the Docker client only: no dind service, DOCKER_HOST or socket leads to an engine, so this command fails.`,
        because: command,
        fixes: addService(job, context),
      });
    },
  },
});

/** By whether the configuration of the runner, which may bring an engine, is the CI system's own. */
function severityIn({ system, runsOn }: Job): Report["severity"] {
  if (system === "circleci") return runsOn.state === "unset" ? "error" : undefined;
  if (system === "jenkins" || (system === "gitlab" && runsOn.state === "unset")) return "warning";
  if (system !== "gitlab" || runsOn.state !== "known") return undefined;
  return runsOn.value.every((tag) => /^saas-linux-/.test(tag)) ? "error" : "info";
}

function mayReachEngine(project: Project, job: Job): boolean {
  const { container, services, steps, commands } = job;
  if (!isWhole(project, job) || !container?.complete || !isWhollyKnown(container.mounts)) return true;
  const environments = [job.environment, ...steps.map(({ environment }) => environment), container.environment];
  return (
    mountsSocketLocally(project, job) ||
    engineSocketsOf(project, container).length > 0 ||
    services.some(
      ({ image }) =>
        !/^[\w./-]+(?::[\w.-]+)?$/.test(valueOf(image) ?? "$") || /docker|dind|podman/.test(valueOf(image) ?? ""),
    ) ||
    environments.some((variables) => variables.has("DOCKER_HOST")) ||
    steps.some(({ uses }) => uses.state !== "unset" && /docker|\//.test(valueOf(uses) ?? "/")) ||
    commands.some(({ words, assignments }) =>
      engines.test([...assignments.map(({ name }) => name), ...words.map(({ text }) => text)].join(" ")),
    )
  );
}

function needsEngine(command: Command): boolean {
  const words = command.words.slice(1).map(({ value }) => value);
  const name = programName(command);
  if (name === "docker-compose") return words.some((word) => building.has(word ?? ""));
  if (name !== "docker" || words[0]?.startsWith("-")) return false;
  if (words[0] === "buildx" || words[0] === "compose") return words.slice(1).some((word) => building.has(word ?? ""));
  return !offline.has(words[0]);
}

/** The service beside the image that the job itself names. */
function addService({ system, servicesAt, container, entry }: Job, { edit }: RuleContext): readonly FixOffer[] {
  const image = container?.image;
  const [, tag] = /^docker:([\w.]+)(?:-cli)?$/.exec((image && valueOf(image)) ?? "") ?? [];
  if (system !== "gitlab" || servicesAt || image?.state !== "known" || tag === undefined || image.origin) return [];
  const { start, end } = image.entry.range;
  if (!contains(entry.range, image.entry.range) || start.line !== end.line) return [];

  const service = `docker:${tag === "cli" ? "dind" : `${tag}-dind`}`;
  const indent = `\n${" ".repeat(start.character)}`;
  const text = `image: ${image.value}${indent}services:${indent}  - ${service}`;
  const edits = (): readonly (FileEdit | undefined)[] => [edit.replaceText(image.entry, text)];
  return [{ title: `Add the service ${service}`, kind: "behaviour", edits }];
}
