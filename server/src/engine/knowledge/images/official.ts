import type { Repository } from "./repository.ts";
import { codenames } from "./suites.ts";

/** An official image, with the library file as source. */
function official(name: string, facts: Omit<Repository, "name" | "source">): Repository {
  return {
    name,
    user: "root",
    ...facts,
    source: `https://github.com/docker-library/official-images/blob/master/library/${name}`,
  };
}

const php = "cli fpm apache zts rc\\d* beta\\d* alpha\\d* php\\d.*";
const java = "jdk\\d* jre\\d* eclipse temurin openjdk hotspot ea headless lts ubuntu b\\d\\S*";
const corretto = { corretto: "amazonlinux", amazoncorretto: "amazonlinux" };

/** Debian's moving names, such as `stable`. Elsewhere the same words refer to the software. */
const movingNames = {
  stable: "debian",
  oldstable: "debian",
  oldoldstable: "debian",
  testing: "debian",
  unstable: "debian",
  sid: "debian",
  experimental: "debian",
};

/** Ubuntu's releases by their number: `22.04` is `jammy`. */
const ubuntuNumbers: Readonly<Record<string, string>> = Object.fromEntries(
  codenames.filter(({ family }) => family === "ubuntu").map(({ version, codename }) => [version, codename]),
);

/** Distributions. */
const systems: readonly Repository[] = [
  official("almalinux", { base: "almalinux", versionParts: 1, words: "minimal" }),
  official("alpine", { bareAlpine: true, base: "alpine", versionParts: 2, words: "edge", tools: "none" }),
  official("amazonlinux", { base: "amazonlinux", versionParts: 1, words: "with sources minimal" }),
  official("archlinux", { base: "arch", words: "base devel multilib" }),
  official("busybox", { base: "busybox", words: "glibc uclibc musl stable unstable" }),
  official("centos", { base: "centos", versionParts: 1, words: "centos\\d.*" }),
  official("clearlinux", { base: "clearlinux", words: "base" }),
  official("debian", {
    base: "debian",
    versionParts: 1,
    latest: "13",
    words: "backports slim rc buggy",
    wordBases: movingNames,
    tools: "none",
  }),
  official("fedora", { base: "fedora", versionParts: 1, words: "modular rawhide branched" }),
  official("mageia", { base: "mageia", versionParts: 1 }),
  official("neurodebian", { base: "debian|ubuntu", words: "nd.* non free" }),
  official("opensuse", { base: "opensuse", words: "leap tumbleweed" }),
  official("oraclelinux", { base: "oraclelinux", versionParts: 1, words: "slim fips" }),
  official("photon", { base: "photon", versionParts: 2, words: "ga rc dev beta" }),
  official("rockylinux", { base: "rockylinux", versionParts: 1, words: "minimal" }),
  official("ubuntu", { base: "ubuntu", versionParts: 2, words: "rolling devel", tools: "none" }),
  { name: "scratch", base: "scratch", source: "https://docs.docker.com/build/building/base-images/" },
];

