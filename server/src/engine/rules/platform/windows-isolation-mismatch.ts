import { baseImageOf } from "../../facts/baseImage.ts";
import { valueOf } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "windows-isolation-mismatch",
  category: "platform",
  since: "0.1.0",
  severity: "error",
  profile: "recommended",
  fix: "behaviour",
  summary: "The isolation of Windows containers is set for a Linux image, or ties an image to some hosts",
  why: prose(
    "`isolation` chooses how Windows runs a container: `process` shares the kernel of the host, `hyperv` gives it a small virtual machine. A Linux engine accepts only `default` and refuses to create the container otherwise.",
    "",
    "With `process`, the release of the image must fit that of the host. As of January 2025, Windows Server 2025 runs images of ltsc2025 and ltsc2022, Server 2022 those of ltsc2022, older servers only their own, Windows 11 those of ltsc2022 and from 24H2 on ltsc2025, Windows 10 none.",
  ),
  instead:
    "Remove `isolation` from Linux containers. For Windows, `hyperv` runs images of the same or an older release on any host with Hyper-V, which most virtual machines of clouds offer only with nested virtualization.",
  exceptions: "Ignored for `default`, for images that exist for both systems, and if the image is unknown.",
  errors: [
    "invalid isolation 'hyperv' on linux",
    "invalid isolation 'process' on linux",
    "The container operating system does not match the host operating system.",
    "(0xc0370101)",
  ],
  topic: "isolation",
  sources: [
    "https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/version-compatibility",
    "https://github.com/moby/moby/blob/master/daemon/container.go",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29-alpine
                isolation: hyperv
          `,
        },
        underline: "hyperv",
        fixed: `
          services:
            web:
              image: nginx:1.29-alpine
        `,
      },
      {
        title: "The host must run a release that fits.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
                isolation: process
          `,
        },
        underline: "process",
        severity: "info",
      },
    ],
    valid: [
      {
        title: "Each engine accepts the default.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29-alpine
                isolation: default
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
                isolation: hyperv
          `,
        },
      },
      {
        title: "Hyper-V runs older releases too.",
        files: {
          "compose.yaml": `
            services:
              site:
                image: mcr.microsoft.com/windows/nanoserver:ltsc2019
                isolation: hyperv
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { isolation } = service;
      const value = valueOf(isolation)?.toLowerCase();
      if (isolation.state !== "known" || (value !== "hyperv" && value !== "process")) return;
      const image = baseImageOf(project, service);
      if (!image || image.repository === "scratch") return;
      const name = image.written.value.replace(/@.*/, "");
      const related = [{ at: image.written.at, message: "The image." }];
      if (image.os === "linux" && !image.hasWindowsTwin) {
        report({
          at: isolation.at,
          message: `${name} is a Linux image, and a Linux engine refuses isolation "${value}". Remove it.`,
          related,
          fixes: [{ title: 'Remove "isolation"', kind: "behaviour", edits: () => [edit.remove([isolation.entry])] }],
        });
      } else if (image.os === "windows" && value === "process") {
        report({
          at: isolation.at,
          severity: "info",
          message: `With process isolation, ${name} runs only on hosts with a matching Windows release. Use "hyperv" for others.`,
          related,
        });
      }
    },
  },
});
