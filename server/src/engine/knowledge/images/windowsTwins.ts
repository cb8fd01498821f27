/**
 * Repositories whose plain tags are shared by Linux and Windows images; a tag that names a distribution is not.
 * Official images: entries with `SharedTags` whose `Architectures` differ in their system, in any revision of
 * https://github.com/docker-library/official-images/tree/master/library up to 2026-08-21. `docker` and `traefik` have
 * Windows images too, but only under tags of their own.
 */
const shared: ReadonlySet<string> = new Set([
  "adoptopenjdk",
  "caddy",
  "eclipse-temurin",
  "golang",
  "haxe",
  "hello-world",
  "hylang",
  "julia",
  "mongo",
  "nats",
  "nats-streaming",
  "openjdk",
  "pypy",
  "python",
  "mcr.microsoft.com/dotnet/aspnet",
  "mcr.microsoft.com/dotnet/monitor",
  "mcr.microsoft.com/dotnet/runtime",
  "mcr.microsoft.com/dotnet/sdk",
  "mcr.microsoft.com/powershell",
  "portainer/portainer",
  "portainer/portainer-ce",
  "portainer/agent",
  "rancher/rancher-agent",
  "registry.k8s.io/pause",
]);

const linuxOnly =
  /alpine|slim|trixie|bookworm|bullseye|buster|stretch|jessie|wheezy|resolute|noble|jammy|focal|bionic|xenial|ubi\d|centos|oracle|scratch|azurelinux|cbl|mariner|chiseled|debian|ubuntu|linux/;

/** True when the reference may resolve to a Windows image on a Windows engine. */
export function hasWindowsTwin(repository: string, reference: string): boolean {
  const colon = reference.indexOf(":", reference.lastIndexOf("/") + 1);
  const tag = colon < 0 ? "" : reference.slice(colon + 1);
  return shared.has(repository) && !linuxOnly.test(tag);
}
