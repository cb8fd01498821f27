import type { HostedLabels } from "./runner.ts";

const source = "https://circleci.com/docs/guides/execution-managed/linux-vm-support-policy/";

/** Machine images of CircleCI. The processor follows from the resource class. */
export const circleciLabels: readonly HostedLabels[] = [
  {
    label: /^ubuntu-(\d\d)(\d\d)(?:-cuda-[\d.]+)?:/,
    name: "Ubuntu",
    system: "linux",
    architecture: undefined,
    docker: true,
    source,
  },
  { label: /^(?:default|machine)$/, name: "Ubuntu", system: "linux", architecture: undefined, docker: true, source },
  {
    label: /^android:/,
    name: "Ubuntu with the Android SDK",
    system: "linux",
    architecture: "x64",
    virtualization: true,
    docker: true,
    source: "https://circleci.com/docs/guides/execution-managed/android-machine-image/",
  },
  {
    // https://circleci.com/docs/guides/execution-managed/hello-world-windows/
    label: /^windows-server-(20\d\d)\b/,
    name: "Windows Server",
    system: "windows",
    architecture: "x64",
    virtualization: false,
    source: "https://circleci.com/docs/guides/execution-managed/using-windows/",
  },
  {
    label: /^macos$/,
    name: "macOS",
    system: "macos",
    architecture: undefined,
    docker: false,
    source: "https://circleci.com/docs/guides/execution-managed/using-macos/",
  },
];

/** https://circleci.com/blog/ubuntu-14-16-image-deprecation/ */
export const circleciRetirements: Readonly<Record<string, string>> = {
  "ubuntu-1404": "2022-05-31",
  "ubuntu-1604": "2022-05-31",
};
