import type { Repository } from "../repository.ts";

/** Images for logs, metrics and traces. */
export const monitoringImages: readonly Repository[] = [
  ...["pushgateway", "blackbox-exporter"].map((name): Repository => ({
    name: `prom/${name}`,
    base: "busybox",
    source: "https://github.com/prometheus/busybox",
  })),
  {
    name: "grafana/loki",
    words: "rc\\d*",
    wordBases: { latest: "distroless" },
    makes: { distroless: "static" },
    user: "10001",
    source: "https://github.com/grafana/loki/blob/main/cmd/loki/Dockerfile",
  },
  {
    name: "grafana/promtail",
    wordBases: { latest: "ubuntu" },
    user: "root",
    source: "https://github.com/grafana/loki/blob/v3.5.2/clients/cmd/promtail/Dockerfile",
  },
  {
    name: "grafana/tempo",
    words: "rc\\d*",
    wordBases: { latest: "distroless" },
    makes: { distroless: "static" },
    source: "https://github.com/grafana/tempo/blob/main/cmd/tempo/Dockerfile",
  },
  {
    name: "grafana/alloy",
    base: "ubuntu",
    words: "rc\\d*",
    source: "https://github.com/grafana/alloy/blob/main/Dockerfile",
  },
  {
    name: "jaegertracing/all-in-one",
    wordBases: { latest: "alpine" },
    source: "https://github.com/jaegertracing/jaeger/blob/main/scripts/build/docker/base/Dockerfile",
  },
  {
    name: "openzipkin/zipkin",
    wordBases: { latest: "alpine" },
    user: "zipkin",
    source: "https://github.com/openzipkin/zipkin/blob/master/docker/Dockerfile",
  },
  ...["otel/opentelemetry-collector", "otel/opentelemetry-collector-contrib"].map((name): Repository => ({
    name,
    base: "scratch",
    words: "nightly amd64 arm64",
    source: "https://github.com/open-telemetry/opentelemetry-collector-releases/tree/main/distributions",
  })),
  ...["gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor", "google/cadvisor"].map((name): Repository => ({
    name,
    base: "alpine",
    words: "canary beta",
    user: "root",
    hasTwoLibcs: true,
    source: "https://github.com/google/cadvisor/blob/master/deploy/Dockerfile",
  })),
  {
    name: "netdata/netdata",
    wordBases: { latest: "debian", stable: "debian", edge: "debian" },
    user: "root",
    source: "https://github.com/netdata/netdata/blob/master/packaging/docker/Dockerfile",
  },
  {
    name: "louislam/uptime-kuma",
    base: "debian",
    words: "beta\\S* nightly2? slim rootless",
    source: "https://github.com/louislam/uptime-kuma/blob/master/docker/debian-base.dockerfile",
  },
];
