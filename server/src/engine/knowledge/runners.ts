/** A machine that GitHub or Azure makes for one job. */
export interface HostedRunner {
  readonly system: "linux" | "windows" | "macos";
  readonly architecture: "x64" | "arm64" | undefined;
  /** True if guests can use the processor's virtualization; undefined if the sources differ or say nothing. */
  readonly virtualization: boolean | undefined;
}

interface HostedLabel extends HostedRunner {
  readonly label: RegExp;
  readonly source: string;
}

const images = "https://github.com/actions/runner-images#available-images";
const limits =
  "https://docs.github.com/en/actions/reference/runners/github-hosted-runners#limitations-for-arm64-macos-runners";

/**
 * Labels of GitHub's runners, as of 2026-11. Labels that may also be those of larger runners with a name of the owner's
 * choice are not in the table.
 */
const githubRunners: readonly HostedLabel[] = [
  {
    label: /^ubuntu-(?:latest|\d\d\.\d\d)$/,
    system: "linux",
    architecture: "x64",
    virtualization: true,
    source:
      "https://github.blog/changelog/2024-04-02-github-actions-hardware-accelerated-android-virtualization-now-available/",
  },
  {
    // Without /dev/kvm in August 2026, unlike ubuntu-24.04-arm.
    label: /^ubuntu-26\.04-arm$/,
    system: "linux",
    architecture: "arm64",
    virtualization: false,
    source: "https://github.com/actions/runner-images/issues/14549",
  },
  {
    // Without /dev/kvm in December 2025, with it on ubuntu-24.04-arm in August 2026.
    label: /^ubuntu-\d\d\.\d\d-arm$/,
    system: "linux",
    architecture: "arm64",
    virtualization: undefined,
    source: "https://github.com/actions/partner-runner-images/issues/147",
  },
  {
    // A container on a shared machine.
    label: /^ubuntu-slim$/,
    system: "linux",
    architecture: "x64",
    virtualization: false,
    source: "https://github.com/actions/runner-images/blob/main/images/ubuntu-slim/ubuntu-slim-Readme.md",
  },
  {
    label: /^windows-(?:latest|20\d\d(?:-vs20\d\d)?)$/,
    system: "windows",
    architecture: "x64",
    virtualization: undefined,
    source: images,
  },
  {
    label: /^windows-11(?:-vs20\d\d)?-arm$/,
    system: "windows",
    architecture: "arm64",
    virtualization: undefined,
    source: images,
  },
  {
    label: /^macos-(?:1[1-3](?:-large)?|(?:latest|1[4-9]|2\d)-(?:large|intel))$/,
    system: "macos",
    architecture: "x64",
    virtualization: undefined,
    source: images,
  },
  {
    label: /^macos-(?:latest|1[4-9]|2\d|(?:latest|1[3-9]|2\d)-xlarge)$/,
    system: "macos",
    architecture: "arm64",
    virtualization: false,
    source: limits,
  },
];

/** Images of Azure's agents. https://learn.microsoft.com/azure/devops/pipelines/agents/hosted */
const azureRunners: readonly HostedLabel[] = (
  [
    ["linux", /^ubuntu-(?:latest|\d\d\.\d\d)$/],
    ["windows", /^(?:windows-(?:latest|20\d\d(?:-vs20\d\d)?)|vs20\d\d-win20\d\d)$/],
    ["macos", /^macos-(?:latest|1\d|2\d)(?:-arm64)?$/],
  ] as const
).map(([system, label]) => ({
  system,
  label,
  architecture: undefined,
  virtualization: undefined,
  source: "https://learn.microsoft.com/azure/devops/pipelines/agents/hosted",
}));

/** Returns the hosted runner that a label of the CI system names, or undefined for any other label. */
export function hostedRunner(ci: string, label: string): HostedRunner | undefined {
  const rows = ci === "github" ? githubRunners : ci === "azure" ? azureRunners : [];
  return rows.find((row) => row.label.test(label.toLowerCase()));
}