/** Languages and build tools. */
const languages: readonly Repository[] = [
  official("amazoncorretto", {
    bareAlpine: true,
    base: "amazonlinux",
    words: "jdk jre headless full native headful generic",
  }),
  official("adoptopenjdk", { base: "ubuntu", words: `${java} openj9` }),
  official("bash", { base: "alpine", words: "devel rc\\d* alpha beta\\d*" }),
  official("buildpack-deps", {
    base: "debian|ubuntu",
    words: "curl scm",
    wordBases: { ...ubuntuNumbers, ...movingNames, latest: "debian", curl: "debian", scm: "debian" },
    tools: "full",
  }),
  official("clojure", { base: "debian|ubuntu", words: `${java} tools deps lein boot` }),
  official("composer", { base: "alpine", words: "lts" }),
  official("dart", { base: "debian", words: "sdk stable beta" }),
  official("eclipse-temurin", { base: "ubuntu", words: `${java} minimal`, product: "java" }),
  official("elixir", { bareAlpine: true, base: "debian", words: "otp rc\\S*", tools: "full" }),
  official("erlang", { product: "erlang", bareAlpine: true, base: "debian", words: "rc\\d*", tools: "full" }),
  official("gcc", { base: "debian", tools: "full" }),
  official("golang", { bareAlpine: true, base: "debian", words: "rc tip", tools: "scm", product: "go" }),
  official("gradle", {
    product: "gradle",
    wordBases: corretto,
    base: "debian|ubuntu",
    words: `${java} current`,
    // https://github.com/gradle/docker-gradle/blob/master/jdk21-ubi9/Dockerfile, 2026-08
    makes: { rhel: "minimal" },
  }),
  official("groovy", { user: undefined, base: "debian|ubuntu", words: java }),
  official("haskell", { base: "debian", words: "slim" }),
  official("ibm-semeru-runtimes", { base: "ubuntu", words: `${java} open` }),
  official("java", { base: "debian", words: java, tools: "scm" }),
  official("jruby", { base: "debian|ubuntu", words: java }),
  official("julia", { bareAlpine: true, base: "debian", words: "rc\\d* beta\\d* alpha\\d*" }),
  official("maven", {
    product: "maven",
    base: "debian|ubuntu",
    words: "eclipse temurin ibm semeru sapmachine rc",
    // Eclipse Temurin's own images without the name of a distribution are Ubuntu.
    wordBases: { ...corretto, temurin: "ubuntu" },
  }),
  official("mono", { base: "debian", words: "slim" }),
  official("node", {
    bareAlpine: true,
    base: "debian",
    words: "lts current argon boron carbon dubnium erbium fermium gallium hydrogen iron jod krypton",
    tools: "full",
    product: "node",
  }),
  official("openjdk", {
    words: "jdk jre ea rc oracle headless b\\d\\S*",
    wordBases: { oracle: "oraclelinux" },
    // https://github.com/docker-library/openjdk/blob/master/25/jdk/oraclelinux9/Dockerfile, 2025-09
    makes: { oraclelinux: "minimal" },
    product: "openjdk",
  }),
  official("perl", { product: "perl", base: "debian", words: "threaded stable devel", tools: "full" }),
  official("php", { bareAlpine: true, base: "debian", words: php, product: "php" }),
  official("pypy", { base: "debian", words: "slim", tools: "full" }),
  official("python", { bareAlpine: true, base: "debian", words: "rc", tools: "full", product: "python" }),
  official("r-base", { base: "debian" }),
  official("ros", {
    base: "ubuntu",
    words: "ros\\d? core base perception robot bridge rolling",
    // ROS releases: https://www.ros.org/reps/rep-0003.html, https://www.ros.org/reps/rep-2000.html
    wordBases: {
      indigo: "trusty",
      jade: "trusty",
      kinetic: "xenial",
      lunar: "xenial",
      melodic: "bionic",
      noetic: "focal",
      dashing: "bionic",
      eloquent: "bionic",
      foxy: "focal",
      galactic: "focal",
      humble: "jammy",
      iron: "jammy",
      jazzy: "noble",
      kilted: "noble",
      lyrical: "resolute",
    },
  }),
  official("ruby", { bareAlpine: true, base: "debian", words: "rc\\d* preview\\d*", tools: "full", product: "ruby" }),
  official("rust", { bareAlpine: true, base: "debian", tools: "full" }),
  official("sapmachine", { base: "ubuntu", words: java }),
  official("swift", { base: "ubuntu", words: "slim" }),
  official("swipl", { base: "debian", words: "stable latest" }),
];

