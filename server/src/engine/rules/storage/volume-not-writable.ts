import { engineOf } from "../../facts/engine.ts";
import { unwritableVolumesOf } from "../../facts/unwritableVolumes.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "volume-not-writable",
  category: "storage",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Named volume belongs to root, but the container runs as another user",
  why: prose(
    "A new volume takes content, owner and mode from the image's folder at the mount's path. If the image has no such folder, the engine makes an empty one that belongs to root, and a process of another user cannot write to it.",
    "",
    "The volume keeps its owner: after the image is corrected, remove the volume or change the owner once.",
  ),
  instead:
    "Create the folder for the user before `USER`: `RUN install -d -o node -g node /data`. Then remove the volume that belongs to root already.",
  exceptions: prose(
    "Ignores services that run as root or whose user is unknown, folders that the build may create, change or copy into, images whose base is unknown or runs a daemon of its own, start scripts that change the owner, and volumes that another service mounts too. A bind mount has the owner of the host's folder. Ignored with `engine: podman`, which gives a new volume to the user of the container.",
  ),
  errors: ["EACCES: permission denied", "Permission denied", "PermissionError: [Errno 13] Permission denied"],
  topic: "volumes",
  sources: [
    "https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container",
    "https://github.com/docker/compose/issues/3270",
    "https://github.com/moby/moby/issues/2259",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                volumes:
                  - data:/data
            volumes:
              data:
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY --chown=node:node . .
            USER node
            CMD ["node", "server.js"]
          `,
        },
        underline: "data:/data",
        fixed: {
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY --chown=node:node . .
            RUN install -d -o node /data
            USER node
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "The Compose file sets the user.",
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                user: "1000"
                volumes:
                  - cache:/var/cache/app
            volumes:
              cache:
          `,
          Dockerfile: `
            FROM python:3.13-slim
            WORKDIR /app
            COPY . .
            CMD ["python", "app.py"]
          `,
        },
        underline: "cache:/var/cache/app",
      },
    ],
    valid: [
      {
        title: "The image has the folder, and the user owns it.",
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                volumes:
                  - data:/data
            volumes:
              data:
          `,
          Dockerfile: `
            FROM node:22-slim
            RUN mkdir -p /data && chown node:node /data
            USER node
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "The content of the context may bring the folder.",
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                volumes:
                  - data:/app/data
            volumes:
              data:
          `,
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY --chown=node:node . .
            USER node
            CMD ["node", "server.js"]
          `,
        },
      },
      {
        title: "Another service prepares the volume as root.",
        files: {
          "compose.yaml": `
            services:
              prepare:
                image: busybox:1.37
                command: chown 1000 /data
                volumes:
                  - data:/data
              app:
                build: .
                volumes:
                  - data:/data
            volumes:
              data:
          `,
          Dockerfile: `
            FROM node:22-slim
            USER node
            CMD ["node", "server.js"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      // It gives a new volume to the user of the container. https://github.com/containers/podman/blob/main/libpod/container_internal_common.go
      if (engineOf(project) === "podman") return;
      for (const { mount, target, user, userAt, stage } of unwritableVolumesOf(project, service)) {
        const name = user.split(":")[0] ?? user;
        const before = service.user.state === "unset" ? beforeUser(stage) : undefined;
        report({
          at: mount.at,
          message: `The image has no ${target}, so volume "${writtenPart(mount.value.source ?? "")}" belongs to root and user "${name}" cannot write to it. Create ${target} for the user in the image.`,
          related: [{ at: userAt, message: "The user." }],
          fixes: before
            ? [
                {
                  title: `Create ${target} for ${name} in the image`,
                  kind: "behaviour",
                  edits: () => [edit.addInstruction(stage, `RUN install -d -o ${name} ${target}`, before)],
                },
              ]
            : [],
        });
      }
    },
  },
});

/** The instruction before the stage's only `USER`, up to which root builds. */
function beforeUser({ instructions, user }: Stage): Instruction | undefined {
  const users = instructions.filter(({ keyword }) => keyword === "USER");
  const [only] = users;
  return only && users.length === 1 && user.state === "known"
    ? instructions[instructions.indexOf(only) - 1]
    : undefined;
}
