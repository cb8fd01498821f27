import assert from "node:assert/strict";
import { families, familyFacts } from "../../../server/src/engine/knowledge/images/family.ts";
import { imageFacts, knownRepositories } from "../../../server/src/engine/knowledge/images/imageFacts.ts";
import { parseImageReference } from "../../../server/src/engine/knowledge/images/reference.ts";
import { releases } from "../../../server/src/engine/knowledge/images/releases.ts";
import { baseOfWord } from "../../../server/src/engine/knowledge/images/suites.ts";

const digest = `sha256:${"0a".repeat(32)}`;

function brief(reference: string): string {
  const facts = imageFacts(reference);
  if (facts === undefined) return "unknown";
  return [facts.family ?? "?", facts.version ?? "", facts.versionMoves ? "moves" : ""].join(" ").trim();
}

describe("parseImageReference", () => {
  it("fills in the registry and namespace that the engine would", () => {
    for (const name of [
      "nginx",
      "library/nginx",
      "docker.io/nginx",
      "docker.io/library/nginx",
      "index.docker.io/library/nginx",
    ]) {
      assert.equal(parseImageReference(`${name}:1.27`)?.repository, "nginx", name);
    }
    assert.equal(parseImageReference("grafana/grafana")?.repository, "grafana/grafana");
    assert.equal(parseImageReference("localhost/app")?.registry, "localhost");
    assert.equal(parseImageReference("registry:5000/team/app:2")?.repository, "registry:5000/team/app");
  });

  it("keeps tag and digest apart", () => {
    assert.deepEqual(parseImageReference(`python:3.12@${digest}`), {
      registry: "docker.io",
      path: "library/python",
      repository: "python",
      tag: "3.12",
      digest,
    });
  });

  it("knows mirrors of official images", () => {
    assert.equal(parseImageReference("public.ecr.aws/docker/library/node:18")?.repository, "node");
    assert.equal(parseImageReference("mirror.gcr.io/library/node:18")?.repository, "node");
  });

  it("refuses texts that are not references", () => {
    for (const text of ["", "$IMAGE", "Nginx", "nginx:", "nginx:a b", "nginx@sha256:12", "a//b", "x".repeat(600)]) {
      assert.equal(parseImageReference(text), undefined, text);
    }
  });
});

