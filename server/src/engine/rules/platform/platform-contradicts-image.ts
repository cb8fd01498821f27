import { baseImageOf, type BaseImage } from "../../facts/baseImage.ts";
import type { Known } from "../../model/fact.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "platform-contradicts-image",
  category: "platform",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "The platform asks for a different operating system than the image is built for",
  why: prose(
    "An image contains a userland, never a kernel. Windows programs need a Windows kernel and Linux programs a Linux kernel, and no setting changes that. Only a virtual machine has its own kernel.",
    "",
    "An image that exists for one operating system only cannot be pulled or started for the other.",
  ),
  instead: prose(
    "Remove `platform`, or use the image's tag for the platform that you want. Most Microsoft images have Linux tags without a Windows suffix.",
    "",
    "On Windows, Docker Desktop runs Linux containers in its own virtual machine and Windows containers on the Windows kernel, one kind at a time.",
  ),
  exceptions:
    "Ignores `scratch`, and images with tags for both systems unless a suffix such as `nanoserver` or `ltsc2022` names one of them.",
  errors: [
    "no matching manifest for windows/amd64 in the manifest list entries",
    'image operating system "windows" cannot be used on this platform',
    'image operating system "linux" cannot be used on this platform',
    "no match for platform in manifest: not found",
  ],
  topic: "platform",
  sources: [
    "https://docs.docker.com/reference/compose-file/services/#platform",
    "https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/version-compatibility",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
                platform: linux/amd64
          `,
        },
        underline: "linux/amd64",
        fixed: `
          services:
            web:
              image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
        `,
      },
      {
        title: "The image comes from a Dockerfile.",
        files: {
          "compose.yaml": `
            services:
              api:
                build: .
                platform: windows/amd64
          `,
          Dockerfile: `
            FROM python:3.13-slim
            CMD ["python", "-m", "app"]
          `,
        },
        underline: "windows/amd64",
        fixed: `
          services:
            api:
              build: .
        `,
      },
      {
        files: { Dockerfile: "FROM --platform=linux/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022\n" },
        underline: "linux/amd64",
      },
    ],
    valid: [
      {
        title: "These tags exist for Windows too.",
        files: { Dockerfile: "FROM --platform=windows/amd64 mcr.microsoft.com/dotnet/sdk:8.0\n" },
      },
      {
        title: "BuildKit can build a Windows image on Linux.",
        files: {
          Dockerfile: `
            FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022
            COPY app.exe C:/app.exe
          `,
        },
      },
      {
        title: "scratch is empty on every system.",
        files: {
          Dockerfile: `
            FROM --platform=windows/amd64 scratch
            COPY app.exe /app.exe
          `,
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const base = stage.parent ? undefined : baseImageOf(context.project, stage);
      if (base && stage.platform.state === "known") compare(stage.platform, base, undefined, context);
    },
    service(service, context) {
      const base = baseImageOf(context.project, service);
      if (!base || service.platform.state !== "known") return;

      const { entry } = service.platform;
      compare(service.platform, base, () => context.edit.remove([entry]), context);
    },
  },
});

function compare(
  platform: Known<string>,
  base: BaseImage,
  remove: (() => ReturnType<RuleContext["edit"]["remove"]>) | undefined,
  { report }: RuleContext,
): void {
  const [system] = platform.value.toLowerCase().split("/");
  if ((system !== "linux" && system !== "windows") || base.os === undefined || base.os === system) return;
  // A Windows tag is for Windows only; `scratch` is for either system.
  if ((base.hasWindowsTwin && base.os === "linux") || base.repository === "scratch") return;

  const kernels = { linux: "a Linux kernel", windows: "a Windows kernel", freebsd: "a FreeBSD kernel" };
  report({
    at: platform.at,
    severity: base.isPartial ? "warning" : "error",
    message: `${base.written.value.replace(/@.*/, "")} needs ${kernels[base.os]}, so it cannot run as "${platform.value}". Correct the platform or the image.`,
    related: [{ at: base.written.at, message: "The image." }],
    fixes: remove ? [{ title: 'Remove "platform"', kind: "behaviour", edits: () => [remove()] }] : [],
  });
}
