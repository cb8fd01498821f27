import { architectureConflictsOf, type ArchitectureConflict } from "../../facts/architectureConflicts.ts";
import { fixedDownloadsOf, isForOneArchitecture, platformOf, type FixedDownload } from "../../facts/architectures.ts";
import type { Machine } from "../../model/machine.ts";
import { contains } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { alternatives, containerName } from "../../words.ts";

export default defineRule({
  id: "architecture-mismatch",
  category: "platform",
  since: "0.1.0",
  branches: {
    contradiction: { severity: "warning", profile: "recommended" },
    "fixed-architecture": { severity: "info", profile: "recommended" },
  },
  fix: "behaviour",
  summary: "Image, platform, runner and downloaded programs are for different processors",
  why: prose(
    "A container uses the processor of its host. A program for another architecture does not start: the kernel answers `exec format error`, or an image without that architecture cannot be pulled. Emulation runs some of them, much slower, if the engine has it.",
    "",
    "BuildKit builds a Dockerfile for the architecture of the builder unless a platform is asked for. An address that names `amd64` then puts an amd64 program into an arm64 image, and the build does not notice.",
  ),
  instead: prose(
    "Declare `ARG TARGETARCH` in the stage and use `${TARGETARCH}` in addresses that name `amd64` and `arm64`. For names such as `x86_64` and `aarch64`, use `$(uname -m)`, or choose in a `case`. Where the software exists for one architecture only, say so: `platform: linux/amd64` on the service.",
  ),
  exceptions: prose(
    "The architecture of your computer is not looked at. Ignored if the stage deals with architectures (`TARGETARCH`, `uname -m`, `dpkg --print-architecture`, `apk --print-arch`), if addresses for both occur, for `build.platforms`, for stages with `--platform=$BUILDPLATFORM`, and for jobs that set up QEMU. A download for the only architecture that the files ask for is no finding either, nor one in a file, folder or stage with the architecture in its name, or beside a `Dockerfile.aarch64`.",
  ),
  errors: [
    "exec format error",
    "standard_init_linux.go:228: exec user process caused: exec format error",
    "exec /entrypoint.sh: exec format error",
    "no matching manifest for linux/arm64/v8 in the manifest list entries",
    "no match for platform in manifest: not found",
    "The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8)",
    "rosetta error: failed to open elf at /lib64/ld-linux-x86-64.so.2",
  ],
  topic: "platform",
  sources: [
    "https://docs.docker.com/build/building/multi-platform/",
    "https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope",
    "https://github.com/docker/for-mac/issues/7849",
  ],
  examples: {
    invalid: [
      {
        title: "The service asks for arm64, the download is for amd64.",
        files: {
          Dockerfile: `
            FROM debian:13-slim
            ADD https://dl.k8s.io/release/v1.34.0/bin/linux/amd64/kubectl /usr/local/bin/kubectl
            RUN chmod +x /usr/local/bin/kubectl
            ENTRYPOINT ["kubectl"]
          `,
          "compose.yaml": `
            services:
              ops:
                build: .
                platform: linux/arm64
          `,
        },
        underline: "https://dl.k8s.io/release/v1.34.0/bin/linux/amd64/kubectl",
        branch: "contradiction",
        fixed: `
          FROM debian:13-slim
          ARG TARGETARCH
          ADD https://dl.k8s.io/release/v1.34.0/bin/linux/\${TARGETARCH}/kubectl /usr/local/bin/kubectl
          RUN chmod +x /usr/local/bin/kubectl
          ENTRYPOINT ["kubectl"]
        `,
      },
      {
        title: "The image exists for one architecture.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: mcr.microsoft.com/mssql/server:2022-latest
                platform: linux/arm64
          `,
        },
        underline: "linux/arm64",
        branch: "contradiction",
        fixed: `
          services:
            db:
              image: mcr.microsoft.com/mssql/server:2022-latest
              platform: linux/amd64
        `,
      },
      {
        title: "The runner has another processor than the image.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-24.04-arm
                services:
                  db:
                    image: mcr.microsoft.com/mssql/server:2022-latest
                steps:
                  - run: dotnet test
          `,
        },
        underline: "mcr.microsoft.com/mssql/server:2022-latest",
        branch: "contradiction",
      },
      {
        title: "The build works on an arm64 host, the program does not.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            RUN wget -qO /usr/local/bin/sops https://github.com/getsops/sops/releases/download/v3.10.2/sops-v3.10.2.linux.amd64
          `,
        },
        underline: "https://github.com/getsops/sops/releases/download/v3.10.2/sops-v3.10.2.linux.amd64",
        branch: "fixed-architecture",
        fixed: `
          FROM alpine:3.22
          ARG TARGETARCH
          RUN wget -qO /usr/local/bin/sops https://github.com/getsops/sops/releases/download/v3.10.2/sops-v3.10.2.linux.\${TARGETARCH}
        `,
      },
    ],
    valid: [
      {
        title: "A file beside it is for the other architecture.",
        files: {
          Dockerfile: `
            FROM debian:13
            ADD https://example.com/tool-x86_64.tar.gz /opt/
          `,
          "Dockerfile.aarch64": `
            FROM debian:13
            ADD https://example.com/tool-aarch64.tar.gz /opt/
          `,
        },
      },
      {
        title: "The stage asks for the architecture.",
        files: {
          Dockerfile: `
            FROM debian:13-slim
            RUN curl -fsSLo /usr/local/bin/kubectl "https://dl.k8s.io/release/v1.34.0/bin/linux/$(dpkg --print-architecture)/kubectl"
            RUN curl -fsSLO https://example.com/tool_linux_amd64.deb
          `,
        },
      },
      {
        title: "The architecture of all builds is settled.",
        files: {
          Dockerfile: `
            FROM --platform=linux/amd64 debian:13-slim
            RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-linux-x86_64
          `,
        },
      },
      {
        title: "Tools of the builder, whatever the target is.",
        files: {
          Dockerfile: `
            FROM --platform=$BUILDPLATFORM golang:1.25 AS build
            RUN curl -fsSLo /usr/local/bin/protoc.zip https://example.com/protoc-linux-x86_64.zip
            FROM scratch
            COPY --from=build /app /app
          `,
          "compose.yaml": `
            services:
              app:
                build: .
                platform: linux/arm64
          `,
        },
      },
      {
        title: "Emulation is set up.",
        files: {
          ".github/workflows/test.yml": `
            on: push
            jobs:
              test:
                runs-on: ubuntu-24.04-arm
                steps:
                  - uses: docker/setup-qemu-action@v3
                  - run: docker run --rm amd64/alpine:3.22 uname -m
          `,
        },
      },
      {
        title: "A list of packages, no program.",
        files: {
          Dockerfile: `
            FROM debian:13-slim
            ADD https://example.com/debian/amd64/signing-key.gpg /etc/apt/keyrings/example.gpg
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      reportConflicts(stage, context);
      const files = fixedDownloadsOf(context.project, stage);
      if (files.length === 0 || platformOf(stage).state !== "unset" || isForOneArchitecture(context.project, stage))
        return;
      for (const file of files) {
        context.report({
          at: file.startedAt ?? file.at,
          branch: "fixed-architecture",
          message: `This downloads a file for ${file.architecture} only. Built on another architecture, the image has a program that does not start.`,
          related: file.startedAt ? [{ at: file.at, message: "The address." }] : [],
          fixes: useArgument(file, stage, context),
        });
      }
    },
    service: reportConflicts,
    machine: reportConflicts,
  },
});

