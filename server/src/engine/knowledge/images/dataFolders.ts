/** Where an image keeps the data that should outlive its container. */
export interface DataFolder {
  /** For messages: `PostgreSQL`. */
  readonly title: string;
  readonly repositories: readonly string[];
  readonly path: string;
  /** The image declares a volume at the path: without a mount, the data is in an anonymous volume. */
  readonly isVolume: boolean;
  /** The row holds for these major versions only. */
  readonly versions?: { readonly from: number; readonly below?: number };
  /** The day on which the first of these versions was published: from then on tags without a version mean it. */
  readonly since?: string;
  /** Folders within the path that hold all of the data, too. */
  readonly inner?: RegExp;
  /** A mount here keeps the container from starting. */
  readonly refused?: string;
  /** A variable that moves the data. */
  readonly variable?: string;
  /** Arguments that move the data. */
  readonly option?: RegExp;
  /** Programs that `command` may start without changing what the container is for. */
  readonly programs: readonly string[];
  readonly source: string;
}

const postgres = {
  title: "PostgreSQL",
  // Built from the official image, with its entrypoint and volume.
  repositories: ["postgres", "pgvector/pgvector", "postgis/postgis"],
  isVolume: true,
  variable: "PGDATA",
  option: /^-D|^--?data[_-]directory/,
  programs: ["postgres"],
} as const;

/** Checked on 2026-11-29. */
export const dataFolders: readonly DataFolder[] = [
  {
    ...postgres,
    path: "/var/lib/postgresql",
    versions: { from: 18 },
    since: "2025-09-25",
    inner: /^\/var\/lib\/postgresql\/\d+(?:\/docker)?$/,
    refused: "/var/lib/postgresql/data",
    source: "https://github.com/docker-library/postgres/pull/1259",
  },
  {
    ...postgres,
    path: "/var/lib/postgresql/data",
    versions: { from: 8, below: 18 },
    source: "https://github.com/docker-library/docs/blob/master/postgres/content.md",
  },
  {
    title: "MySQL",
    repositories: ["mysql"],
    path: "/var/lib/mysql",
    isVolume: true,
    option: /^(?:-h|--datadir)/,
    programs: ["mysqld"],
    source: "https://github.com/docker-library/docs/blob/master/mysql/content.md",
  },
  {
    title: "MariaDB",
    repositories: ["mariadb"],
    path: "/var/lib/mysql",
    isVolume: true,
    option: /^(?:-h|--datadir)/,
    programs: ["mariadbd", "mysqld"],
    source: "https://github.com/docker-library/docs/blob/master/mariadb/content.md",
  },
  {
    title: "MongoDB",
    repositories: ["mongo"],
    path: "/data/db",
    isVolume: true,
    option: /^(?:--dbpath|--config|-f)/,
    programs: ["mongod"],
    source: "https://github.com/docker-library/docs/blob/master/mongo/content.md",
  },
  {
    title: "Cassandra",
    repositories: ["cassandra"],
    path: "/var/lib/cassandra",
    isVolume: true,
    programs: ["cassandra"],
    source: "https://github.com/docker-library/docs/blob/master/cassandra/content.md",
  },
  {
    title: "CouchDB",
    repositories: ["couchdb"],
    path: "/opt/couchdb/data",
    isVolume: true,
    programs: ["couchdb"],
    source: "https://github.com/docker-library/docs/blob/master/couchdb/content.md",
  },
  {
    title: "Neo4j",
    repositories: ["neo4j"],
    path: "/data",
    isVolume: true,
    programs: ["neo4j"],
    source: "https://github.com/docker-library/docs/blob/master/neo4j/content.md",
  },
  {
    title: "InfluxDB",
    repositories: ["influxdb"],
    path: "/var/lib/influxdb2",
    isVolume: true,
    versions: { from: 2, below: 3 },
    variable: "INFLUXD_ENGINE_PATH",
    option: /^--(?:bolt|engine)-path/,
    programs: ["influxd"],
    source: "https://github.com/influxdata/influxdata-docker/blob/master/influxdb/2.7/Dockerfile",
  },
  {
    title: "Gitea",
    repositories: ["gitea/gitea"],
    path: "/data",
    isVolume: true,
    variable: "GITEA_CUSTOM",
    programs: [],
    source: "https://github.com/go-gitea/gitea/blob/main/Dockerfile",
  },
  {
    title: "Elasticsearch",
    repositories: ["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch"],
    path: "/usr/share/elasticsearch/data",
    isVolume: false,
    variable: "path.data",
    programs: ["elasticsearch"],
    source: "https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docker.html",
  },
  {
    title: "Grafana",
    repositories: ["grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise"],
    path: "/var/lib/grafana",
    isVolume: false,
    variable: "GF_PATHS_DATA",
    programs: [],
    source: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/",
  },
  {
    title: "SQL Server",
    repositories: ["mcr.microsoft.com/mssql/server"],
    path: "/var/opt/mssql",
    isVolume: false,
    inner: /^\/var\/opt\/mssql\/data$/,
    variable: "MSSQL_DATA_DIR",
    programs: [],
    source: "https://learn.microsoft.com/sql/linux/sql-server-linux-docker-container-configure",
  },
];
