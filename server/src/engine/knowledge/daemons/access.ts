/** Whether a database lets in anyone who reaches its port. */
export interface DatabaseAccess {
  /** Id of the daemon table. */
  readonly daemon: string;
  /** What the official image does with neither of the settings below. */
  readonly byDefault: "open" | "closed";
  /** `NAME=value` of the environment: it asks for credentials. */
  readonly closedBy?: RegExp;
  /** `NAME=value` of the environment: it asks for none. */
  readonly openedBy?: RegExp;
  /** In the arguments, joined by blanks: it asks for credentials, or a configuration file decides. */
  readonly closedByArguments?: RegExp;
  readonly source: string;
}

const truthy = "(?:1|true|yes|on)$";
/** Databases and caches by whether their official image asks for credentials. Looked up 2026-11. */
export const databaseAccess: readonly DatabaseAccess[] = [
  {
    daemon: "postgres",
    byDefault: "closed",
    openedBy: /^POSTGRES_HOST_AUTH_METHOD=trust$/,
    source: "https://github.com/docker-library/docs/blob/master/postgres/content.md",
  },
  {
    daemon: "mysql",
    byDefault: "closed",
    openedBy: new RegExp(`^MYSQL_ALLOW_EMPTY_PASSWORD=${truthy}`, "i"),
    source: "https://github.com/docker-library/docs/blob/master/mysql/content.md",
  },
  {
    daemon: "mariadb",
    byDefault: "closed",
    openedBy: new RegExp(`^(?:MARIADB_ALLOW_EMPTY_ROOT_PASSWORD|MYSQL_ALLOW_EMPTY_PASSWORD)=${truthy}`, "i"),
    source: "https://github.com/docker-library/docs/blob/master/mariadb/content.md",
  },
  {
    daemon: "mongodb",
    byDefault: "open",
    closedBy: /^MONGO_INITDB_ROOT_(?:USERNAME|PASSWORD)(?:_FILE)?=/,
    closedByArguments: /(?:^|\s)(?:--auth|--keyFile|--config|-f|--clusterAuthMode)\b/,
    source: "https://github.com/docker-library/docs/blob/master/mongo/content.md",
  },
  {
    // The image switches the protected mode off.
    daemon: "redis",
    byDefault: "open",
    closedBy: /^(?:REDIS_ARGS|REDIS_PASSWORD)=/,
    closedByArguments: /requirepass|aclfile|--user\b|\.conf\b|protected-mode\s+yes/,
    source: "https://github.com/docker-library/docs/blob/master/redis/content.md",
  },
  {
    daemon: "valkey",
    byDefault: "open",
    closedBy: /^VALKEY_EXTRA_FLAGS=/,
    closedByArguments: /requirepass|aclfile|--user\b|\.conf\b|protected-mode\s+yes/,
    source: "https://github.com/valkey-io/valkey-container",
  },
  {
    daemon: "memcached",
    byDefault: "open",
    closedByArguments: /(?:^|\s)(?:-S|--enable-sasl|-Y|--auth-file)\b/,
    source: "https://github.com/memcached/memcached/wiki/ConfiguringServer",
  },
  {
    daemon: "elasticsearch",
    byDefault: "closed",
    openedBy: /^xpack\.security\.enabled=false$/,
    source: "https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings",
  },
  {
    daemon: "opensearch",
    byDefault: "closed",
    openedBy: new RegExp(`^(?:DISABLE_SECURITY_PLUGIN|plugins\\.security\\.disabled)=${truthy}`, "i"),
    source: "https://docs.opensearch.org/latest/security/configuration/disable-enable-security/",
  },
  {
    daemon: "cassandra",
    byDefault: "open",
    closedBy: /^CASSANDRA_AUTHENTICATOR=/,
    source: "https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html",
  },
  {
    daemon: "neo4j",
    byDefault: "closed",
    openedBy: /^NEO4J_AUTH=none$/,
    source: "https://neo4j.com/docs/operations-manual/current/docker/introduction/",
  },
  {
    daemon: "etcd",
    byDefault: "open",
    closedBy: /^ETCD_(?:CLIENT_CERT_AUTH|TRUSTED_CA_FILE|CONFIG_FILE)=/,
    closedByArguments: /--(?:client-cert-auth|trusted-ca-file|config-file)\b/,
    source: "https://etcd.io/docs/v3.6/op-guide/authentication/",
  },
  {
    daemon: "rethinkdb",
    byDefault: "open",
    closedByArguments: /--(?:initial-password|config-file)\b/,
    source: "https://rethinkdb.com/docs/security/",
  },
  // Without credentials of its own the image does not start, or makes some up.
  {
    daemon: "couchdb",
    byDefault: "closed",
    source: "https://github.com/docker-library/docs/blob/master/couchdb/content.md",
  },
  {
    daemon: "mssql",
    byDefault: "closed",
    source: "https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-docker-container-deployment",
  },
  {
    daemon: "influxdb",
    byDefault: "closed",
    source: "https://github.com/docker-library/docs/blob/master/influxdb/content.md",
  },
  // Images before 24.11 let the user "default" in without a password, later ones only within the container.
  {
    daemon: "clickhouse",
    byDefault: "closed",
    source: "https://github.com/ClickHouse/ClickHouse/tree/master/docker/server",
  },
];
