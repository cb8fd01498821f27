import { repositoriesOf } from "../../facts/images.ts";
import { containerName } from "../../words.ts";
import { sharedMemoryUses } from "../../knowledge/images/sharedMemory.ts";
import { isWhollyKnown, knownItems } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Service } from "../../model/service.ts";
import { parseBytes } from "../../model/values.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "small-shared-memory",
  category: "memory",
  since: "0.1.0",
  severity: "hint",
  profile: "recommended",
  fix: "behaviour",
  summary: "Browser or data loader has only 64 MiB of shared memory",
  why: prose(
    "`/dev/shm` is a file system in memory of 64 MiB unless the container says otherwise. Browsers share pages between their processes there, and PyTorch's workers their batches. When it is full, tabs crash and workers are killed by a bus error, at random.",
  ),
  instead:
    "Set `shm_size`, or `--shm-size`, to what the image's makers ask for. Its pages count towards the memory limit. `ipc: host` shares the host's, and everything else in that namespace.",
  exceptions: prose(
    "Ignores services that set `shm_size`, `ipc` or a mount at `/dev/shm`, arguments such as `--disable-dev-shm-usage`, images that are not in the table, and containers that only run another command.",
  ),
  errors: [
    "session deleted because of page crash",
    "unexpected bus error encountered in worker",
    "DataLoader worker is killed by signal: Bus error",
  ],
  topic: "shared-memory",
  sources: [
    "https://github.com/SeleniumHQ/docker-selenium#--shm-size2g",
    "https://github.com/pytorch/pytorch#using-pre-built-images",
    "https://docs.docker.com/reference/compose-file/services/#shm_size",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              chrome:
                image: selenium/standalone-chrome:4.35.0
          `,
        },
        underline: "chrome",
        fixed: `
          services:
            chrome:
              image: selenium/standalone-chrome:4.35.0
              shm_size: 2g
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              train:
                build: .
          `,
          Dockerfile: `
            FROM pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime
            COPY train.py /
            CMD ["python", "/train.py"]
          `,
        },
        underline: "train",
        fixed: `
          services:
            train:
              build: .
              shm_size: 8g
        `,
      },
    ],
    valid: [
      {
        title: "The service shares the host's memory for this.",
        files: {
          "compose.yaml": `
            services:
              train:
                image: pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime
                ipc: host
          `,
        },
      },
      {
        title: "A mount takes the place.",
        files: {
          "compose.yaml": `
            services:
              chrome:
                image: selenium/node-chrome:4.35.0
                volumes:
                  - /dev/shm:/dev/shm
          `,
        },
      },
      {
        title: "The hub runs no browser.",
        files: {
          "compose.yaml": `
            services:
              hub:
                image: selenium/hub:4.35.0
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const repositories = repositoriesOf(project, service);
      const use = sharedMemoryUses.find((one) => repositories.some((name) => one.repositories.test(name)));
      if (!use || !lacksSharedMemory(service)) return;
      const size = parseBytes(use.size) ?? 0;
      const limit = [service.memLimit, service.deploy.limits.memory].find(({ state }) => state !== "unset");
      // Its pages count towards the limit.
      const isRoomy = !limit || (limit.state === "known" && limit.value >= 2 * size);
      report({
        at: service.at,
        message: `${use.title} in ${containerName(service).replace(/^This/, "this")} has 64 MiB of shared memory and crashes when that is full. Set shm_size: ${use.size}.`,
        fixes:
          isRoomy && service.origin === "compose"
            ? [
                {
                  title: `Add shm_size: ${use.size}`,
                  kind: "behaviour",
                  edits: () => [edit.addToService(service, "shm_size", use.size)],
                },
              ]
            : [],
      });
    },
  },
});

function lacksSharedMemory(service: Service): boolean {
  const { shmSize, ipc, mounts, tmpfs, environment, command, complete, entrypoint } = service;
  if (!complete || shmSize.state !== "unset" || ipc.state !== "unset" || command.state !== "unset") return false;
  if (entrypoint.state !== "unset" || !isWhollyKnown(mounts) || !isWhollyKnown(tmpfs)) return false;
  const values = [...environment.values()].map((item) => (item.state === "known" ? item.value : ""));
  return (
    !knownItems(mounts).some(({ value }) => writtenPart(value.target).startsWith("/dev/shm")) &&
    !knownItems(tmpfs).some(({ value }) => value.startsWith("/dev/shm")) &&
    !values.some((value) => value.includes("disable-dev-shm-usage"))
  );
}
