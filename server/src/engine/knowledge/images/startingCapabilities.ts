/** What an image's entrypoint needs as root before it starts the program as another user. */
export interface StartingCapabilities {
  readonly repositories: readonly string[];
  readonly capabilities: readonly string[];
  readonly source: string;
}

/** Changing the owner of the data, also in folders that are closed to root without capabilities, then gosu. */
const ownAndSwitch = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"];

/** Looked up 2026-11. */
export const startingCapabilities: readonly StartingCapabilities[] = [
  {
    repositories: ["postgres"],
    capabilities: ownAndSwitch,
    source: "https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh",
  },
  {
    repositories: ["mysql", "mariadb"],
    capabilities: ownAndSwitch,
    source: "https://github.com/docker-library/mysql/blob/master/template/docker-entrypoint.sh",
  },
  {
    repositories: ["redis"],
    capabilities: ownAndSwitch,
    source: "https://github.com/docker-library/redis/blob/master/docker-entrypoint.sh",
  },
  {
    repositories: ["rabbitmq"],
    capabilities: ownAndSwitch,
    source: "https://github.com/docker-library/rabbitmq/blob/master/docker-entrypoint.sh",
  },
];
