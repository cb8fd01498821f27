/**
 * Repositories whose plain tags are shared by Linux and Windows images; a tag that names a distribution is not.
 * Official images: `SharedTags` in https://github.com/docker-library/official-images/tree/master/library
 */
const shared: ReadonlySet<string> = new Set([
  "docker",
  "eclipse-temurin",
  "golang",
  "hello-world",
  "mongo",
  "openjdk",
  "python",
  "mcr.microsoft.com/dotnet/aspnet",
  "mcr.microsoft.com/dotnet/monitor",
  "mcr.microsoft.com/dotnet/runtime",
  "mcr.microsoft.com/dotnet/sdk",
  "mcr.microsoft.com/powershell",
  "portainer/portainer-ce",
  "portainer/agent",
  "traefik",
  "rancher/rancher-agent",
  "registry.k8s.io/pause",
]);

const linuxOnly =
  /alpine|slim|trixie|bookworm|bullseye|buster|stretch|jessie|noble|jammy|focal|bionic|ubi\d|azurelinux|cbl|mariner|chiseled|debian|ubuntu|linux/;

/** True when the reference may resolve to a Windows image on a Windows engine. */
export function hasWindowsTwin(repository: string, reference: string): boolean {
  const colon = reference.indexOf(":", reference.lastIndexOf("/") + 1);
  const tag = colon < 0 ? "" : reference.slice(colon + 1);
  return shared.has(repository) && !linuxOnly.test(tag);
}