describe("imageFacts", () => {
  const expected: readonly (readonly [string, string])[] = [
    ["python:3.8-buster", "debian 10"],
    ["python:3.8", "debian 12"],
    ["python:3.8.10", "debian 10"],
    ["python:3.6-slim", "debian 11"],
    ["python:3.12", "debian 13 moves"],
    [`python:3.12@${digest}`, "debian"],
    ["python", "debian"],
    ["node:22-alpine", "alpine"],
    ["node:16-alpine", "alpine 3.18"],
    ["node:16.3-alpine", "alpine 3.13"],
    ["node:8.2.1-alpine", "alpine 3.6"],
    ["node:8.2.1", "debian 8"],
    ["node:8.2.1-slim", "debian 8"],
    ["node:22.3.0-alpine", "alpine 3.20"],
    ["node:0.12", "debian 8"],
    ["nginx:1.21.0-alpine", "alpine 3.13"],
    ["nginx:1.21.0", "debian 10"],
    ["nginx:1.17", "debian 10"],
    ["nginx:1.13-alpine", "alpine 3.7"],
    ["httpd:2.4.54-alpine", "alpine 3.17"],
    ["httpd:2.4-alpine", "alpine"],
    ["python:3.11.4-alpine", "alpine 3.18"],
    ["golang:1.20.3-alpine", "alpine 3.17"],
    ["postgres:13.4-alpine", "alpine 3.14"],
    ["postgres:9-alpine", "alpine 3.15"],
    ["postgres:9.6.22-alpine", "alpine 3.14"],
    ["postgres:9.5-alpine", "alpine"],
    ["memcached:1.6.21-alpine", "alpine 3.18"],
    ["node:22-alpine3.20", "alpine 3.20"],
    ["node:14", "debian 10"],
    ["node:10", "debian 9"],
    ["node:lts-bookworm-slim", "debian 12"],
    ["golang:1.22-windowsservercore-ltsc2022", "windows-servercore ltsc2022"],
    ["golang:1.22-nanoserver-1809", "windows-nanoserver 1809"],
    ["redis:7", "debian 12 moves"],
    ["redis:5", "debian 11"],
    ["postgres:9.6", "debian 9"],
    ["mongo:4.4", "ubuntu 20.04"],
    ["mysql:8.0", "oraclelinux 9"],
    ["mysql:5.7", "oraclelinux 7"],
    ["mysql:8.0-debian", "debian"],
    ["openjdk:17", "oraclelinux 8"],
    ["openjdk:8-jre-slim", "debian 11"],
    ["openjdk:11.0.3-jdk-slim", "debian 10"],
    ["openjdk:8-jdk-alpine", "alpine 3.9"],
    ["eclipse-temurin:17-jdk-alpine-3.20", "alpine 3.20"],
    ["eclipse-temurin:21-jre-ubi9-minimal", "rhel 9"],
    ["ubuntu:22.04", "ubuntu 22.04"],
    ["ubuntu:jammy-20240101", "ubuntu 22.04"],
    ["ubuntu", "ubuntu"],
    ["debian:12.5-slim", "debian 12"],
    ["debian", "debian 13 moves"],
    ["debian:stable-slim", "debian 13 moves"],
    ["alpine:3.18.2", "alpine 3.18"],
    ["alpine:3", "alpine"],
    ["centos:centos7.9.2009", "centos 7"],
    ["quay.io/centos/centos:stream9", "centos stream9"],
    ["amazonlinux:2.0.20230101.0", "amazonlinux 2"],
    ["oraclelinux:8-slim", "oraclelinux 8"],
    ["wordpress:cli", "alpine"],
    ["wordpress:6.4-php8.2-fpm-alpine", "alpine"],
    ["traefik:v2.10", "alpine"],
    ["mcr.microsoft.com/dotnet/sdk:8.0", "debian 12"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "ubuntu 22.04"],
    ["mcr.microsoft.com/windows/servercore:ltsc2022", "windows-servercore ltsc2022"],
    ["mcr.microsoft.com/windows/nanoserver:10.0.17763.5000", "windows-nanoserver 1809"],
    ["gcr.io/distroless/static-debian12:nonroot", "distroless 12"],
    ["registry.access.redhat.com/ubi8/ubi-minimal:8.9", "rhel 8"],
    ["nvidia/cuda:12.2.0-base-ubuntu22.04", "ubuntu 22.04"],
    ["bitnami/postgresql:16.1.0-debian-12-r5", "debian 12"],
    ["scratch", "scratch"],
    ["docker:stable", "alpine"],
    ["nginx:stable-alpine", "alpine"],
    ["debian:sid-slim", "debian"],
    ["ros:kinetic-ros-base", "ubuntu 16.04"],
    ["openjdk:11.0.13-jre-slim", "debian 11"],
    ["openjdk:8-oracle", "oraclelinux"],
    ["golang:1.25-rc", "debian"],
    ["python:3-alpine", "alpine"],
    ["maven:3.9-eclipse-temurin-21-alpine", "alpine"],
    ["maven:3-amazoncorretto-17-debian", "debian"],
    ["mysql:latest", "oraclelinux"],
    ["mysql:lts", "oraclelinux"],
    ["percona:8.0-centos", "rhel 9 moves"],
    ["percona:5.7", "?"],
    ["grafana/loki:2.9.8", "alpine"],
    ["grafana/loki:3.4.2", "?"],
    ["grafana/loki", "distroless"],
    ["grafana/promtail:2.9.10", "debian 11"],
    ["grafana/promtail:2.9.11", "ubuntu 24.04"],
    ["grafana/tempo:2.6.1", "alpine"],
    ["grafana/tempo:2.8.0", "?"],
    ["minio/minio", "rhel"],
    ["minio/minio:RELEASE.2020-01-16T03-05-44Z", "?"],
    ["mcr.microsoft.com/azure-cli:2.63.0", "alpine"],
    ["mcr.microsoft.com/azure-cli:2.64.0", "azurelinux"],
    ["mcr.microsoft.com/azure-cli:2.62.0-cbl-mariner2.0", "azurelinux 2.0"],
    ["itzg/minecraft-server:java17", "ubuntu"],
    ["itzg/minecraft-server:java21-alpine", "alpine"],
    ["itzg/minecraft-server:2021.24.0-java8", "unknown"],
    ["itzg/minecraft-server:java17-graalvm", "unknown"],
    ["bitnami/postgresql:16", "debian"],
    ["bitnami/postgresql", "photon"],
    ["bitnamilegacy/redis:7.2.5-debian-12-r4", "debian 12"],
    ["linuxserver/sonarr", "alpine"],
    ["linuxserver/sonarr:3.0.10", "?"],
    ["lscr.io/linuxserver/plex:latest", "ubuntu"],
    ["gitlab/gitlab-runner:alpine-v17.0.0", "alpine"],
    ["portainer/portainer-ce:2.21.0-alpine", "alpine"],
    ["portainer/portainer-ce:2.21.0", "scratch"],
    ["gcr.io/kaniko-project/executor:v1.23.0", "scratch"],
    ["gcr.io/kaniko-project/executor:v1.23.0-debug", "busybox"],
    ["netdata/netdata:v1.30.0", "?"],
    ["netdata/netdata:v2.1.0", "debian"],
    ["mcr.microsoft.com/devcontainers/python:3.12", "debian"],
    ["mcr.microsoft.com/devcontainers/python:1-3.12-bookworm", "debian 12"],
    ["public.ecr.aws/lambda/python:3.12", "amazonlinux 2023"],
    ["public.ecr.aws/lambda/python:3.9-x86_64", "amazonlinux 2"],
    ["public.ecr.aws/lambda/java:8.al2", "amazonlinux 2"],
    ["public.ecr.aws/lambda/provided:al2023", "amazonlinux 2023"],
    ["amazon/aws-lambda-nodejs:22", "amazonlinux 2023"],
    ["fluentd:latest", "debian"],
    ["fluentd:v1.19-1", "debian 13 moves"],
    ["fluentd:v1.16-1", "alpine"],
    ["fluentd:v1.16-debian-1.0", "debian"],
    ["buildpack-deps:26.10", "ubuntu 26.10"],
    ["buildpack-deps:22.10-scm", "ubuntu 22.10"],
    ["buildpack-deps:curl", "debian"],
    ["buildpack-deps:oldstable-scm", "debian"],
    ["mcr.microsoft.com/azurelinux/distroless/base:3.0", "azurelinux 3.0"],
    ["geerlingguy/docker-debian10-ansible", "debian 10"],
    ["geerlingguy/docker-centos7-ansible:latest", "centos 7"],
    ["geerlingguy/docker-ubuntu1804-ansible", "ubuntu 18.04"],
    ["ghcr.io/home-assistant/amd64-base:3.20", "alpine 3.20"],
    ["ghcr.io/home-assistant/base:3.23-2026.05.0", "alpine 3.23"],
    ["ghcr.io/home-assistant/aarch64-base-python:3.12-alpine3.19", "alpine 3.19"],
    ["ghcr.io/home-assistant/amd64-base-debian:bookworm", "debian 12"],
    ["elasticsearch:8.14.0", "ubuntu 20.04"],
    ["elasticsearch:7.17.20", "ubuntu 20.04"],
    ["docker.elastic.co/elasticsearch/elasticsearch:9.1.0", "rhel 9"],
    ["docker.elastic.co/kibana/kibana:8.14.0", "ubuntu 20.04"],
    ["docker.elastic.co/logstash/logstash:8.15.0", "ubuntu 20.04"],
    ["kong:3.6", "ubuntu"],
    ["kong:2.8", "alpine"],
    ["arangodb:3.11", "alpine"],
    ["sonarqube:lts-community", "ubuntu"],
    ["sonarqube:9.9.5-community", "ubuntu"],
    ["sonarqube:8.9-community", "?"],
    ["quay.io/keycloak/keycloak:22.0", "rhel 9"],
    ["quay.io/keycloak/keycloak:16.1.1", "?"],
    ["confluentinc/cp-kafka:7.6.0", "rhel 8"],
    ["registry.access.redhat.com/ubi8/openjdk-17", "rhel 8"],
    ["pihole/pihole:latest", "alpine"],
    ["pihole/pihole:2025.03.0", "alpine"],
    ["pihole/pihole:2024.07.0", "?"],
    ["vaultwarden/server:latest", "debian"],
    ["vaultwarden/server:1.34-alpine", "alpine"],
    ["clickhouse/clickhouse-server:24.8", "ubuntu 20.04"],
    ["ghcr.io/acme/app:1", "unknown"],
    ["python:3.12-mycompany", "unknown"],
    ["maven:3.8-openjdk-17", "unknown"],
  ];
  for (const [reference, facts] of expected) {
    it(`reads ${reference.replace(digest, "sha256:…")} as ${facts}`, () => {
      assert.equal(brief(reference), facts);
    });
  }

  const managers: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["mysql:8.0", ["microdnf"]],
    ["mysql:9", ["microdnf"]],
    ["mysql:latest", ["microdnf"]],
    ["mysql:5.7", ["yum"]],
    ["mysql:8.0-debian", ["apt"]],
    ["openjdk:17", ["microdnf"]],
    ["openjdk:21-jdk-oracle", ["microdnf"]],
    ["openjdk:12", ["yum"]],
    ["openjdk:17-slim", ["apt"]],
    ["percona:8.0", ["microdnf"]],
    ["percona:5.7", undefined],
    ["neo4j:5-ubi9", ["microdnf"]],
    ["neo4j:2026.07-ubi10", ["microdnf"]],
    ["neo4j:5", ["apt"]],
    ["mariadb:11-ubi", ["microdnf"]],
    ["gradle:jdk21-ubi9", ["microdnf"]],
    ["eclipse-temurin:21-jre-ubi9-minimal", ["microdnf"]],
    ["swift:6.2-rhel-ubi9-slim", ["dnf", "yum"]],
    ["public.ecr.aws/lambda/python:3.12", ["dnf", "microdnf"]],
    ["public.ecr.aws/lambda/provided:al2023", ["dnf", "microdnf"]],
    ["public.ecr.aws/lambda/python:3.9", ["yum"]],
    ["registry.access.redhat.com/ubi9/ubi-minimal", ["microdnf"]],
    ["quay.io/fedora/fedora-minimal:44", undefined],
    ["mcr.microsoft.com/azurelinux/distroless/base:3.0", []],
    ["mcr.microsoft.com/azurelinux/base/core:3.0", ["tdnf"]],
    ["cgr.dev/chainguard/python", []],
    ["cgr.dev/chainguard/python:latest-dev", ["apk"]],
    ["cgr.dev/chainguard/go", undefined],
    ["elasticsearch:9.1.0", ["microdnf"]],
    ["elasticsearch:8.14.0", ["apt"]],
    ["quay.io/keycloak/keycloak:22.0", []],
    ["quay.io/keycloak/keycloak:16.1.1", undefined],
    ["confluentinc/cp-kafka:7.6.0", ["microdnf"]],
    ["registry.access.redhat.com/ubi8/openjdk-17", ["microdnf"]],
  ];
  for (const [reference, expectedManagers] of managers) {
    it(`finds ${expectedManagers === undefined ? "unknown managers" : expectedManagers.join(", ") || "no manager"} in ${reference}`, () => {
      assert.deepEqual(imageFacts(reference)?.packageManagers, expectedManagers);
    });
  }

  it("distinguishes package managers where a distribution changed them", () => {
    assert.deepEqual(imageFacts("amazonlinux:2")?.packageManagers, ["yum"]);
    assert.deepEqual(imageFacts("amazonlinux:2023")?.packageManagers, ["dnf", "yum"]);
    assert.deepEqual(imageFacts("rockylinux:9-minimal")?.packageManagers, ["microdnf"]);
    assert.deepEqual(imageFacts("oraclelinux:8-slim")?.packageManagers, ["microdnf"]);
    assert.deepEqual(imageFacts("redhat/ubi9-micro")?.packageManagers, []);
    assert.deepEqual(imageFacts("centos:7")?.packageManagers, ["yum"]);
  });

  it("knows that Wolfi has apk and glibc, and plain Chainguard images no shell", () => {
    const base = imageFacts("cgr.dev/chainguard/wolfi-base");
    assert.deepEqual([base?.libc, base?.packageManagers, base?.shells], ["glibc", ["apk"], ["sh"]]);
    assert.deepEqual(imageFacts("cgr.dev/chainguard/node:latest")?.shells, []);
    assert.equal(imageFacts("cgr.dev/chainguard/node:latest-dev")?.shells, undefined);
  });

  it("gives distroless debug images a shell that RUN does not find", () => {
    assert.deepEqual(imageFacts("gcr.io/distroless/base-debian12:debug")?.shells, ["/busybox/sh"]);
    assert.equal(imageFacts("gcr.io/distroless/static-debian12")?.libc, "none");
  });

  it("says nothing of the shells where an Alpine variant may add one", () => {
    assert.deepEqual(imageFacts("node:22-alpine")?.shells, ["sh"]);
    assert.equal(imageFacts("postgres:16-alpine")?.shells, undefined);
    assert.equal(imageFacts("postgres:16-alpine")?.sh, "busybox");
  });

  it("names the product whose version the tag carries", () => {
    assert.deepEqual(imageFacts("python:3.8-buster")?.product, { name: "python", version: "3.8" });
    assert.equal(imageFacts("python:bookworm")?.product, undefined);
  });

  it("knows images that bring an init", () => {
    assert.equal(imageFacts("lscr.io/linuxserver/plex")?.init, "s6-overlay");
    assert.equal(imageFacts("jrei/systemd-ubuntu:22.04")?.init, "systemd");
    assert.equal(imageFacts("geerlingguy/docker-debian10-ansible")?.init, "systemd");
    assert.equal(imageFacts("ghcr.io/home-assistant/amd64-base:3.20")?.init, "s6-overlay");
    assert.equal(imageFacts("debian:12")?.init, "none");
  });

  it("names the shell that sh runs if an image changes it", () => {
    assert.equal(imageFacts("elasticsearch:8.14.0")?.sh, "bash");
    assert.equal(imageFacts("kibana:8.14.0")?.sh, "dash");
  });

  it("names the user of rootless variants", () => {
    assert.equal(imageFacts("docker:29-dind")?.user, "root");
    assert.equal(imageFacts("docker:29-dind-rootless")?.user, "rootless");
    assert.equal(imageFacts("moby/buildkit:rootless")?.user, "1000:1000");
  });

  it("keeps only facts that all candidates share", () => {
    const facts = imageFacts("tomcat:9");
    assert.deepEqual([facts?.family, facts?.libc, facts?.sh, facts?.os], [undefined, "glibc", "dash", "linux"]);
  });

  it("separates build tools of full and slim variants", () => {
    assert.equal(imageFacts("node:22")?.tools, "full");
    assert.equal(imageFacts("node:22-slim")?.tools, "none");
    assert.equal(imageFacts("golang:1.22")?.tools, "scm");
    assert.equal(imageFacts("buildpack-deps:bookworm-curl")?.tools, "curl");
    assert.equal(imageFacts("postgres:16")?.tools, undefined);
  });
});

