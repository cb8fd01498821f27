import type { ReleaseLines } from "../releases.ts";

/** As `releases`, for images of vendors: read from their Dockerfiles at the tags of the releases, 2026-11. */
export const vendorReleases: Readonly<Record<string, ReleaseLines>> = {
  // 3.2 to 3.5 were based on an image with BusyBox.
  "grafana/loki": { "1.0-3.1": "alpine", "3.6-3.7": "distroless" },
  "grafana/promtail": {
    "1.1-2.0": "stretch",
    "2.1-2.3": "buster",
    "2.4-2.8": "bullseye",
    "2.9": "bullseye noble@11",
    "3.0": "bullseye",
    "3.1": "bookworm",
    "3.2": "bookworm noble@2",
    "3.3": "bookworm noble@1",
    "3.4-3.6": "noble",
  },
  "grafana/tempo": { "1.0-2.7": "alpine", "2.10": "distroless" },
  "jaegertracing/all-in-one": { "1.21-1.76": "alpine" },
  "openzipkin/zipkin": { "2.22-2.27": "alpine", "3.0-3.9": "alpine" },
  "netdata/netdata": { "2.0-2.10": "debian" },
  // osixia/light-baseimage: https://github.com/osixia/docker-light-baseimage
  "osixia/openldap": { "1.0-1.5": "debian" },
  // Debian before. https://github.com/argoproj/argo-cd/blob/master/Dockerfile
  "quay.io/argoproj/argocd": { "2.0-3.9": "ubuntu" },
  "jboss/keycloak": { "8-16": "ubi8" },
  "cockroachdb/cockroach": { "21.2-26.9": "ubi" },
  opensearch: { "1.3": "amazonlinux", "2.0-2.19": "amazonlinux", "3.0-3.9": "amazonlinux2023 +" },
  // Before 8.0 some of them are Ubuntu.
  "webdevops/php": { "8.0-8.4": "debian" },
  "mcr.microsoft.com/azure-cli": { "2.0-2.63": "alpine", "2.64-2.99": "azurelinux" },
};
