/** Names of sources by address; the first match counts. */
const names: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^https:\/\/man7\.org\/.*\/([\w.-]+)\.(\d)\.html/, "$1($2)"],
  [/^https:\/\/github\.com\/[\w.-]+\/([\w.-]+)\/(?:issues|pull|discussions)\/(\d+)/, "$1#$2"],
  [/^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)/, "$1"],
  [/^https:\/\/docs\.docker\.com/, "Docker docs"],
  [/^https:\/\/docs\.podman\.io/, "Podman docs"],
  [/^https:\/\/developer\.hashicorp\.com\/vagrant/, "Vagrant docs"],
  [/^https:\/\/docs\.kernel\.org/, "Linux kernel docs"],
  [/^https:\/\/learn\.microsoft\.com/, "Microsoft Learn"],
  [/^https:\/\/docs\.github\.com/, "GitHub docs"],
  [/^https:\/\/docs\.gitlab\.com/, "GitLab docs"],
  [/^https:\/\/circleci\.com\/docs/, "CircleCI docs"],
  [/^https:\/\/www\.jenkins\.io/, "Jenkins docs"],
  [/^https:\/\/kubernetes\.io/, "Kubernetes docs"],
  [/^https:\/\/containers\.dev/, "Dev Container docs"],
  [/^https:\/\/docs\.nvidia\.com/, "NVIDIA docs"],
  [/^https:\/\/gvisor\.dev/, "gVisor docs"],
  [/^https:\/\/katacontainers\.io/, "Kata Containers"],
  [/^https:\/\/firecracker-microvm\.github\.io/, "Firecracker"],
  [/^https:\/\/vagrant-libvirt\.github\.io/, "vagrant-libvirt docs"],
  [/^https:\/\/parallels\.github\.io/, "vagrant-parallels docs"],
  [/^https:\/\/nvd\.nist\.gov\/vuln\/detail\/([\w-]+)/, "$1"],
  [/^https:\/\/wiki\.debian\.org/, "Debian wiki"],
  [/^https:\/\/systemd\.io/, "systemd docs"],
  [/^https:\/\/git-scm\.com/, "Git docs"],
  [/^https:\/\/(?:www\.)?([^/]+)/, "$1"],
];

/** A source by the name that readers know it by: `Docker docs`, `capabilities(7)`, `moby#22054`. */
function nameOf(url: string): string {
  for (const [pattern, name] of names) {
    const found = pattern.exec(url);
    if (found) return name.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "");
  }
  return url;
}

/** Named links to sources: `[Docker docs](…) · [capabilities(7)](…)`. Two pages of one site add what they are about. */
export function linksTo(urls: readonly string[]): string {
  const seen = new Set<string>();
  const links = urls.map((url) => {
    const name = nameOf(url);
    const isRepeated = seen.has(name);
    seen.add(name);
    return `[${isRepeated ? `${name}: ${subjectOf(url)}` : name}](${url})`;
  });
  return links.join(" · ");
}

/** The last part of an address: `userns-remap`. */
function subjectOf(url: string): string {
  const [path = "", anchor] = url.split("#");
  const last = path.split("/").findLast((part) => part !== "") ?? "";
  return (anchor ?? last.replace(/\.\w+$/, "")).replaceAll(/^-+/g, "").replaceAll(/[-_]+/g, " ");
}
