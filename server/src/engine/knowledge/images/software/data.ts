import type { Repository } from "../repository.ts";

/** Images of databases, queues, search engines and stores, and of tools that show them. */
export const dataImages: readonly Repository[] = [
  ...["minio/minio", "quay.io/minio/minio"].map((name): Repository => ({
    name,
    process: "minio",
    words: "*",
    // RELEASE tags do not name the base, which was Alpine and full Red Hat before: Dockerfile.release of the tags, up to 2025-10
    wordBases: { latest: "ubi" },
    makes: { rhel: "micro" },
    source: "https://github.com/minio/minio/blob/master/Dockerfile.release",
  })),
  {
    name: "wurstmeister/kafka",
    base: "alpine",
    words: "latest",
    user: "root",
    hasTwoLibcs: true,
    source: "https://github.com/wurstmeister/kafka-docker/blob/master/Dockerfile",
  },
  ...["opensearch", "opensearch-dashboards"].map((name): Repository => ({
    name: `opensearchproject/${name}`,
    lines: "opensearch",
    ...(name === "opensearch" ? { process: "opensearch" } : {}),
    words: "*",
    wordBases: { latest: "amazonlinux2023" },
    user: "1000",
    source: "https://github.com/opensearch-project/opensearch-build/tree/main/docker/release/dockerfiles",
  })),
  {
    name: "cockroachdb/cockroach",
    wordBases: { latest: "ubi" },
    makes: { rhel: "minimal" },
    words: "latest v\\d\\S*",
    user: "root",
    source: "https://github.com/cockroachdb/cockroach/blob/master/build/deploy/Dockerfile",
  },
  ...["dragonflydb/dragonfly", "docker.dragonflydb.io/dragonflydb/dragonfly"].map((name): Repository => ({
    name,
    base: "ubuntu",
    source: "https://github.com/dragonflydb/dragonfly/blob/main/tools/packaging/Dockerfile.ubuntu-prod",
  })),
  {
    name: "chromadb/chroma",
    base: "debian",
    words: "dev\\d*",
    source: "https://github.com/chroma-core/chroma/blob/main/Dockerfile",
  },
  {
    name: "qdrant/qdrant",
    base: "debian",
    words: "unprivileged dev",
    source: "https://github.com/qdrant/qdrant/blob/master/Dockerfile",
  },
  {
    name: "getmeili/meilisearch",
    base: "alpine",
    words: "rc\\d*",
    user: "root",
    source: "https://github.com/meilisearch/meilisearch/blob/main/Dockerfile",
  },
  {
    name: "osixia/openldap",
    lines: "osixia/openldap",
    words: "develop",
    user: "root",
    source: "https://github.com/osixia/docker-openldap/blob/master/image/Dockerfile",
  },
  {
    name: "rediscommander/redis-commander",
    base: "alpine",
    source: "https://github.com/joeferner/redis-commander/blob/master/Dockerfile",
  },
  ...["apache/spark", "apache/spark-py", "apache/spark-r"].map((name): Repository => ({
    name,
    base: "debian|ubuntu",
    words: "scala\\S* java\\d+ python3 r",
    source: "https://github.com/apache/spark-docker",
  })),
];