/** Databases, queues and search engines. */
const stores: readonly Repository[] = [
  official("arangodb", { wordBases: { latest: "alpine" }, user: undefined }),
  official("cassandra", { product: "cassandra", base: "debian|ubuntu", process: "cassandra" }),
  official("chronograf", { base: "debian", process: "chronograf" }),
  official("clickhouse", { base: "ubuntu", words: "lts", process: "clickhouse" }),
  official("consul", { base: "alpine", process: "consul" }),
  official("couchbase", { base: "ubuntu", words: "enterprise community beta\\d*", process: "couchbase" }),
  official("couchdb", { base: "debian", process: "couchdb" }),
  official("eclipse-mosquitto", { bareAlpine: true, base: "alpine", words: "openssl", process: "mosquitto" }),
  official("elasticsearch", {
    process: "elasticsearch",
    words: "*",
    makes: { rhel: "minimal" },
    // Its Ubuntu images switch sh from dash to bash.
    sh: "bash",
    user: "1000:0",
  }),
  official("emqx", { user: undefined, base: "debian", process: "emqx" }),
  official("influxdb", { base: "debian|ubuntu", words: "data meta core enterprise", process: "influxdb" }),
  official("kapacitor", { base: "debian|ubuntu", process: "kapacitor" }),
  official("kibana", { process: "kibana", words: "*", makes: { rhel: "minimal" }, user: undefined }),
  official("logstash", { process: "logstash", words: "*", makes: { rhel: "minimal" }, user: undefined }),
  official("mariadb", {
    product: "mariadb",
    base: "ubuntu",
    words: "rc lts",
    // https://github.com/MariaDB/mariadb-docker/blob/master/11.8-ubi/Dockerfile, 2026-08
    makes: { rhel: "minimal" },
    wordUsers: { ubi: "mysql", ubi9: "mysql", ubi10: "mysql" },
    process: "mariadb",
  }),
  official("memcached", {
    product: "memcached",
    bareAlpine: true,
    base: "debian",
    process: "memcached",
    user: "memcache",
  }),
  official("mongo", { product: "mongodb", base: "debian|ubuntu", words: "rc\\d*", process: "mongodb" }),
  official("mysql", {
    product: "mysql",
    words: "oracle debian innovation lts rc",
    wordBases: { oracle: "oraclelinux", latest: "oraclelinux", innovation: "oraclelinux", lts: "oraclelinux" },
    // https://github.com/docker-library/mysql/blob/master/8.4/Dockerfile.oracle, 2026-08
    makes: { oraclelinux: "minimal" },
    process: "mysql",
  }),
  official("nats", { bareAlpine: true, base: "scratch", words: "linux", process: "nats" }),
  official("neo4j", {
    base: "debian",
    words: "enterprise community",
    // https://github.com/neo4j/docker-neo4j-publish/blob/master/2026.01.3/ubi10/community/Dockerfile, 2026-08
    makes: { rhel: "minimal" },
    process: "neo4j",
  }),
  official("percona", {
    words: "ps",
    // The tags kept the word when the image moved to Red Hat's base.
    wordBases: { centos: undefined },
    // https://github.com/percona/percona-docker/blob/main/percona-server-8.0/Dockerfile-dockerhub, 2025-10
    makes: { rhel: "minimal" },
    process: "mysql",
    user: "mysql",
  }),
  official("postgres", { product: "postgres", base: "debian", words: "rc\\d* beta\\d*", process: "postgres" }),
  official("rabbitmq", {
    product: "rabbitmq",
    base: "debian|ubuntu",
    words: "management rc\\S* beta\\S*",
    process: "rabbitmq",
  }),
  official("redis", {
    product: "redis",
    bareAlpine: true,
    base: "debian",
    words: "32bit rc\\d* m\\d*",
    process: "redis",
  }),
  official("rethinkdb", { base: "debian", process: "rethinkdb" }),
  official("solr", { product: "solr", base: "debian|ubuntu", words: "slim", process: "solr", user: "8983" }),
  official("telegraf", { base: "debian", process: "telegraf", user: undefined }),
  official("zookeeper", { product: "zookeeper", base: "debian|ubuntu", words: java, process: "zookeeper" }),
];

