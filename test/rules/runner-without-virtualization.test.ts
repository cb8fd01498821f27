import { job, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("runner-without-virtualization");
const run = (runner: string, command: string, ...more: readonly string[]) =>
  job(`runs-on: ${runner}`, "steps:", `  - run: ${command}`, ...more);

describe("runner-without-virtualization on near misses", () => {
  ignores("on a self-hosted runner", run("[self-hosted, arm64]", "vagrant up"));
  ignores("on KVM of arm64, on which the sources differ", run("ubuntu-24.04-arm", "qemu-system-aarch64 -enable-kvm"));
  ignores("on another provider", run("ubuntu-24.04-arm", "vagrant up --provider=docker"));
  ignores(
    "where a variable chooses the provider",
    run("ubuntu-24.04-arm", "vagrant up", "    env: { VAGRANT_DEFAULT_PROVIDER: qemu }"),
  );
  ignores(
    "where a plugin brings a provider",
    run("ubuntu-24.04-arm", "vagrant plugin install vagrant-qemu && vagrant up"),
  );
  ignores("on a fallback", run("macos-15", "qemu-system-aarch64 -machine virt,accel=hvf:tcg"));
  ignores("on a command that may fail", run("macos-15", "emulator -avd test || true"));
  ignores("on an emulator without acceleration", run("macos-15", "emulator -avd test -accel off"));
  ignores("on an Intel runner", run("macos-15-intel", "emulator -avd test"));
  ignores(
    "on a privileged container",
    job(
      "runs-on: ubuntu-24.04",
      "container: { image: 'debian:13', options: --privileged }",
      "steps:",
      "  - run: kvm -m 512",
    ),
  );
  ignores("on the tags of GitLab runners", {
    ".gitlab-ci.yml": "test:\n  image: debian:13\n  tags: [kvm]\n  script: [vagrant up]\n",
  });
  reportsAs("an accelerator of macOS", run("macos-latest", "qemu-system-aarch64 -accel hvf"), "error");
  reportsAs(
    "a command under a condition",
    run("macos-latest", "qemu-system-aarch64 -accel hvf", "    if: inputs.boot"),
    "warning",
  );
  reports(
    "of VirtualBox in a container of GitLab",
    {
      ".gitlab-ci.yml":
        "test:\n  image: debian:13\n  script:\n    - apt-get install -y vagrant virtualbox\n    - vagrant up\n",
    },
    '5:7 warning The container of job "test" has no /dev/vboxdrv, so the virtual machine does not start. Run the job on a virtual machine of its own.',
  );
  reports(
    "of a runner that is a container",
    run("ubuntu-slim", "vagrant up"),
    "6:14 warning ubuntu-slim has no hardware virtualization, so the virtual machine does not start. Use an x64 Linux runner, which has KVM.",
  );
});
