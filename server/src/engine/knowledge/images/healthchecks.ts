/**
 * Official images without `HEALTHCHECK`: the library's images leave it to the user, with few exceptions.
 * https://github.com/docker-library/faq#healthcheck, looked up 2026-11
 */
const withoutHealthcheck: ReadonlySet<string> = new Set([
  "almalinux",
  "alpine",
  "busybox",
  "caddy",
  "cassandra",
  "couchdb",
  "debian",
  "eclipse-mosquitto",
  "eclipse-temurin",
  "elasticsearch",
  "fedora",
  "golang",
  "haproxy",
  "httpd",
  "influxdb",
  "kibana",
  "logstash",
  "mariadb",
  "memcached",
  "mongo",
  "mysql",
  "nats",
  "nginx",
  "node",
  "openjdk",
  "php",
  "postgres",
  "python",
  "rabbitmq",
  "redis",
  "rockylinux",
  "ruby",
  "rust",
  "solr",
  "tomcat",
  "traefik",
  "ubuntu",
  "zookeeper",
  "postgis/postgis",
  "pgvector/pgvector",
  "docker.elastic.co/elasticsearch/elasticsearch",
]);

/** True if the images of a repository are known to have no health check; false says nothing. */
export function hasNoHealthcheck(repository: string): boolean {
  return withoutHealthcheck.has(repository);
}

/** The command that asks a database whether it takes connections, by the id of the daemon table. */
export const readinessCommands: Readonly<Record<string, string>> = {
  postgres: "pg_isready -U postgres",
  mysql: "mysqladmin ping -h 127.0.0.1",
  mariadb: "healthcheck.sh --connect --innodb_initialized",
  mongodb: "mongosh --quiet --eval 'db.adminCommand(\"ping\")'",
  rabbitmq: "rabbitmq-diagnostics -q ping",
  elasticsearch: "curl -fs http://localhost:9200",
  cassandra: "cqlsh -e 'describe keyspaces'",
};