function reportConflicts(workload: Stage | Service | Machine, context: RuleContext<"contradiction">): void {
  for (const conflict of architectureConflictsOf(context.project, workload)) {
    const { at, against, download, platform, offered } = conflict;
    const [only = ""] = offered;
    const edits = () => [platform && context.edit.replaceValue(platform, `linux/${only}`)];
    const change: readonly FixOffer[] =
      platform && offered.length === 1 ? [{ title: `Use the platform linux/${only}`, kind: "behaviour", edits }] : [];
    context.report({
      at,
      branch: "contradiction",
      message: messageOf(conflict, workload),
      related: [{ at: against, message: "What it contradicts." }],
      fixes: download ? useArgument(download.file, download.stage, context) : change,
    });
  }
}

function messageOf({ what, name, offered, wanted }: ArchitectureConflict, workload: Stage | Service | Machine): string {
  const only = alternatives(offered);
  switch (what) {
    case "download":
      return `The image is for ${wanted}, but this downloads a file for ${only}, so the program does not start ("exec format error").`;
    case "stage":
      return `${workload.kind === "service" ? containerName(workload) : name} asks for ${wanted}, but its Dockerfile builds for ${only}, so the image does not match.`;
    case "image":
    case "box":
      return `${name} exists for ${only} only, so it cannot be pulled for ${wanted}. Use another image, or emulate ${only}.`;
  }
}

/** `amd64` and `arm64` are the values of the argument; other names need a table. */
function useArgument({ written, text, at, architecture }: FixedDownload, stage: Stage, { edit }: RuleContext<never>) {
  const index = stage.instructions.findIndex((one) => one.at.uri === at.uri && contains(one.at.range, at.range));
  const before = stage.instructions[index - 1];
  const isLiteral = text.startsWith("'") || text.split(written).length !== 2;
  if (written !== architecture || isLiteral || !before) return [];
  const edits = () => [
    edit.addInstruction(stage, "ARG TARGETARCH", before),
    edit.replaceText(at, text.replace(written, "${TARGETARCH}")),
  ];
  return [{ title: "Use the TARGETARCH of the build", kind: "behaviour" as const, edits }];
}