/** Web servers, proxies and applications. */
const services: readonly Repository[] = [
  official("adminer", { base: "alpine", words: "standalone fastcgi", user: "adminer" }),
  official("backdrop", { base: "debian", words: php, process: "httpd" }),
  official("caddy", { bareAlpine: true, base: "alpine", words: "builder beta\\S* rc\\S*", process: "caddy" }),
  official("docker", {
    product: "docker",
    base: "alpine",
    words: "dind git cli rootless ce rc\\S* stable edge test beta\\S*",
    user: "root",
    wordUsers: { rootless: "rootless" },
  }),
  official("drupal", { product: "drupal", base: "debian", words: php }),
  official("flink", { base: "debian|ubuntu", user: undefined, words: "scala_\\S+ java\\d+ hadoop\\d+" }),
  official("fluentd", {
    base: "alpine|debian",
    // The number after the distribution is the image's own revision.
    words: "\\d \\d\\.\\d onbuild",
    wordBases: { latest: "debian" },
    process: "fluentd",
    user: undefined,
  }),
  official("friendica", { base: "debian", words: `${php} dev stable` }),
  official("ghost", { base: "debian" }),
  official("haproxy", {
    product: "haproxy",
    bareAlpine: true,
    base: "debian",
    words: "dev\\d* lts rc",
    process: "haproxy",
    user: undefined,
  }),
  official("hello-world", { base: "scratch", words: "linux" }),
  official("httpd", { product: "httpd", bareAlpine: true, base: "debian", process: "httpd" }),
  official("jenkins", { base: "debian", process: "jenkins", user: "jenkins", tools: "scm" }),
  official("jetty", { wordBases: corretto, base: "debian|ubuntu", words: java, user: undefined }),
  official("joomla", { base: "debian", words: php }),
  official("kong", { words: "ubuntu centos", process: "kong", user: undefined }),
  official("matomo", { base: "debian", words: php }),
  official("mediawiki", { base: "debian", words: `${php} stable lts legacy legacylts` }),
  official("mongo-express", { base: "alpine" }),
  official("monica", { base: "debian", words: php }),
  official("nextcloud", { product: "nextcloud", base: "debian", words: `${php} stable production` }),
  official("nginx", {
    product: "nginx",
    bareAlpine: true,
    base: "debian",
    words: "perl otel mainline stable",
    process: "nginx",
  }),
  official("odoo", { base: "debian|ubuntu", user: "odoo" }),
  official("phpmyadmin", { base: "debian", words: php }),
  official("redmine", { base: "debian", words: "passenger" }),
  official("registry", { bareAlpine: true, base: "alpine", process: "registry" }),
  official("rocket.chat", { base: "debian", user: "rocketchat" }),
  official("sonarqube", {
    words: "*",
    wordBases: { latest: "ubuntu", lts: "ubuntu" },
    process: "sonarqube",
    user: undefined,
  }),
  official("spark", { base: "ubuntu", words: "scala\\S* java\\d+ python3 r", user: undefined }),
  official("storm", { base: "debian|ubuntu", words: java }),
  official("teamspeak", { base: "alpine", user: undefined }),
  official("tomcat", {
    product: "tomcat",
    wordBases: { ...corretto, temurin: "ubuntu" },
    base: "debian|ubuntu",
    words: java,
    process: "tomcat",
  }),
  official("traefik", { product: "traefik", bareAlpine: true, base: "alpine", words: "rc\\d*", process: "traefik" }),
  official("unit", { base: "debian", words: "[a-z]+\\S*", process: "unit" }),
  official("varnish", { base: "debian", words: "fresh stable old", process: "varnish", user: undefined }),
  official("vault", { base: "alpine", process: "vault" }),
  official("wordpress", { base: "debian", words: php, wordBases: { cli: "alpine" }, wordUsers: { cli: "www-data" } }),
  official("yourls", { base: "debian", words: php }),
  official("znc", { base: "alpine", user: undefined }),
];

/** Docker official images. */
export const officialImages: readonly Repository[] = [...systems, ...languages, ...stores, ...services];
