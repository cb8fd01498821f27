import { windowsLimitsOf, type WindowsLimit } from "../../facts/windowsLimits.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

const level = { severity: "warning", profile: "recommended" } as const;

export default defineRule({
  id: "unsupported-on-windows",
  category: "platform",
  since: "0.1.0",
  branches: {
    setting: level,
    mount: { ...level, aliases: ["tally/windows/no-run-mounts"] },
    owner: { ...level, aliases: ["tally/windows/no-chown-flag"] },
    signal: { ...level, aliases: ["tally/windows/no-stopsignal"] },
  },
  fix: "behaviour",
  summary: "Windows image with a setting or an instruction that exists for Linux only",
  why: prose(
    "Containers of Windows have job objects instead of control groups, access lists instead of owners and groups, and no signals. The engine refuses settings that need the Linux kernel, so the container is not created; builds fail, or skip what the file asks for.",
  ),
  instead: prose(
    "Remove what is for Linux. `mem_limit` and `cpus` limit containers of Windows too. For owners use `icacls` in a `RUN`, and give a build its secrets through a cache or bind mount of a folder, which BuildKit has for Windows.",
  ),
  exceptions: prose(
    "Ignored if the image is unknown, for images whose tag names one for Linux too, and for `--chown` with the name of an account, which the engine of Windows resolves. `RUN --mount=type=bind` and `type=cache` work with BuildKit on Windows.",
  ),
  errors: [
    "invalid option: Windows does not support PidsLimit",
    "invalid option: Windows does not support Ulimits",
    "windows does not support tmpfs",
    "unable to setup secret mount: invalid windows mount type: 'tmpfs'",
    "The daemon on this platform does not support the command stopsignal",
  ],
  topic: "platform",
  sources: [
    "https://github.com/moby/moby/blob/master/daemon/daemon_windows.go",
    "https://github.com/moby/buildkit/issues/5273",
    "https://github.com/moby/buildkit/pull/5708",
    "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
    "https://github.com/moby/moby/pull/35521",
  ],
  examples: {
    invalid: [
      {
        title: "The engine refuses to create the container.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
                pids_limit: 200
          `,
        },
        underline: "200",
        branch: "setting",
        fixed: `
          services:
            site:
              image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
        `,
      },
      {
        title: "Secrets are mounted from memory, which Windows cannot.",
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            RUN --mount=type=secret,id=token dir C:\\run
          `,
        },
        underline: "--mount=type=secret,id=token",
        branch: "mount",
      },
      {
        title: "Windows has no owner by number or name of Linux.",
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
            COPY --chown=1000:1000 app C:/app
          `,
        },
        underline: "--chown=1000:1000",
        branch: "owner",
      },
      {
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
            STOPSIGNAL SIGINT
            CMD ["app.exe"]
          `,
        },
        underline: "STOPSIGNAL",
        branch: "signal",
        fixed: `
          FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
          CMD ["app.exe"]
        `,
      },
    ],
    valid: [
      {
        title: "Limits that Windows has.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
                mem_limit: 2g
                cpus: 2
          `,
        },
      },
      {
        title: "Cache and bind mounts work.",
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            RUN --mount=type=cache,target=C:/cache --mount=type=bind,target=C:/src dir C:\\src
          `,
        },
      },
      {
        title: "An account of Windows.",
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            COPY --chown=ContainerUser app C:/app
          `,
        },
      },
      {
        title: "The tag names images for both systems.",
        files: {
          "compose.yaml": `
            services:
              tool:
                image: golang:1.25
                pids_limit: 200
          `,
        },
      },
    ],
  },
  check: { stage: reportLimits, service: reportLimits },
});

function reportLimits(workload: Stage | Service, { project, edit, report }: RuleContext<WindowsLimit["what"]>): void {
  for (const limit of windowsLimitsOf(project, workload)) {
    const { what, name, at, entry } = limit;
    const edits = () => [edit.remove([entry])];
    const fixes: readonly FixOffer[] =
      what === "setting" || what === "signal" ? [{ title: `Remove ${name}`, kind: "behaviour", edits }] : [];
    report({ at, branch: what, message: messageOf(limit), fixes });
  }
}

function messageOf({ what, name, image }: WindowsLimit): string {
  switch (what) {
    case "setting":
      return `${image} is a Windows image, and Windows does not support ${name}, so the engine refuses to create the container.`;
    case "mount":
      return `${image} is a Windows image, where ${name} fails: BuildKit mounts only folders and caches there.`;
    case "owner":
      return `${image} is a Windows image, where ${name} names no account. Set access with icacls in a RUN.`;
    case "signal":
      return `${image} is a Windows image, and Windows has no signals, so STOPSIGNAL fails the build or has no effect. Remove it.`;
  }
}