describe("image tables", () => {
  it("hold at least 150 repositories, each once", () => {
    const names = knownRepositories.map(({ name }) => name);
    assert.ok(names.length >= 150, String(names.length));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("name a source with https for each entry", () => {
    for (const { name, source } of knownRepositories) assert.match(source, /^https:\/\/\S+$/, name);
    for (const { family, source } of families) assert.match(source, /^https:\/\/\S+$/, family);
  });

  it("use only families that have facts", () => {
    for (const { name, base, wordBases } of knownRepositories) {
      for (const family of base?.split(" ")[0]?.split("|") ?? []) {
        assert.ok(
          families.some((row) => row.family === family),
          `${name}: ${family}`,
        );
      }
      for (const word of Object.values(wordBases ?? {}))
        if (word !== undefined) assert.notEqual(baseOfWord(word), undefined, `${name}: ${word}`);
    }
    assert.equal(new Set(families.map(({ family }) => family)).size, families.length);
    for (const { family } of families) assert.notEqual(familyFacts(family), undefined);
  });

  it("hold word patterns that compile", () => {
    for (const { name, words } of knownRepositories) {
      if (words === undefined || words === "*") continue;
      for (const word of words.split(" ")) assert.doesNotThrow(() => new RegExp(`^(?:${word})$`), `${name}: ${word}`);
    }
  });

  it("resolve every word of the release table to a distribution", () => {
    for (const [row, lines] of Object.entries(releases)) {
      for (const [version, line] of Object.entries(lines)) {
        assert.match(version, /^\d+(?:\.\d+)*(?:-\d+(?:\.\d+)*)?$/, `${row} ${version}`);
        for (const entry of line.split(" ")) {
          const word = entry.split("@")[0] ?? "";
          if (word !== "+" && word !== "?") assert.notEqual(baseOfWord(word), undefined, `${row} ${version}: ${entry}`);
        }
      }
    }
  });

  it("answer for every repository without a tag or stay silent, but never throw", () => {
    for (const { name } of knownRepositories) {
      const reference = name.replaceAll("*", "app");
      assert.notEqual(imageFacts(reference)?.source, "", reference);
    }
  });
});
