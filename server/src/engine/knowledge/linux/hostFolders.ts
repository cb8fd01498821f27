/** A folder of the host that holds more than the data of one program. */
export interface HostFolder {
  /** Without a slash at the end, except for the root folder. */
  readonly paths: readonly string[];
  /** The whole disk. */
  readonly isWhole: boolean;
  /** What one who reads it gets; ends a sentence that begins with the container. */
  readonly reads: string;
  /** What root gets by writing to it. */
  readonly writes: string;
  readonly source: string;
}

const hierarchy = "https://man7.org/linux/man-pages/man7/hier.7.html";

function folder(paths: readonly string[], reads: string, writes: string, source = hierarchy): HostFolder {
  return { paths, isWhole: paths.includes("/"), reads, writes, source };
}

export const hostFolders: readonly HostFolder[] = [
  folder(["/"], "reads every file of the host, its keys and passwords included", "can change every file of the host"),
  folder(
    ["/etc"],
    "reads the host's configuration, password hashes and keys included",
    "can add users and scheduled commands to the host",
  ),
  folder(
    ["/proc"],
    "sees all processes of the host",
    "can have the host's kernel start a program (core_pattern)",
    "https://man7.org/linux/man-pages/man5/core.5.html",
  ),
  folder(
    ["/sys"],
    "sees the host's devices and kernel state",
    "can change the host's devices and kernel state",
    "https://man7.org/linux/man-pages/man5/sysfs.5.html",
  ),
  folder(["/boot"], "reads the host's kernel", "can replace the kernel that the host boots"),
  folder(
    ["/dev"],
    "sees the host's devices",
    "reaches the terminals and shared memory of the host's users",
    "https://www.kernel.org/doc/html/latest/admin-guide/devices.html",
  ),
  folder(["/root"], "reads the keys of the host's root user", "can add an SSH key for the host's root user"),
  folder(
    ["/var/run", "/run"],
    "reaches the sockets of the engine and of systemd, which :ro does not protect",
    "reaches the sockets of the engine and of systemd, and so root on the host",
    "https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
  ),
  folder(
    ["/var/lib/docker"],
    "reads the files, volumes and secrets of all containers",
    "can change the files and volumes of all containers",
    "https://docs.docker.com/engine/storage/volumes/",
  ),
];

const drive: HostFolder = {
  paths: [],
  isWhole: true,
  reads: "reads the host's whole drive",
  writes: "can change every file of the host's drive",
  source: "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/persistent-storage",
};

/** Returns the folder that a path of the host names as a whole, or undefined for anything in one. */
export function hostFolderAt(path: string): HostFolder | undefined {
  if (/^[A-Za-z]:[\\/]?$/.test(path)) return drive;
  const name = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  return hostFolders.find(({ paths }) => paths.includes(name));
}
