import type { HostedLabels } from "./runner.ts";

/** Tags of the runners of GitLab.com. Jobs on Linux run in a container on the machine. */
export const gitlabLabels: readonly HostedLabels[] = [
  {
    label: /^saas-linux-(?:small|medium|large|xlarge|2xlarge)-amd64(?:-gpu-standard)?$/,
    name: "Container-Optimized OS",
    system: "linux",
    architecture: "x64",
    docker: true,
    source: "https://docs.gitlab.com/ci/runners/hosted_runners/linux/",
  },
  {
    label: /^saas-linux-(?:small|medium|large|xlarge|2xlarge)-arm64$/,
    name: "Container-Optimized OS",
    system: "linux",
    architecture: "arm64",
    docker: true,
    source: "https://docs.gitlab.com/ci/runners/hosted_runners/linux/",
  },
  {
    label: /^saas-windows-medium-amd64$/,
    name: "Windows Server",
    system: "windows",
    architecture: "x64",
    source: "https://docs.gitlab.com/ci/runners/hosted_runners/windows/",
  },
  {
    label: /^saas-macos-(?:medium-m1|large-m2pro)$/,
    name: "macOS",
    system: "macos",
    architecture: "arm64",
    docker: false,
    source: "https://docs.gitlab.com/ci/runners/hosted_runners/macos/",
  },
];
