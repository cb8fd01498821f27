/** Software that runs virtual machines or emulators with the help of KVM. */
export interface VirtualMachineSoftware {
  readonly title: string;
  /** Repositories without registry and tag; `*` at the end is any run of characters. */
  readonly repositories: readonly string[];
  /** The program and its arguments, joined by one blank. */
  readonly command: RegExp | undefined;
  /** A variable of the container with which it works without KVM. */
  readonly without?: { readonly name: string; readonly value: RegExp };
  readonly source: string;
}

export const virtualMachineSoftware: readonly VirtualMachineSoftware[] = [
  {
    title: "QEMU",
    repositories: ["dockurr/windows*", "dockurr/macos*", "qemux/qemu*"],
    command: /^qemu-system-\S+ .*(?:-enable-kvm|-accel kvm|accel=kvm|-cpu host)\b/,
    without: { name: "KVM", value: /^n/i },
    source: "https://github.com/qemus/qemu",
  },
  {
    title: "The Android emulator",
    repositories: ["budtmo/docker-android*"],
    command: undefined,
    source: "https://github.com/budtmo/docker-android",
  },
  {
    title: "macOS in QEMU",
    repositories: ["sickcodes/docker-osx"],
    command: undefined,
    source: "https://github.com/sickcodes/Docker-OSX",
  },
  {
    title: "Firecracker",
    repositories: [],
    command: /^firecracker (?!.*--(?:version|help|describe-snapshot))/,
    source: "https://github.com/firecracker-microvm/firecracker/blob/main/docs/getting-started.md",
  },
  {
    title: "Cloud Hypervisor",
    repositories: [],
    command: /^cloud-hypervisor (?!.*--(?:version|help))/,
    source: "https://github.com/cloud-hypervisor/cloud-hypervisor",
  },
];
