/** How the size of a memory area is set that a runtime fills by itself. */
export interface HeapSetting {
  readonly id: string;
  /** For messages: `Java heap`. */
  readonly title: string;
  /** Environment variables that the runtime itself reads. */
  readonly variables: readonly string[];
  /** Variables that only the start scripts of some images read, by repository. */
  readonly imageVariables: readonly { readonly variable: string; readonly repositories: RegExp }[];
  /** Programs that take the setting on their command line. */
  readonly programs: readonly string[];
  /** Ids of daemons whose official images put the daemon before options without a program. */
  readonly daemons?: readonly string[];
  /** Options that take the next word, for programs that come after the options and have arguments of their own. */
  readonly valuedOptions?: ReadonlySet<string>;
  /** In a variable's value or in the joined arguments; `size` is the number with its unit. */
  readonly pattern: RegExp;
  /** A size to begin with, in the same text; the runtime refuses one above the size itself. */
  readonly initial?: RegExp;
  /** The unit of a number without one. The last of several settings counts. */
  readonly bareUnit: "bytes" | "MiB" | "GiB";
  /** From this share of the limit on the process is likely to be killed: it also needs memory outside the area. */
  readonly share: number;
  /** Share of the limit that leaves room for the rest. */
  readonly advice: number;
  readonly source: string;
}

