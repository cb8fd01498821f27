import { isWhole } from "../../facts/absence.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { markedTagOf, repositoryOf } from "../../facts/partialImage.ts";
import { lineOf } from "../../facts/scripts/container.ts";
import { containerName } from "../../words.ts";
import { rootImages, type RootImage } from "../../knowledge/images/rootImages.ts";
import { programName } from "../../model/command.ts";
import { has, isWhollyKnown, knownItems, type Fact } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "image-needs-root",
  category: "process",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Image that starts as root is given another user",
  why: prose(
    "Some images start their program as root, which prepares files and then gives up its rights by itself. If another user is set for the whole container, the program cannot write where it needs to, and ends at its start.",
  ),
  instead: prose(
    "Use the variant of the image that is made for it: `nginxinc/nginx-unprivileged`, `docker:dind-rootless`. Or mount a `tmpfs` at the paths that the program writes, and give it a configuration that names them.",
  ),
  exceptions: prose(
    "Ignored if a configuration is copied or mounted, if a `tmpfs`, a mount or a command concerns the paths in question, for another command, and if the user cannot be read.",
  ),
  errors: [
    'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
    'open() "/run/nginx.pid" failed (13: Permission denied)',
    "could not create /usr/local/apache2/logs/httpd.pid",
    "dockerd needs to be started with root privileges",
  ],
  topic: "user",
  sources: [
    "https://github.com/docker-library/docs/blob/master/nginx/content.md",
    "https://github.com/nginx/docker-nginx-unprivileged",
    "https://docs.docker.com/engine/security/rootless/",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                user: "1000:1000"
          `,
        },
        underline: '"1000:1000"',
      },
      {
        files: {
          Dockerfile: `
            FROM nginx:1.29-alpine
            COPY site /usr/share/nginx/html
            USER nginx
          `,
        },
        underline: "nginx",
      },
      {
        title: "Every tag of the image starts as root.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:\${NGINX_VERSION}
                user: "1000:1000"
          `,
        },
        underline: '"1000:1000"',
      },
    ],
    valid: [
      {
        title: "The variable may choose a rootless engine.",
        files: {
          "compose.yaml": `
            services:
              engine:
                image: docker:dind\${VARIANT}
                user: "1000:1000"
          `,
        },
      },
      {
        title: "The image is made for it.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginxinc/nginx-unprivileged:1.29
                user: "1000:1000"
          `,
        },
      },
      {
        title: "The user may write there.",
        files: {
          Dockerfile: `
            FROM nginx:1.29-alpine
            RUN chown -R nginx /var/cache/nginx && touch /run/nginx.pid && chown nginx /run/nginx.pid
            USER nginx
          `,
        },
      },
      {
        title: "The paths are in memory.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                user: "1000"
                tmpfs: [/var/cache/nginx, /run]
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const line = lineOf(stage);
      const user = line.find((one) => one.user.state !== "unset")?.user;
      const image = stage.isFinal ? rootImageOf(line.at(-1)?.image) : undefined;
      if (!image || !isOther(user) || user.at.uri !== stage.uri) return;
      const isChanged = line.some((one) => changes(one, image));
      if (!isChanged && runsDefault(stage, image, context)) reportUser(user, "The container", image, context);
    },
    service(service, context) {
      const { user } = service;
      const image = service.build.state === "unset" ? rootImageOf(service.image) : undefined;
      if (!image || !isOther(user) || !isWhole(context.project, service) || !isWhollyKnown(service.mounts)) return;
      const targets = [
        ...knownItems(service.mounts).map(({ value }) => writtenPart(value.target)),
        ...knownItems(service.tmpfs).map(({ value }) => value),
      ];
      if (targets.some((target) => image.paths.test(target.split(":")[0] ?? ""))) return;
      if (runsDefault(service, image, context)) reportUser(user, containerName(service), image, context);
    },
  },
});

function reportUser(
  user: Fact<string>,
  name: string,
  { title, reason, remedy }: RootImage,
  { report }: RuleContext,
): void {
  report({
    at: user.at,
    message: `${title} starts as root in this image. ${name} sets another user, so ${reason}. ${remedy}.`,
  });
}

function rootImageOf(image: Fact<string> | undefined): RootImage | undefined {
  const repository = image && repositoryOf(image);
  if (repository === undefined) return undefined;
  // An unresolved stretch may be the word that makes the difference.
  const tag = image?.state === "known" ? (markedTagOf(image) ?? "") : undefined;
  return rootImages.find(
    (row) => row.repository === repository && (!row.tag || (tag !== undefined && row.tag.test(tag))),
  );
}

function isOther(user: Fact<string> | undefined): user is Extract<Fact<string>, { state: "known" }> {
  return user !== undefined && has(user, (name) => !/^(?:root|0|)(?::|$)/.test(name));
}

/** The image's own command runs, or the same program. */
function runsDefault(workload: Stage | Service, { programs }: RootImage, { project }: RuleContext): boolean {
  const isOwn =
    workload.kind === "service"
      ? workload.command.state === "unset" && workload.entrypoint.state === "unset"
      : lineOf(workload).every(({ cmd, entrypoint }) => cmd.state === "unset" && entrypoint.state === "unset");
  return (
    isOwn ||
    (mainProcessOf(project, workload)?.runs.some((command) => programs.test(programName(command) ?? "")) ?? false)
  );
}

/** Copies a configuration, or runs a command that concerns the paths. */
function changes({ commands, copies }: Stage, { paths }: RootImage): boolean {
  return (
    commands.some(({ words }) => words.some(({ text }) => paths.test(text))) ||
    copies.some(({ destination, sources }) =>
      [destination, ...sources].some((item) => item.state !== "known" || paths.test(item.value)),
    )
  );
}
