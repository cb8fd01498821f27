import { bootedGuestOf, type BootedGuest } from "../../facts/machine/bootedGuest.ts";
import { boxOf } from "../../facts/machine/box.ts";
import { bootedMachines } from "../../facts/machine/bootedMachines.ts";
import { machineUseOf } from "../../facts/machine/machineUse.ts";
import { runnerOf } from "../../facts/machine/runner.ts";
import { has } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";
import { defineRule, prose } from "../../rule.ts";
import { isAboutMachines, isDeclaredMachine } from "./support.ts";

export default defineRule({
  id: "vm-for-ephemeral-ci",
  category: "machine",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Virtual machine boots for a build or test that a container runs in seconds",
  why: prose(
    "Each run installs a hypervisor, downloads a box and boots a kernel before the first test starts. That takes minutes, several times a day, for each branch. A hosted runner such as `ubuntu-24.04` is itself a virtual machine for one job. (`ubuntu-slim` is a container on a shared machine. The file does not show what a self-hosted runner is.)",
    "",
    "A container job with the same toolchain starts in seconds and leaves nothing behind. x64 Linux runners have had KVM since April 2024. It makes the virtual machine faster, but the tests still do not need one.",
  ),
  instead:
    'Run the tests in a `container:` job, or with `docker run --rm -v "$PWD":/work -w /work node:22 npm test`; both need a Linux runner. Keep the machine if the kernel, the init system or another operating system is under test.',
  exceptions: prose(
    "Machines of multipass, Lima, libvirt, VirtualBox and QEMU are reported if the guest is a plain Linux and only tests run in it.",
    "",
    "Ignored if the guest is not Linux, if its box is unknown, if the provisioner or `vagrant ssh` changes the kernel or systemd units, if the Vagrantfile may be in another folder, if Molecule, Kitchen, Packer or configuration management is under test, and with `kernel=own`, `trust=untrusted`, `tenancy=multi`, `compliance` or `lifetime=long-lived` declared.",
  ),
  errors: [
    "VT-x is not available (VERR_VMX_NO_VMX)",
    "The guest machine entered an invalid state while waiting for it to boot",
  ],
  yieldsTo: [{ rule: "runner-without-virtualization", on: "workload" }],
  topic: "ci-machine",
  sources: [
    "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container",
    "https://github.com/jonashackt/vagrant-github-actions/issues/5",
    "https://github.blog/changelog/2024-04-02-github-actions-hardware-accelerated-android-virtualization-now-available/",
    "https://github.com/actions/runner-images",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - uses: actions/checkout@v5
                  - run: vagrant up
                  - run: vagrant ssh -c "cd /vagrant && npm test"
          `,
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: "apt-get install -y nodejs npm"
            end
          `,
        },
        underline: "vagrant up",
      },
      {
        title: "Multipass boots a machine without a Vagrantfile.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: multipass launch 24.04 --name vm && multipass mount . vm:/src
                  - run: multipass exec vm -- bash -c "cd /src && pytest"
          `,
        },
        underline: "multipass",
      },
      {
        title: "A machine that only runs tests.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.provision "shell", inline: <<~SHELL
                apt-get update && apt-get install -y nodejs npm
                cd /vagrant && npm ci && npm test
              SHELL
            end
          `,
        },
        underline: '"debian/bookworm64"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "A different operating system needs its own kernel.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: vagrant up
          `,
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "generic/freebsd13"
            end
          `,
        },
      },
      {
        title: "The kernel is under test.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: vagrant up
          `,
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: "modprobe zfs"
            end
          `,
        },
      },
      {
        title: "The job tests a role, which needs a whole machine.",
        files: {
          ".github/workflows/test.yml": `
            on: [push]
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: molecule test
          `,
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
            end
          `,
        },
      },
    ],
  },
  check: {
    job(job, { project, report }) {
      const guest = bootedGuestOf(project, job);
      const [program] = guest?.boot.words ?? [];
      if (guest && program && isForTests(guest, job) && !isDeclaredMachine(project, job)) {
        report({ at: program.at, message: messageFor(project, job), because: guest.boot });
      }

      const { boot, machines } = (isAboutMachines(project, job) ? undefined : bootedMachines(project, job)) ?? {};
      if (!boot || !machines?.every((machine) => isPlainLinux(project, machine)) || isDeclaredMachine(project, job))
        return;
      report({
        at: boot.at,
        message: messageFor(project, job),
        because: boot,
      });
    },
    machine(machine, { project, report }) {
      const use = machineUseOf(project, machine);
      if (!use?.test || use.services.length > 0 || use.others.length > 0 || !isPlainLinux(project, machine)) return;
      if (machine.networks.length > 0 || isDeclaredMachine(project, machine)) return;

      report({
        at: machine.box.at,
        severity: "info",
        message:
          "This machine boots a whole system only to run tests. A container with the same tools starts them in seconds.",
        related: [{ at: use.test.at, message: "The tests." }],
      });
    },
  },
});

/** Nothing but tests run in the guest, and the runner could run a Linux container in its place. */
function isForTests({ isPlainLinux, use }: BootedGuest, { runsOn }: Job): boolean {
  const isOnly = use.test !== undefined && !use.kernelWork && use.services.length + use.others.length === 0;
  const onLinux = runsOn.state !== "unreadable" && !has(runsOn, (labels) => labels.some((one) => /mac|win/i.test(one)));
  return isPlainLinux && isOnly && onLinux;
}

function messageFor(project: Project, job: Job): string {
  return `Job "${job.name}" boots a virtual machine ${inside(project, job)}, but a container starts the same tests in seconds.`;
}

function inside(project: Project, job: Job): string {
  return runnerOf(project, job) === "hosted-machine"
    ? "inside the runner, which is one already"
    : "for a build or a test";
}

function isPlainLinux(project: Project, machine: Machine): boolean {
  const isManaged = machine.provisioners.some(({ type }) => type !== "shell" && type !== "file");
  const use = machine.provisioners.length === 0 ? undefined : machineUseOf(project, machine);
  const isReadable = machine.provisioners.length === 0 || use !== undefined;
  return (
    boxOf(project, machine)?.os === "linux" &&
    !isManaged &&
    isReadable &&
    !use?.kernelWork &&
    !isDeclaredMachine(project, machine)
  );
}
