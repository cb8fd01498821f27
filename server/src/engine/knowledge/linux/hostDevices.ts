/** Devices that hand over the host, or a part of it that belongs to all. */
export interface HostDevice {
  /** Paths, whole. */
  readonly paths: RegExp;
  /** Ends a sentence that begins with the container. */
  readonly opens: string;
  readonly weight: "warning" | "info";
  /** Repositories of images whose purpose is the device. */
  readonly purposes?: RegExp;
  readonly source: string;
}

const numbers = "https://www.kernel.org/doc/html/latest/admin-guide/devices.html";

export const hostDevices: readonly HostDevice[] = [
  {
    paths: /^\/dev\/?$/,
    opens: "opens every device of the host, its disks included",
    weight: "warning",
    source: "https://docs.docker.com/reference/compose-file/services/#devices",
  },
  {
    paths:
      /^\/dev\/(?:(?:sd|vd|hd|xvd)[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|md\d+(?:p\d+)?|dm-\d+|mapper\/(?!control$).+|disk\/by-.+)$/,
    opens: "reads and writes a disk of the host directly, past all file permissions",
    weight: "warning",
    // They read the health of the disk.
    purposes: /scrutiny|smartctl|smartmontools|smartd/,
    source: numbers,
  },
  {
    paths: /^\/dev\/(?:mem|kmem|port)$/,
    opens: "reaches the memory or the I/O ports of the host",
    weight: "warning",
    source: "https://man7.org/linux/man-pages/man4/mem.4.html",
  },
  {
    paths: /^\/dev\/kmsg$/,
    opens: "reads the kernel log of the host and writes to it",
    weight: "info",
    purposes: /cadvisor|k3s|kind|node-problem-detector/,
    source: "https://www.kernel.org/doc/Documentation/ABI/testing/dev-kmsg",
  },
];

/** Returns what the device opens, or undefined for one that is narrow or unknown. */
export function hostDeviceAt(path: string): HostDevice | undefined {
  return hostDevices.find(({ paths }) => paths.test(path));
}

/** Classes of a device rule that hold the disks: all, all block devices, SCSI (8) and NVMe disks (259). */
const diskRules = /^\s*(?:a(?:\s|$)|b\s+(?:\*|8|259):)/;

/** True for a cgroup rule of devices that covers disks of the host: `b 8:* rmw`. */
export function coversDisks(rule: string): boolean {
  return diskRules.test(rule);
}