/** Areas that are sized by hand. */
export const heapSettings: readonly HeapSetting[] = [
  {
    id: "java",
    title: "Java heap",
    variables: ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"],
    imageVariables: [
      {
        variable: "JAVA_OPTS",
        repositories: /(?:^|\/)(?:tomcat|wildfly|jenkins|sonarqube|nexus3|activemq|keycloak|payara|liquibase)\b/,
      },
      { variable: "CATALINA_OPTS", repositories: /(?:^|\/)(?:tomcat|tomee)\b/ },
      { variable: "KAFKA_HEAP_OPTS", repositories: /kafka/ },
      // https://www.elastic.co/docs/reference/logstash/jvm-settings, 2026-08
      { variable: "LS_JAVA_OPTS", repositories: /(?:^|\/)logstash\b/ },
      // https://maven.apache.org/configure.html#maven_opts-environment-variable, 2026-08
      { variable: "MAVEN_OPTS", repositories: /(?:^|\/)maven\b/ },
      // https://www.keycloak.org/server/configuration-production, https://jboss-container-images.github.io/openjdk/, 2026-08
      { variable: "JAVA_OPTS_APPEND", repositories: /(?:^|\/)(?:keycloak|openjdk-\d+)(?:[:/-]|$)/ },
      // https://docker-minecraft-server.readthedocs.io/en/latest/configuration/jvm-options/, 2026-08
      { variable: "JVM_OPTS", repositories: /(?:^|\/)itzg\/minecraft-server\b/ },
      // https://solr.apache.org/guide/solr/latest/deployment-guide/taking-solr-to-production.html, 2026-08
      { variable: "SOLR_JAVA_MEM", repositories: /(?:^|\/)solr\b/ },
      // https://zookeeper.apache.org/doc/current/zookeeperAdmin.html, 2026-08
      { variable: "JVMFLAGS", repositories: /(?:^|\/)zookeeper\b/ },
    ],
    programs: ["java"],
    valuedOptions: new Set([
      "-cp",
      "-classpath",
      "--class-path",
      "-p",
      "--module-path",
      "--add-modules",
      "--add-opens",
      "--add-exports",
      "--add-reads",
    ]),
    pattern: /(?<=^|\s)-Xmx(?<size>\d+[kKmMgGtT]?)(?=\s|$)/g,
    initial: /(?<=(?:^|\s)-Xms)\d+[kKmMgGtT]?(?=\s|$)/g,
    bareUnit: "bytes",
    share: 0.9,
    advice: 0.75,
    source: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html",
  },
  {
    // Variables that hold only the size.
    id: "java-size",
    title: "Java heap",
    variables: [],
    imageVariables: [
      // https://docker-minecraft-server.readthedocs.io/en/latest/configuration/jvm-options/, 2026-08
      { variable: "MEMORY", repositories: /(?:^|\/)itzg\/minecraft-server\b/ },
      { variable: "MAX_MEMORY", repositories: /(?:^|\/)itzg\/minecraft-server\b/ },
      // https://neo4j.com/docs/operations-manual/current/docker/ref-settings/, 2026-08
      { variable: "NEO4J_server_memory_heap_max__size", repositories: /(?:^|\/)neo4j\b/ },
      { variable: "NEO4J_dbms_memory_heap_max__size", repositories: /(?:^|\/)neo4j\b/ },
      // https://github.com/apache/cassandra/blob/trunk/conf/cassandra-env.sh, 2026-08
      { variable: "MAX_HEAP_SIZE", repositories: /(?:^|\/)cassandra\b/ },
      // https://solr.apache.org/guide/solr/latest/deployment-guide/taking-solr-to-production.html, 2026-08
      { variable: "SOLR_HEAP", repositories: /(?:^|\/)solr\b/ },
    ],
    programs: [],
    pattern: /^\s*(?<size>\d+[kKmMgG]?)\s*$/g,
    bareUnit: "bytes",
    share: 0.9,
    advice: 0.75,
    source: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html",
  },
  {
    id: "elasticsearch",
    title: "Elasticsearch heap",
    variables: [],
    imageVariables: [
      { variable: "ES_JAVA_OPTS", repositories: /elasticsearch/ },
      { variable: "OPENSEARCH_JAVA_OPTS", repositories: /opensearch/ },
    ],
    programs: [],
    pattern: /(?<=^|\s)-Xmx(?<size>\d+[kKmMgGtT]?)(?=\s|$)/g,
    initial: /(?<=(?:^|\s)-Xms)\d+[kKmMgGtT]?(?=\s|$)/g,
    bareUnit: "bytes",
    share: 0.75,
    advice: 0.5,
    source: "https://www.elastic.co/docs/reference/elasticsearch/jvm-settings",
  },
  {
    id: "node",
    title: "Node.js heap",
    variables: ["NODE_OPTIONS"],
    imageVariables: [],
    programs: ["node", "nodejs"],
    valuedOptions: new Set([
      "-r",
      "--require",
      "--import",
      "--loader",
      "--experimental-loader",
      "--max-old-space-size",
      "--max_old_space_size",
    ]),
    pattern: /(?<=^|\s)--max[-_]old[-_]space[-_]size[= ](?<size>\d+)(?=\s|$)/g,
    bareUnit: "MiB",
    share: 1,
    advice: 0.75,
    source: "https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib",
  },
  {
    id: "redis",
    title: "data set",
    variables: [],
    imageVariables: [],
    programs: ["redis-server", "valkey-server"],
    daemons: ["redis", "valkey"],
    pattern: /(?<=^|\s)--maxmemory\s+(?<size>\d+(?:[kKmMgG][bB]?)?)(?=\s|$)/g,
    bareUnit: "bytes",
    share: 1,
    advice: 0.75,
    source: "https://redis.io/docs/latest/develop/reference/eviction/",
  },
  {
    id: "memcached",
    title: "cache",
    variables: [],
    imageVariables: [],
    programs: ["memcached"],
    daemons: ["memcached"],
    pattern: /(?<=^|\s)(?:-m\s*|--memory-limit[= ])(?<size>\d+)(?=\s|$)/g,
    bareUnit: "MiB",
    share: 1,
    advice: 0.8,
    source: "https://docs.memcached.org/serverguide/configuring/",
  },
  {
    id: "wiredtiger",
    title: "WiredTiger cache",
    variables: [],
    imageVariables: [],
    programs: ["mongod"],
    daemons: ["mongodb"],
    pattern: /(?<=^|\s)--wiredTigerCacheSizeGB[= ](?<size>\d+(?:\.\d+)?)(?=\s|$)/g,
    bareUnit: "GiB",
    share: 1,
    advice: 0.5,
    source: "https://www.mongodb.com/docs/manual/reference/program/mongod/",
  },
  {
    id: "innodb",
    title: "InnoDB buffer pool",
    variables: [],
    imageVariables: [],
    programs: ["mysqld", "mariadbd"],
    daemons: ["mysql", "mariadb"],
    pattern: /(?<=^|\s)--innodb[-_]buffer[-_]pool[-_]size[= ](?<size>\d+[kKmMgG]?)(?=\s|$)/g,
    bareUnit: "bytes",
    share: 1,
    advice: 0.7,
    source: "https://dev.mysql.com/doc/refman/8.4/en/innodb-parameters.html",
  },
  {
    id: "postgres",
    title: "PostgreSQL shared_buffers",
    variables: [],
    imageVariables: [],
    programs: ["postgres"],
    daemons: ["postgres"],
    pattern: /(?<=^|\s)-c\s*shared_buffers=(?<size>\d+(?:[kMG]B))(?=\s|$)/g,
    bareUnit: "bytes",
    share: 1,
    advice: 0.25,
    source: "https://www.postgresql.org/docs/current/runtime-config-resource.html",
  },
];
