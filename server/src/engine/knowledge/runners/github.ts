import type { HostedLabels } from "./runner.ts";

const images = "https://github.com/actions/runner-images#available-images";
const limits =
  "https://docs.github.com/en/actions/reference/runners/github-hosted-runners#limitations-for-arm64-macos-runners";

/**
 * Labels of GitHub's runners, as of 2026-11. Labels that may also be those of larger runners with a name of the owner's
 * choice are not in the table. What is installed: the lists in https://github.com/actions/runner-images/tree/main/images
 */
export const githubLabels: readonly HostedLabels[] = [
  {
    label: /^ubuntu-(latest|\d\d\.\d\d)$/,
    name: "Ubuntu",
    version: "24.04",
    system: "linux",
    architecture: "x64",
    virtualization: true,
    docker: true,
    source:
      "https://github.blog/changelog/2024-04-02-github-actions-hardware-accelerated-android-virtualization-now-available/",
  },
  {
    // Without /dev/kvm in August 2026, unlike ubuntu-24.04-arm.
    label: /^ubuntu-(26\.04)-arm$/,
    name: "Ubuntu",
    system: "linux",
    architecture: "arm64",
    virtualization: false,
    docker: true,
    source: "https://github.com/actions/runner-images/issues/14549",
  },
  {
    // Without /dev/kvm in December 2025, with it on ubuntu-24.04-arm in August 2026.
    label: /^ubuntu-(\d\d\.\d\d)-arm$/,
    name: "Ubuntu",
    system: "linux",
    architecture: "arm64",
    docker: true,
    source: "https://github.com/actions/partner-runner-images/issues/147",
  },
  {
    // A container on a shared machine, with the client of Docker alone.
    label: /^ubuntu-slim$/,
    name: "Ubuntu",
    version: "24.04",
    system: "linux",
    architecture: "x64",
    virtualization: false,
    docker: false,
    kind: "container",
    source: "https://github.com/actions/runner-images/blob/main/images/ubuntu-slim/ubuntu-slim-Readme.md",
  },
  {
    label: /^windows-(latest|20\d\d)(?:-vs20\d\d)?$/,
    name: "Windows Server",
    version: "2025",
    system: "windows",
    architecture: "x64",
    docker: true,
    source: images,
  },
  {
    label: /^windows-(11)(?:-vs20\d\d)?-arm$/,
    name: "Windows",
    system: "windows",
    architecture: "arm64",
    source: images,
  },
  {
    label: /^macos-(?:(1[1-3])(?:-large)?|(latest|1[4-9]|2\d)-(?:large|intel))$/,
    name: "macOS",
    system: "macos",
    architecture: "x64",
    docker: false,
    source: images,
  },
  {
    label: /^macos-(latest|1[3-9]|2\d)(?:-xlarge)?$/,
    name: "macOS",
    version: "26",
    system: "macos",
    architecture: "arm64",
    virtualization: false,
    docker: false,
    source: limits,
  },
  {
    label: /^xcode-27(?:-xlarge)?$/,
    name: "macOS",
    version: "26",
    system: "macos",
    architecture: "arm64",
    virtualization: false,
    docker: false,
    source: "https://github.com/actions/runner-images/blob/main/images/macos/xcode-27-arm64-Readme.md",
  },
];

/**
 * When jobs with a label begin to fail, by the beginning of the label.
 * https://github.com/actions/runner-images/labels/Announcement: issues 5583, 6002, 10721, 11101, 12045, 13046, 13518 and 14254
 */
export const githubRetirements: Readonly<Record<string, string>> = {
  "ubuntu-16.04": "2021-09-20",
  "ubuntu-18.04": "2023-04-03",
  "ubuntu-20.04": "2025-04-15",
  "ubuntu-22.04": "2027-04-17",
  "windows-2019": "2025-06-30",
  "macos-12": "2024-12-03",
  "macos-13": "2025-12-04",
  "macos-14": "2026-11-02",
};
