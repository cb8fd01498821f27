import { mayHaveOwnKernel } from "../../facts/containerCommands.ts";
import { kvmOf, virtualMachineRunOf } from "../../facts/virtualization.ts";
import { containerName } from "../../words.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "nested-virtualization",
  category: "kernel",
  since: "0.1.0",
  branches: {
    missing: { severity: "warning", profile: "recommended" },
    file: { severity: "warning", profile: "recommended" },
    nested: { severity: "info", profile: "recommended" },
  },
  summary: "Container runs a virtual machine or an emulator with KVM",
  why: prose(
    "QEMU, the Android emulator and Firecracker use the host's KVM through `/dev/kvm`. Without the device they refuse to start or emulate each instruction, many times slower. Mounted as a volume the file is there, but the engine's device rules forbid to open it.",
    "",
    "KVM is the host's: if the host is a virtual machine itself, as with cloud instances, Docker Desktop and WSL, it must offer nested virtualization.",
  ),
  instead: prose(
    "Give the one device, `devices: [/dev/kvm]`, and the group that owns it. Start the machine on the host itself, with libvirt, Vagrant or Multipass, if the container adds nothing but packaging.",
  ),
  exceptions: prose(
    "Ignored if the software is set to do without KVM (`KVM: N`), with runtimes that have a kernel of their own, and if a list or a part of the service cannot be read. `qemu-img` and user-mode emulation need no KVM.",
  ),
  errors: [
    "/dev/kvm is not found: VT disabled in BIOS or KVM kernel module not loaded",
    "This user doesn't have permissions to use KVM (/dev/kvm)",
    "x86_64 emulation currently requires hardware acceleration!",
    "Could not access KVM kernel module: No such file or directory",
    "Could not access KVM kernel module: Operation not permitted",
    "VERR_NEM_VM_CREATE_FAILED",
  ],
  topic: "devices",
  sources: [
    "https://docs.kernel.org/virt/kvm/api.html",
    "https://github.com/qemus/qemu",
    "https://github.com/budtmo/docker-android",
    "https://docs.docker.com/reference/compose-file/services/#devices",
  ],
  examples: {
    invalid: [
      {
        title: "The emulator has no KVM.",
        files: {
          "compose.yaml": `
            services:
              phone:
                image: budtmo/docker-android:emulator_14.0
                ports: ["127.0.0.1:6080:6080"]
          `,
        },
        underline: "budtmo/docker-android:emulator_14.0",
        branch: "missing",
      },
      {
        title: "As a volume the device may not be opened.",
        files: {
          "compose.yaml": `
            services:
              windows:
                image: dockurr/windows
                volumes:
                  - /dev/kvm:/dev/kvm
          `,
        },
        underline: "/dev/kvm:/dev/kvm",
        branch: "file",
      },
      {
        title: "It works where the host offers KVM.",
        files: {
          "compose.yaml": `
            services:
              windows:
                image: dockurr/windows
                devices: [/dev/kvm]
          `,
        },
        underline: "dockurr/windows",
        branch: "nested",
      },
    ],
    valid: [
      {
        title: "QEMU emulates.",
        files: {
          "compose.yaml": `
            services:
              vm:
                image: qemux/qemu
                environment:
                  KVM: "N"
          `,
        },
      },
      {
        title: "A tool for disk images starts no machine.",
        files: {
          "compose.yaml": `
            services:
              convert:
                image: debian:13
                command: qemu-img convert -O qcow2 /in.raw /out.qcow2
          `,
        },
      },
      {
        title: "Registering emulators needs no KVM.",
        files: {
          ".github/workflows/build.yml": `
            on: [push]
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - run: docker run --privileged --rm tonistiigi/binfmt --install all
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      const run = mayHaveOwnKernel(service) ? undefined : virtualMachineRunOf(project, service);
      if (!run) return;
      const { title } = run.software;
      const kvm = kvmOf(project, service);
      if (kvm.by === "nothing") {
        report({
          branch: "missing",
          at: run.at,
          message: `${title} needs KVM, and ${containerName(service)} lacks /dev/kvm, so it fails or is many times slower.`,
        });
      } else if (kvm.by === "file") {
        report({
          branch: "file",
          at: kvm.mount.at,
          message: `A volume does not allow ${containerName(service)} to open /dev/kvm, so ${title} fails. Use devices.`,
        });
      } else if (kvm.by === "device") {
        report({
          branch: "nested",
          at: run.at,
          message: `${title} runs virtual machines in ${containerName(service)}, so a host that is one itself must offer nested virtualization.`,
        });
      }
    },
  },
});
