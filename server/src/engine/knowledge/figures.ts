/** A document that a figure comes from; an address where it has one. */
export interface FigureSource {
  readonly title: string;
  readonly url?: string;
}

/** A measured or quoted range. */
export interface FigureRange {
  readonly of: "container" | "vm" | "microvm";
  readonly unit: "ms" | "s" | "KB" | "MB" | "GB" | "instances" | "per second";
  /** Equal to `to` where a source gives one number. */
  readonly from: number;
  readonly to: number;
  /** What is counted. */
  readonly what: string;
}

export interface Figure {
  readonly title: string;
  /** Cells of a comparison; where sources differ, the range from the lowest to the highest. */
  readonly container?: string;
  readonly vm?: string;
  readonly microvm?: string;
  readonly ranges: readonly FigureRange[];
  /** One line for hovers and reports. */
  readonly render: string;
  readonly sources: readonly FigureSource[];
}

export type FigureId = "start" | "memory" | "density" | "cost" | "image" | "lifespan" | "firecracker" | "vm-parts";

const answer: FigureSource = { title: "Container vs Virtual Machine: what is the difference?" };
const guide: FigureSource = { title: "VMs and containers compared: architecture, threat models, performance metrics" };
const systemDesign: FigureSource = { title: "VMs vs Containers: A Detailed Comparison for System Design" };
const foundations: FigureSource = { title: "Foundations, topic 02: Containers vs Virtual Machines" };
const perspective: FigureSource = {
  title: "Containers vs. Virtual Machines: An Operating Systems Perspective (A. Singh, A. Mishra, 2026)",
};
const firecracker: FigureSource = { title: "Firecracker", url: "https://firecracker-microvm.github.io/" };

/** The numbers that the product quotes. They are of their sources' machines: orders of magnitude, not promises. */
export const figures: Readonly<Record<FigureId, Figure>> = {
  start: {
    title: "Time to start",
    container: "0.1-0.5 s; 1.3-1.8 s with the engine's set-up",
    vm: "30-60 s, at times minutes",
    microvm: "0.1-0.2 s",
    ranges: [
      { of: "container", unit: "ms", from: 100, to: 500, what: "namespaces, cgroup, mounts and the process" },
      { of: "container", unit: "s", from: 1.3, to: 1.8, what: "with set-up; 1.8 s for one `docker run -d`" },
      { of: "vm", unit: "s", from: 30, to: 60, what: "boot of a whole system; 38.5 s for one `vagrant up`" },
      { of: "microvm", unit: "ms", from: 100, to: 200, what: "boot of a small kernel; Firecracker about 125 ms" },
    ],
    render: "Start: container 0.1-0.5 s (1.3-1.8 s with the engine's set-up), microVM 0.1-0.2 s, VM 30-60 s or more",
    sources: [answer, guide, foundations, perspective, firecracker],
  },
  memory: {
    title: "Memory overhead",
    container: "10 KB to 15 MB, by what is counted",
    vm: "250 MB to 4 GB",
    microvm: "under 5 MB, and the guest's kernel",
    ranges: [
      { of: "container", unit: "KB", from: 10, to: 100, what: "bookkeeping in the kernel" },
      { of: "container", unit: "MB", from: 2, to: 15, what: "with namespaces and cgroups; often quoted as 10 MB" },
      { of: "vm", unit: "MB", from: 250, to: 800, what: "emulation, kernel, services and drivers" },
      { of: "vm", unit: "MB", from: 512, to: 4096, what: "the guest's operating system" },
      { of: "microvm", unit: "MB", from: 0, to: 5, what: "the monitor alone" },
    ],
    render: "Memory overhead: container 10 KB to 15 MB (by what is counted), microVM < 5 MB, VM 250 MB to 4 GB",
    sources: [answer, guide, systemDesign, perspective, firecracker],
  },
  density: {
    title: "How many fit on one host",
    container: "89 measured; 100-1000 estimated",
    vm: "12 measured; 4-50 estimated",
    ranges: [
      { of: "container", unit: "instances", from: 89, to: 89, what: "measured, at 78 % utilisation" },
      { of: "vm", unit: "instances", from: 12, to: 12, what: "measured on the same machine, at 42 % utilisation" },
      { of: "container", unit: "instances", from: 100, to: 200, what: "estimated for 128 GB" },
      { of: "vm", unit: "instances", from: 10, to: 15, what: "estimated for 128 GB" },
      { of: "container", unit: "instances", from: 100, to: 1000, what: "estimated for 32 GB, 10-100 MB each" },
      { of: "vm", unit: "instances", from: 4, to: 10, what: "estimated for 32 GB, 3-8 GB each" },
      {
        of: "vm",
        unit: "instances",
        from: 10,
        to: 50,
        what: "estimated for a typical server, against hundreds of containers",
      },
    ],
    render: "Density: 89 containers against 12 VMs measured on one machine (78 % and 42 % utilised)",
    sources: [answer, guide, systemDesign, perspective],
  },
  cost: {
    title: "Memory to pay for",
    container: "10 applications: 32 GB; 100: 160-320 GB; roughly a tenth per application",
    vm: "10 applications: 128 GB; 100: 500 GB and more",
    ranges: [
      { of: "container", unit: "GB", from: 32, to: 32, what: "10 applications" },
      { of: "vm", unit: "GB", from: 128, to: 128, what: "10 applications" },
      { of: "container", unit: "GB", from: 160, to: 320, what: "100 applications" },
      { of: "vm", unit: "GB", from: 500, to: 500, what: "100 applications, at least" },
    ],
    render: "Memory for 10 applications: 32 GB in containers, 128 GB in VMs; for 100: 160-320 GB, 500 GB or more",
    sources: [guide],
  },
  image: {
    title: "Size on disk",
    container: "tens of MB to a few GB, layers shared",
    vm: "several GB for each machine",
    ranges: [],
    render: "Image: tens of MB to a few GB with layers shared; VM: several GB for each machine. Neither is memory",
    sources: [answer, foundations],
  },
  lifespan: {
    title: "How long one lives",
    container: "seconds to days",
    vm: "months",
    ranges: [],
    render: "Lifespan: containers seconds to days, VMs months",
    sources: [answer],
  },
  firecracker: {
    title: "Firecracker",
    microvm: "up to 150 a second on one host; a few virtio devices",
    ranges: [{ of: "microvm", unit: "per second", from: 150, to: 150, what: "created on one host, at most" }],
    render: "Firecracker: up to 150 microVMs a second on one host; virtio devices only (network, block, vsock, …)",
    sources: [perspective, firecracker],
  },
  "vm-parts": {
    title: "Where a VM's overhead goes",
    vm: "emulation 50-100 MB, kernel 50-200 MB, services 100-300 MB, drivers about 50 MB",
    ranges: [
      { of: "vm", unit: "MB", from: 50, to: 100, what: "emulated hardware" },
      { of: "vm", unit: "MB", from: 50, to: 200, what: "a Linux guest's kernel" },
      { of: "vm", unit: "MB", from: 500, to: 500, what: "a Windows guest's kernel, at least" },
      { of: "vm", unit: "MB", from: 100, to: 300, what: "the guest's services" },
      { of: "vm", unit: "MB", from: 50, to: 50, what: "virtual drivers, about" },
    ],
    render:
      "VM overhead: emulation 50-100 MB, kernel 50-200 MB (Windows 500+), services 100-300 MB, drivers about 50 MB",
    sources: [guide],
  },
};
