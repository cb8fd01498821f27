import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs, reports } = testsOf("nested-virtualization");

const qemu = "command: qemu-system-x86_64 -enable-kvm -m 1G";

describe("nested-virtualization on near misses", () => {
  ignores("emulation", service("debian:13", "command: qemu-system-x86_64 -m 1G"));
  ignores("another command", service("budtmo/docker-android:emulator_14.0", "command: bash"));
  ignores("devices in a variable", service("dockurr/windows", "devices: ['${KVM_DEVICE}']"));
  ignores(
    "device rules",
    service("dockurr/windows", "device_cgroup_rules: ['c 10:232 rwm']", "volumes: ['/dev/kvm:/dev/kvm']"),
  );
  ignores("KVM in a variable", service("qemux/qemu", "environment: ['KVM=${KVM}']"));
  ignores("a runtime with its own kernel", service("dockurr/windows", "runtime: kata"));
  ignores("an image of another owner", service("corp/windows"));
  reportsAs("a privileged service", service("dockurr/windows", "privileged: true"), "info");
  reportsAs("a command", service("debian:13", qemu), "warning");
  reportsAs("all devices as a volume", service("debian:13", qemu, "volumes: ['/dev:/dev']"), "warning");
  reports(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --device /dev/kvm budtmo/docker-android:emulator_14.0"),
    '6:43 info The Android emulator runs virtual machines in "docker-android", so a host that is one itself must offer nested virtualization.',
  );
});
