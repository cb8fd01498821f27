import type { Repository } from "../repository.ts";

const owners = ["linuxserver", "lscr.io/linuxserver", "ghcr.io/linuxserver"];

/** Images that were always based on Alpine, and those that are today, so only `latest` is known. */
const onAlpine: readonly string[] = ["swag", "nginx", "nextcloud"];
const onAlpineToday: readonly string[] = ["qbittorrent", "sonarr", "radarr", "mariadb", "wireguard"];

/** Images of LinuxServer.io, by their Dockerfiles. Others of the same owner differ. */
export const linuxserverImages: readonly Repository[] = owners.flatMap((owner): readonly Repository[] => {
  const row = (name: string, facts: Partial<Repository>): Repository => ({
    name: `${owner}/${name}`,
    init: "s6-overlay",
    words: "*",
    user: "root",
    ...facts,
    source: `https://github.com/linuxserver/docker-${name}/blob/master/Dockerfile`,
  });
  return [
    ...onAlpine.map((name) => row(name, { base: "alpine" })),
    ...onAlpineToday.map((name) => row(name, { wordBases: { latest: "alpine" } })),
    row("plex", { base: "ubuntu" }),
  ];
});
