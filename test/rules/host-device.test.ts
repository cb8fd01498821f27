import { service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("host-device");

describe("host-device on near misses", () => {
  for (const path of [
    "/dev/sr0",
    "/dev/sg0",
    "/dev/snd",
    "/dev/kvm",
    "/dev/mapper/control",
    "/dev/shm",
    "/dev/video0",
  ]) {
    ignores(`on ${path}`, service("corp/app:1", `devices: ["${path}"]`));
  }
  for (const path of ["/dev", "/dev/sdb1", "/dev/nvme0n1p2", "/dev/mapper/data", "/dev/disk/by-id/ata-X", "/dev/mem"]) {
    reportsAs(path, service("corp/app:1", `devices: ["${path}:/dev/x"]`), "warning");
  }
  ignores("on a privileged container", service("corp/app:1", "privileged: true", "devices: [/dev/sda]"));
  ignores("on rules of character devices", service("corp/app:1", "device_cgroup_rules: ['c 8:* rmw', 'b 11:0 r']"));
  reportsAs("a rule for all devices", service("corp/app:1", "device_cgroup_rules: ['a *:* rwm']"), "warning");
  reportsAs("the kernel log softly", service("corp/app:1", "devices: [/dev/kmsg]"), "info");
  ignores("on the kernel log for an agent", service("gcr.io/cadvisor/cadvisor:v0.52", "devices: [/dev/kmsg]"));
  const disk = service("corp/app:1", "devices: [/dev/sda]");
  reports(
    "what a rootless engine may open",
    withEngine("rootless", disk),
    '4:15 info "app" gets /dev/sda, which it can open only with the rights of the user who runs the engine.',
  );
  reports(
    "the disk of Docker Desktop's machine",
    withEngine("desktop", disk),
    '4:15 info "app" gets /dev/sda, which reads and writes a disk of Docker Desktop\'s VM directly, past all file permissions.',
  );
});
