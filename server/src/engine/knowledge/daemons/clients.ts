/** A program that connects to the server that its options name. */
export interface Client {
  readonly programs: readonly string[];
  readonly hostOptions: readonly string[];
  readonly portOptions: readonly string[];
  readonly port: number;
  readonly source: string;
}

export const clients: readonly Client[] = [
  {
    programs: ["psql", "pg_isready", "createdb", "dropdb", "pg_dump", "pg_restore", "createuser"],
    hostOptions: ["-h", "--host"],
    portOptions: ["-p", "--port"],
    port: 5432,
    source: "https://www.postgresql.org/docs/current/app-psql.html",
  },
  {
    programs: ["mysql", "mysqladmin", "mysqldump", "mariadb", "mariadb-admin", "mariadb-dump"],
    hostOptions: ["-h", "--host"],
    portOptions: ["-P", "--port"],
    port: 3306,
    source: "https://dev.mysql.com/doc/refman/8.4/en/connection-options.html",
  },
  {
    programs: ["redis-cli", "valkey-cli"],
    hostOptions: ["-h"],
    portOptions: ["-p"],
    port: 6379,
    source: "https://redis.io/docs/latest/develop/tools/cli/",
  },
  {
    programs: ["mongosh", "mongo"],
    hostOptions: ["--host"],
    portOptions: ["--port"],
    port: 27017,
    source: "https://www.mongodb.com/docs/mongodb-shell/reference/options/",
  },
];
