import { isWhole } from "../../facts/absence.ts";
import { hardwareGuestsOf, type HardwareGuest } from "../../facts/machine/hardwareGuests.ts";
import { hostedRunnersOf } from "../../facts/machine/runner.ts";
import { is, isWhollyKnown, knownItems, valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "runner-without-virtualization",
  category: "ci",
  since: "0.1.0",
  severity: "error",
  profile: "recommended",
  summary: "Job starts a virtual machine where the runner offers no hardware virtualization",
  why: prose(
    "Hosted runners are virtual machines or containers themselves, and most of them do not pass the processor's virtualization on. A hypervisor then refuses to start, or falls back to emulation that is many times slower.",
    "",
    "A job in a container sees `/dev/kvm` only if the container gets the device, and VirtualBox needs a kernel module of the host.",
  ),
  instead:
    "On GitHub use an x64 Linux runner such as `ubuntu-24.04`, directly on the machine, with the udev rule that opens `/dev/kvm`; in a container add `--device /dev/kvm`. Elsewhere use a runner of your own with nested virtualization, or a container in place of the machine.",
  exceptions: prose(
    "Ignored on x64 Linux runners of GitHub, self-hosted runners, unknown labels and tags, for privileged containers, for QEMU without an accelerator or with a fallback, for Vagrant providers other than VirtualBox and libvirt, and on Windows.",
  ),
  errors: [
    "VT-x is not available (VERR_VMX_NO_VMX)",
    "Could not access KVM kernel module: No such file or directory",
    "/dev/kvm is not found: VT disabled in BIOS or KVM kernel module not loaded",
    "x86_64 emulation currently requires hardware acceleration!",
    "HV_UNSUPPORTED",
    "The character device /dev/vboxdrv does not exist",
  ],
  topic: "ci-machine",
  sources: [
    "https://docs.github.com/en/actions/reference/runners/github-hosted-runners",
    "https://github.blog/changelog/2024-04-02-github-actions-hardware-accelerated-android-virtualization-now-available/",
    "https://github.com/actions/partner-runner-images/issues/147",
    "https://github.com/actions/runner-images/issues/9460",
    "https://www.virtualbox.org/wiki/Downloads",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              app:
                runs-on: macos-15
                steps:
                  - uses: actions/checkout@v5
                  - uses: reactivecircus/android-emulator-runner@v2
                    with: { api-level: 35, script: ./gradlew connectedCheck }
          `,
        },
        underline: "reactivecircus/android-emulator-runner@v2",
      },
      {
        title: "VirtualBox has no packages for Linux on arm64.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04-arm
                steps:
                  - run: vagrant up --provider=virtualbox
          `,
        },
        underline: "vagrant up --provider=virtualbox",
        severity: "warning",
      },
      {
        title: "The container does not get the device.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              boot:
                runs-on: ubuntu-24.04
                container: debian:13
                steps:
                  - run: qemu-system-x86_64 -enable-kvm -nographic -kernel vmlinuz
          `,
        },
        underline: "qemu-system-x86_64 -enable-kvm -nographic -kernel vmlinuz",
      },
    ],
    valid: [
      {
        title: "x64 Linux runners have KVM.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              boot:
                runs-on: ubuntu-latest
                steps:
                  - run: qemu-system-x86_64 -enable-kvm -nographic -kernel vmlinuz
          `,
        },
      },
      {
        title: "The container gets the device.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              boot:
                runs-on: ubuntu-24.04
                container:
                  image: debian:13
                  options: --device /dev/kvm
                steps:
                  - run: qemu-system-x86_64 -enable-kvm -nographic -kernel vmlinuz
          `,
        },
      },
      {
        title: "Emulation needs no virtualization.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              boot:
                runs-on: ubuntu-24.04-arm
                steps:
                  - run: qemu-system-x86_64 -accel tcg -nographic -kernel vmlinuz
          `,
        },
      },
    ],
  },
  check: {
    job(job, { project, report }) {
      for (const guest of hardwareGuestsOf(project, job)) {
        const lack = lackOf(project, job, guest);
        if (!lack) continue;
        const severity =
          guest.step.conditional && !guest.command ? "warning" : lack.isSure && guest.isWritten ? "error" : "warning";
        report({
          at: guest.at,
          severity,
          message: `${lack.reason}, so the virtual machine does not start. ${lack.remedy}`,
          ...(guest.command && { because: guest.command }),
        });
        return;
      }
    },
  },
});

interface Lack {
  readonly reason: string;
  readonly remedy: string;
  /** The files and the documentation of the runner leave no other outcome. */
  readonly isSure: boolean;
}

const onLinux = "Use an x64 Linux runner, which has KVM.";

/** What of the runner or the container keeps the guest from starting; undefined if nothing is known to. */
function lackOf(project: Project, job: Job, { needs, step }: HardwareGuest): Lack | undefined {
  const label = valueOf(job.runsOn)?.join(" or ") ?? "";
  const runners = hostedRunnersOf(project, job) ?? [];
  if (runners.length > 0 && runners.every(({ virtualization }) => virtualization === false)) {
    const isSure = runners.every(({ system }) => system === "macos");
    return { reason: `${label} has no hardware virtualization`, remedy: onLinux, isSure };
  }
  const isArm = runners.length > 0 && runners.every((one) => one.system === "linux" && one.architecture === "arm64");
  if (isArm && needs === "virtualbox") {
    return { reason: `VirtualBox does not run on Linux on arm64 (${label})`, remedy: onLinux, isSure: false };
  }
  const { container } = job;
  const isHosted = job.system === "gitlab" ? job.runsOn.state === "unset" : runners.length > 0;
  if (!container || !step.inContainer || !isHosted || !isWhole(project, job) || mayHaveDevices(container))
    return undefined;
  return needs === "virtualbox"
    ? {
        reason: `The container of job "${job.name}" has no /dev/vboxdrv`,
        remedy: "Run the job on a virtual machine of its own.",
        isSure: false,
      }
    : {
        reason: `The container of job "${job.name}" has no /dev/kvm`,
        remedy: "Add --device /dev/kvm, or run the job without a container.",
        isSure: job.system === "github",
      };
}

function mayHaveDevices({ privileged, devices, mounts, complete }: Service): boolean {
  if (!complete || is(privileged, true) || privileged.state === "unreadable") return true;
  if (!isWhollyKnown(devices) || !isWhollyKnown(mounts)) return true;
  const paths = [
    ...knownItems(devices).map(({ value }) => value.host),
    ...knownItems(mounts).map(({ value: { source } }) => (typeof source === "string" ? source : "/dev")),
  ];
  return paths.some((path) => /^\/dev(?:\/kvm|\/vboxdrv)?$/.test(path));
}
