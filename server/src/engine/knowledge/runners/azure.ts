import type { HostedLabels } from "./runner.ts";

const source = "https://learn.microsoft.com/azure/devops/pipelines/agents/hosted";

/** Images of Azure's agents. */
export const azureLabels: readonly HostedLabels[] = [
  {
    label: /^ubuntu-(latest|\d\d\.\d\d)$/,
    name: "Ubuntu",
    system: "linux",
    architecture: undefined,
    docker: true,
    source,
  },
  {
    label: /^windows-(latest|20\d\d)(?:-vs20\d\d)?$/,
    name: "Windows Server",
    system: "windows",
    architecture: undefined,
    docker: true,
    source,
  },
  { label: /^vs20\d\d-win(20\d\d)$/, name: "Windows Server", system: "windows", architecture: undefined, source },
  {
    label: /^macos-(latest|1\d|2\d)(?:-arm64)?$/,
    name: "macOS",
    system: "macos",
    architecture: undefined,
    docker: false,
    source,
  },
];

/**
 * When jobs with an image begin to fail. Those that end with GitHub's:
 * https://github.com/actions/runner-images/labels/Announcement: issues 10721, 13046, 13518 and 14254
 */
export const azureRetirements: Readonly<Record<string, string>> = {
  "ubuntu-22.04": "2027-04-17",
  "macos-12": "2025-01-13",
  "macos-13": "2025-12-04",
  "macos-14": "2026-11-02",
};
