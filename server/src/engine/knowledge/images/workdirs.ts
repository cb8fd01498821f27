/**
 * Working directories of images. Distributions set none, so theirs is `/`.
 * Read off the Dockerfiles in https://github.com/docker-library, https://github.com/nodejs/docker-node and
 * https://github.com/rust-lang/docker-rust, looked up 2026-11.
 */
const workdirs: ReadonlyMap<string, string> = new Map([
  ...[
    "almalinux",
    "alpine",
    "amazonlinux",
    "archlinux",
    "buildpack-deps",
    "busybox",
    "centos",
    "debian",
    "fedora",
    "node",
    "opensuse/leap",
    "opensuse/tumbleweed",
    "oraclelinux",
    "python",
    "rockylinux",
    "ruby",
    "rust",
    "scratch",
    "ubuntu",
  ].map((name) => [name, "/"] as const),
  ["golang", "/go"],
]);

/** Returns the working directory of every Linux image of the repository; undefined if it is unknown. */
export function workdirOf(repository: string): string | undefined {
  return workdirs.get(repository);
}
