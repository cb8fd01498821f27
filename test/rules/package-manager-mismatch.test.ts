import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes, says } = testsOf("package-manager-mismatch");
const digest = `sha256:${"0".repeat(64)}`;

describe("package-manager-mismatch on near misses", () => {
  ignores("on an image behind a variable", "ARG IMAGE\nFROM ${IMAGE}\nRUN apk add git\n");
  ignores("on a tag that may name a variant", "ARG TAG\nFROM node:${TAG}\nRUN apk add git\n");
  reports(
    "less loudly of the variant behind an open version",
    "ARG VERSION\nFROM node:${VERSION}-alpine\nRUN apt-get update\n",
    '3:5 warning node:${VERSION}-alpine has no "apt-get" (it uses apk), so this command fails.',
  );
  ignores("on the last Alpine image of the Azure CLI", "FROM mcr.microsoft.com/azure-cli:2.63.0\nRUN apk add git\n");
  reports(
    "on the first one without Alpine",
    "FROM mcr.microsoft.com/azure-cli:2.64.0\nRUN apk add git\n",
    '2:5 warning mcr.microsoft.com/azure-cli:2.64.0 has no "apk" (it uses tdnf), so this command fails.',
  );
  ignores(
    "on a release of MinIO, whose base the tag does not tell",
    "FROM minio/minio:RELEASE.2021-07-08T01-15-01Z\nRUN microdnf install tar\n",
  );
  reports(
    "on MinIO today",
    "FROM minio/minio\nRUN microdnf install tar\n",
    '2:5 warning minio/minio has no package manager, so "microdnf" fails.',
  );
  reports(
    "on Keycloak, which has none since it left WildFly",
    "FROM quay.io/keycloak/keycloak:26.0\nUSER root\nRUN microdnf install curl\n",
    '3:5 warning quay.io/keycloak/keycloak:26.0 has no package manager, so "microdnf" fails.',
  );
  ignores("on Keycloak before", "FROM jboss/keycloak:16.1.1\nUSER root\nRUN microdnf install curl\n");
  ignores("on Bitnami's images of today, whose managers are not known", "FROM bitnami/nginx\nRUN tdnf install git\n");
  ignores("on minimal Red Hat images", "FROM cockroachdb/cockroach:v24.1.0\nRUN microdnf install tar\n");
  ignores("on Loki between its bases", "FROM grafana/loki:3.4.2\nRUN apk add curl\n");
  ignores("on a digest that may be any variant", `FROM python@${digest}\nRUN apk add git\n`);
  ignores("on a private image with a telling name", "FROM registry.corp.example/alpine:3.22\nRUN apt-get update\n");
  ignores("where the failure is caught", "FROM alpine:3.22\nRUN apt-get update || apk update\n");
  ignores("in a function that may never be called", "FROM alpine:3.22\nRUN f() { apt-get update; }; true\n");
  ignores("in one branch of a case", "FROM alpine:3.22\nRUN case $ID in debian) apt-get update;; esac\n");
  ignores(
    "in a text that is written into a file",
    "FROM alpine:3.22\nRUN cat <<EOF > /setup.sh\napt-get update\nEOF\n",
  );
  ignores("in another root", "FROM debian:12\nRUN chroot /rootfs apk add git\n");
  ignores(
    "where the manager comes as a package of another name",
    "FROM ubuntu:24.04\nRUN apt-get install -y pacman-package-manager && pacman -Sy\n",
  );
  ignores(
    "where the manager is downloaded",
    "FROM debian:12\nRUN curl -o /sbin/apk https://example.org/apk && apk add git\n",
  );
  ignores(
    "where an archive is unpacked over the system",
    "FROM debian:12\nRUN curl https://example.org/apk.tar.gz | tar xz -C / && apk add git\n",
  );
  const scripted = (dockerfile: string, script: string) => ({
    Dockerfile: `FROM alpine:3.22\n${dockerfile}\n`,
    "install.sh": `#!/bin/sh\n${script}\n`,
  });
  const install = "COPY install.sh /tmp/\nRUN /tmp/install.sh";
  reports(
    "of a script that ends with it",
    scripted(install, "set -e\napt-get update"),
    '3:5 error alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  reports(
    "of a script that goes on",
    scripted(install, "apt-get update\ntrue"),
    '3:5 warning alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  reports(
    "of a script that a shell reads",
    scripted("COPY . /src\nWORKDIR /src\nRUN sh install.sh", "set -e\napt-get update"),
    '4:8 error alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  reports(
    "of a script in another folder",
    scripted("COPY . /src\nRUN cd /src && ./install.sh", "set -e\napt-get update"),
    '3:16 error alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  reports(
    "of a script that is mounted",
    scripted("RUN --mount=type=bind,source=install.sh,target=/i.sh sh /i.sh", "set -e\napt-get update"),
    '2:57 error alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  says(
    "which script fails",
    scripted(install, "apt-get update"),
    'alpine:3.22 has no "apt-get" (it uses apk), so "apt-get" in install.sh fails.',
  );
  fixes("nothing in a script", scripted(install, "set -e\napt-get update\napt-get install -y curl"), undefined);
  ignores("on a script that asks first", scripted(install, "if command -v apt-get; then apt-get update; fi"));
  ignores(
    "on a script whose failure is caught",
    scripted("COPY . /tmp\nRUN /tmp/install.sh || true", "apt-get update"),
  );
  ignores("on a script that is copied later", scripted("RUN /tmp/install.sh\nCOPY install.sh /tmp/", "apt-get update"));
  ignores(
    "on a script of a cache",
    scripted("COPY . /tmp\nRUN --mount=type=cache,target=/tmp /tmp/install.sh", "apt-get update"),
  );
  ignores("on a script that installs the manager", scripted(install, "apk add apt\napt-get update"));
  ignores("where a folder becomes the system", "FROM busybox:1.37\nCOPY rootfs /\nRUN apt-get update\n");
  ignores("where a link bears another manager's name", "FROM fedora:44\nRUN microdnf install -y git\n");
  ignores("microdnf on a slim base", "FROM mysql:8.0\nRUN microdnf install -y git\n");
  ignores("microdnf on a minimal base", "FROM neo4j:5-ubi9\nRUN microdnf install -y git\n");
  ignores("dnf as a link", "FROM public.ecr.aws/lambda/python:3.12\nRUN dnf install -y git\n");
  reports(
    "of dnf on a slim base",
    "FROM openjdk:17\nRUN dnf install -y git\n",
    '2:5 error openjdk:17 has no "dnf" (it uses microdnf), so this command fails.',
  );
  reports(
    "of yum on a slim base",
    "FROM mysql:8.4\nRUN yum install -y git\n",
    '2:5 error mysql:8.4 has no "yum" (it uses microdnf), so this command fails.',
  );
  reports(
    "of yum on a minimal base",
    "FROM public.ecr.aws/lambda/python:3.12\nRUN yum install -y git\n",
    '2:5 warning public.ecr.aws/lambda/python:3.12 has no "yum" (it uses dnf), so this command fails.',
  );
  reports(
    "of an image behind an argument's default",
    "ARG VERSION=3.22\nFROM alpine:${VERSION}\nRUN apt-get update\n",
    '3:5 error alpine:3.22 has no "apt-get" (it uses apk), so this command fails.',
  );
  reports(
    "of a mirror of an official image",
    "FROM public.ecr.aws/docker/library/alpine:3.22\nRUN apt-get update\n",
    '2:5 error public.ecr.aws/docker/library/alpine:3.22 has no "apt-get" (it uses apk), so this command fails.',
  );
  reports(
    "of a heredoc",
    "FROM alpine:3.22\nRUN <<EOF\napt-get update\napt-get install -y git\nEOF\n",
    '3:1 error alpine:3.22 has no "apt-get" (it uses apk), so this command fails.',
  );
  reports(
    "through the stages below",
    "FROM nginx:alpine AS base\nFROM base\nRUN yum install -y git\n",
    '3:5 error nginx:alpine has no "yum" (it uses apk), so this command fails.',
  );
  reports(
    "behind sudo",
    "FROM debian:12\nRUN sudo dnf install -y git\n",
    '2:10 error debian:12 has no "dnf" (it uses apt), so this command fails.',
  );
  reports(
    "where only the manager's cache was touched",
    "FROM debian:12\nRUN rm -rf /var/cache/apk\nRUN apk add git\n",
    '3:5 error debian:12 has no "apk" (it uses apt), so this command fails.',
  );
  fixes(
    "a line with Windows endings",
    "FROM alpine:3.22\r\nRUN apt-get install -y git\r\n",
    "FROM alpine:3.22\r\nRUN apk add --no-cache git\r\n",
  );
  fixes(
    "with fresh lists, without which apt finds nothing",
    "FROM debian:12\nRUN apk add git musl-dev\n",
    "FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends git libc6-dev\n",
  );
  fixes(
    "a heredoc line by line",
    "FROM alpine:3.22\nRUN <<EOF\nset -e\napt-get update\napt-get install -y git\nEOF\n",
    "FROM alpine:3.22\nRUN <<EOF\nset -e\napk add --no-cache git\nEOF\n",
  );
  fixes("nothing in a JSON list", 'FROM alpine:3.22\nRUN ["apt-get", "install", "-y", "git"]\n', undefined);
  fixes(
    "nothing where another instruction needs the manager too",
    "FROM alpine:3.22\nRUN apt-get install -y curl\nRUN apt-get install -y git\n",
    undefined,
  );
  fixes("nothing that is pinned to a version", "FROM alpine:3.22\nRUN apt-get install -y git=1:2.39\n", undefined);
  ignores(
    "on microdnf in GraalVM's images, which stand on Oracle Linux slim",
    "FROM ghcr.io/graalvm/graalvm-community:21\nRUN microdnf install -y gzip\n",
  );
  ignores(
    "on microdnf where the tag names the release",
    "FROM ghcr.io/graalvm/jdk-community:17-ol9\nRUN microdnf install -y gzip\n",
  );
  ignores("on GraalVM's older images", "FROM ghcr.io/graalvm/graalvm-ce:ol8-java11\nRUN microdnf install -y gzip\n");
  reports(
    "of dnf there",
    "FROM ghcr.io/graalvm/native-image-community:21\nRUN dnf install -y gzip\n",
    '2:5 warning ghcr.io/graalvm/native-image-community:21 has no "dnf" (it uses microdnf), so this command fails.',
  );
  fixes(
    "an update in a RUN of its own together with the installation",
    "FROM alpine:3.22\nRUN apt-get update\nRUN apt-get install -y git\n",
    "FROM alpine:3.22\nRUN apk add --no-cache git\n",
  );
  fixes(
    "nothing if the update shares its RUN",
    "FROM alpine:3.22\nRUN apt-get update && echo done\nRUN apt-get install -y git\n",
    undefined,
  );
  reports(
    "a mistake once for a stage and the stage below it",
    "FROM alpine:3.22 AS base\nRUN apt-get update\nFROM base\nRUN apt-get install -y git\n",
    '2:5 error alpine:3.22 has no "apt-get" (it uses apk), so this command fails.',
  );
  ignores(
    "a static apk that the build downloads",
    "FROM ubuntu:24.04\nRUN curl -fsSLo apk https://example.org/apk.static && chmod +x apk && ./apk --root /r add git\n",
  );
  ignores(
    "programs of the project with such a name",
    "FROM alpine:3.22\nRUN ./tools/yum install a && bin/dnf install b\n",
  );
  reports(
    "a manager by its path",
    "FROM alpine:3.22\nRUN /usr/bin/apt-get update\n",
    '2:5 error alpine:3.22 has no "/usr/bin/apt-get" (it uses apk), so this command fails.',
  );
});
