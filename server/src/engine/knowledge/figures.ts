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
  /** The first one has an address, which hovers link to. */
  readonly sources: readonly [PublishedSource, ...FigureSource[]];
}

/** A source that can be opened. */
export type PublishedSource = FigureSource & { readonly url: string };

export type FigureId = "start" | "memory" | "density" | "cost" | "image" | "lifespan" | "firecracker" | "vm-parts";

const answer: FigureSource = { title: "Container vs Virtual Machine: what is the difference?" };
const guide: FigureSource = { title: "VMs and containers compared: architecture, threat models, performance metrics" };
const systemDesign: FigureSource = { title: "VMs vs Containers: A Detailed Comparison for System Design" };
const foundations: FigureSource = { title: "Foundations, topic 02: Containers vs Virtual Machines" };
const perspective: FigureSource = {
  title: "Containers vs. Virtual Machines: An Operating Systems Perspective (A. Singh, A. Mishra, 2026)",
};
const firecracker: PublishedSource = { title: "Firecracker", url: "https://firecracker-microvm.github.io/" };
const specification: PublishedSource = {
  title: "Firecracker specification",
  url: "https://github.com/firecracker-microvm/firecracker/blob/main/SPECIFICATION.md",
};
const startup: PublishedSource = {
  title: "measured on Azure, 2026",
  url: "https://arxiv.org/abs/2602.15214",
};
const benchmark: PublishedSource = {
  title: "one benchmark",
  url: "https://hokstadconsulting.com/blog/benchmarking-containers-vms-applications",
};
const densities: PublishedSource = {
  title: "one comparison",
  url: "https://oneuptime.com/blog/post/2026-01-16-containers-vs-vms-density-efficiency-comparison/view",
};
const sizes: PublishedSource = {
  title: "one comparison",
  url: "https://www.vpsblocks.com.au/key-differences-between-virtual-machines-and-containers",
};
const lifespans: PublishedSource = {
  title: "Sysdig, 2019",
  url: "https://sysdig.com/blog/sysdig-2019-container-usage-report/",
};

/** The numbers that the product quotes. They are of their sources' machines: orders of magnitude, not promises. */
export const figures: Readonly<Record<FigureId, Figure>> = {
  start: {
    title: "Time to start",
    container: "0.1-0.5 s; 0.6-1.8 s with the engine's set-up",
    vm: "20-60 s, at times minutes",
    microvm: "0.1-0.2 s",
    ranges: [
      { of: "container", unit: "ms", from: 100, to: 500, what: "namespaces, cgroup, mounts and the process" },
      { of: "container", unit: "ms", from: 568, to: 1157, what: "`docker run` on a cloud SSD and on a hard disk" },
      { of: "container", unit: "s", from: 1.3, to: 1.8, what: "with set-up; 1.8 s for one `docker run -d`" },
      { of: "vm", unit: "s", from: 20, to: 60, what: "boot of a whole system; 38.5 s for one `vagrant up`" },
      { of: "microvm", unit: "ms", from: 100, to: 200, what: "boot of a small kernel; Firecracker about 125 ms" },
    ],
    render: "Start: container 0.1-0.5 s (0.6-1.8 s with the engine's set-up), microVM 0.1-0.2 s, VM 20-60 s or more",
    sources: [benchmark, startup, specification, answer, guide, foundations, perspective],
  },
  memory: {
    title: "Memory overhead",
    container: "10 KB to 25 MB, by what is counted",
    vm: "250 MB to 4 GB",
    microvm: "under 5 MB, and the guest's kernel",
    ranges: [
      { of: "container", unit: "KB", from: 10, to: 100, what: "bookkeeping in the kernel" },
      { of: "container", unit: "MB", from: 2, to: 25, what: "with namespaces and cgroups; often quoted as 10 MB" },
      { of: "vm", unit: "MB", from: 250, to: 800, what: "emulation, kernel, services and drivers" },
      { of: "vm", unit: "MB", from: 512, to: 4096, what: "the guest's operating system" },
      { of: "microvm", unit: "MB", from: 0, to: 5, what: "the monitor alone" },
    ],
    render: "Memory overhead: container 10 KB to 25 MB (by what is counted), microVM < 5 MB, VM 250 MB to 4 GB",
    sources: [benchmark, specification, answer, guide, systemDesign, perspective],
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
    render: "Density: 100-200 containers or 10-15 VMs on a host with 128 GB; 89 against 12 in one measurement",
    sources: [densities, answer, guide, systemDesign, perspective],
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
    render: "Memory for 10 applications: 32 GB in containers, 128 GB in VMs; up to ten times less for each",
    sources: [benchmark, guide],
  },
  image: {
    title: "Size on disk",
    container: "tens of MB to a few GB, layers shared",
    vm: "several GB for each machine",
    ranges: [],
    render: "Image: tens of MB to a few GB with layers shared; VM: several GB for each machine. Neither is memory",
    sources: [sizes, answer, foundations],
  },
  lifespan: {
    title: "How long one lives",
    container: "seconds to days",
    vm: "months",
    ranges: [],
    render: "Lifespan: containers seconds to days (54 % at most five minutes), VMs months",
    sources: [lifespans, answer],
  },
  firecracker: {
    title: "Firecracker",
    microvm: "up to 150 a second on one host; network, block, vsock, balloon, entropy and pmem devices",
    ranges: [{ of: "microvm", unit: "per second", from: 150, to: 150, what: "created on one host, at most" }],
    render: "Firecracker: up to 150 microVMs a second on one host, each with a start of at most 125 ms",
    sources: [firecracker, specification, perspective],
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
    sources: [benchmark, guide],
  },
};
