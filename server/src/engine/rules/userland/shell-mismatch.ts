import type { BaseImage } from "../../facts/baseImage.ts";
import { imageWithoutShell } from "../../facts/packages/programs.ts";
import { neededShells } from "../../facts/process/neededShells.ts";
import type { Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { hasWindowsTwin } from "../../knowledge/images/windowsTwins.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "shell-mismatch",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "Command needs a shell that the image does not have",
  why: prose(
    "Which shells exist is up to the image: Alpine and BusyBox have `sh` but no `bash`, distroless images and `scratch` have none, Nano Server has `cmd` but no `powershell`.",
    "",
    "The shell form of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` starts `/bin/sh -c`, or what `SHELL` names, so it fails in an image without that shell.",
  ),
  instead: prose(
    'Write the exec form, `["/app", "--flag"]`, where no shell is needed. Use `sh` where the script needs nothing of Bash, or install `bash` before the first use.',
    "",
    "The `:debug` tags of distroless images have BusyBox in `/busybox` for `docker run --entrypoint=sh`. They do not make the shell form work.",
  ),
  exceptions: prose(
    "Ignored if the image is unknown, if the build copies or installs the shell or runs something that may install it, and if the command runs only under a condition. Bash on Windows is ignored too, because Git brings it.",
  ),
  errors: [
    'exec: "bash": executable file not found in $PATH',
    "/bin/sh: bash: not found",
    'exec: "/bin/sh": stat /bin/sh: no such file or directory',
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/bash": no such file or directory',
  ],
  yieldsTo: [{ rule: "package-manager-mismatch", on: "workload" }],
  topic: "userland",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
    "https://github.com/GoogleContainerTools/distroless#debug-images",
    "https://wiki.alpinelinux.org/wiki/Shell_management",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM python:3.13-alpine
            COPY . .
            CMD ["bash", "run.sh"]
          `,
        },
        underline: '"bash"',
      },
      {
        title: "SHELL takes effect with the next command.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            RUN wget -qO- https://example.com/x.tar.gz | tar xz
          `,
        },
        underline: "RUN",
      },
      {
        title: "The shell form needs a shell, and distroless images have none.",
        files: {
          Dockerfile: `
            FROM gcr.io/distroless/base-debian12
            COPY server /server
            ENTRYPOINT /server --port 8080
          `,
        },
        underline: "/server --port 8080",
      },
      {
        title: "So does a health check in shell form.",
        files: {
          "compose.yaml": `
            services:
              traces:
                image: grafana/tempo:latest
                healthcheck:
                  test: wget -q --spider http://localhost:3200/ready || exit 1
          `,
        },
        underline: "wget -q --spider http://localhost:3200/ready || exit 1",
      },
      {
        title: "The steps of a job run in its container.",
        files: {
          ".github/workflows/ci.yml": `
            on: [push]
            jobs:
              build:
                runs-on: ubuntu-24.04
                container: node:22-alpine
                steps:
                  - run: npm ci
                    shell: bash
          `,
        },
        underline: "bash",
      },
    ],
    valid: [
      {
        title: "bash is installed first.",
        files: {
          Dockerfile: `
            FROM python:3.13-alpine
            RUN apk add --no-cache bash
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            RUN pip install -r requirements.txt
            CMD ["bash", "run.sh"]
          `,
        },
      },
      {
        title: "The exec form needs no shell.",
        files: {
          Dockerfile: `
            FROM gcr.io/distroless/static-debian12
            COPY server /server
            ENTRYPOINT ["/server", "--port", "8080"]
          `,
        },
      },
      {
        title: "A whole root with a shell of its own is unpacked over the empty image.",
        files: {
          Dockerfile: `
            FROM scratch
            ADD rootfs.tar.gz /
            CMD /sbin/start.sh
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      checkShells(stage, context);
    },
    service(service, context) {
      checkShells(service, context);
    },
    job({ container, steps }, context) {
      for (const { shell, inContainer } of steps) {
        if (!container || !inContainer || shell.state !== "known") continue;
        const [program = ""] = shell.value.split(/\s/, 1);
        const isTold = program === "bash" || program === "pwsh";
        const image = isTold ? imageWithoutShell(context.project, container, program) : undefined;
        if (image) reportShell(shell.at, program, image, undefined, context);
      }
    },
  },
});

/** The first command that needs a missing shell. */
function checkShells(workload: Stage | Service, context: RuleContext): void {
  for (const { shell, at, command, setBy } of neededShells(context.project, workload)) {
    const image = imageWithoutShell(context.project, workload, shell, command);
    // Git brings bash to Windows, and PowerShell 7 comes in many ways.
    if (!image || (image.os === "windows" && shell !== "powershell") || mayHavePowerShell(image, shell)) continue;
    reportShell(at, shell, image, setBy, context);
    return;
  }
}

/** Nano Server lost PowerShell with 1709, and a shared tag has its Windows image on a Windows engine. */
function mayHavePowerShell({ os, repository, written }: BaseImage, shell: string): boolean {
  if (shell !== "powershell" && shell !== "cmd") return false;
  return os === "windows" ? !withoutPowerShell.test(written.value) : hasWindowsTwin(repository, written.value);
}

const withoutPowerShell = /(?:1709|180[39]|190[39]|200[49]|20h2|ltsc20(?:19|22|25))/i;

function reportShell(
  at: Place,
  shell: string,
  image: BaseImage,
  setBy: Place | undefined,
  { report }: RuleContext,
): void {
  report({
    at,
    severity: image.isPartial ? "warning" : "error",
    message: `${image.written.value.replace(/@.*/, "")} has no ${shell}, so this command cannot start.${shell === "bash" ? " Use sh, or install bash." : ""}`,
    related: [
      ...(setBy ? [{ at: setBy, message: "The shell is set here." }] : []),
      { at: image.written.at, message: "The image." },
    ],
  });
}
