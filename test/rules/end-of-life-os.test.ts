import { machine, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, says, fixes } = testsOf("end-of-life-os");
const digest = `sha256:${"0".repeat(64)}`;

describe("end-of-life-os on near misses", () => {
  ignores("on a service that builds on it, where the Dockerfile reports it", {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: "FROM debian:10\n",
  });
  ignores("where a script of the build turns to an archive", {
    Dockerfile: "FROM debian:10\nCOPY setup.sh /\nRUN /setup.sh\nRUN apt-get update\n",
    "setup.sh": "#!/bin/sh\nsed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list\n",
  });
  reports(
    "louder where a script of the build installs something",
    {
      Dockerfile: "FROM debian:10\nCOPY setup.sh /\nRUN /setup.sh\n",
      "setup.sh": "#!/bin/sh\napt-get update\n",
    },
    "1:6 warning debian:10 reached end of life on 2024-06-30. Its packages have moved to archive.debian.org, so installing them fails.",
  );
  ignores("on tags that move", "FROM debian:latest\nRUN apt-get update\n");
  ignores("on a maintained distribution below old software", "FROM node:16-bookworm\nRUN apt-get update\n");
  ignores("on a private image with a telling name", "FROM registry.corp.example/debian:10\nRUN apt-get update\n");
  ignores("on images of old releases that know it", "FROM debian/eol:jessie\nRUN apt-get update\n");
  ignores(
    "where sources of its own are copied",
    "FROM debian:10\nCOPY sources.list /etc/apt/sources.list\nRUN apt-get update\n",
  );
  ignores(
    "where a stage upon it turns to the archive",
    "FROM debian:10 AS base\nFROM base\nRUN sed -i s/deb.debian.org/archive.debian.org/ /etc/apt/sources.list && apt-get update\n",
  );
  ignores(
    "where a list of its own takes the place of the distribution's",
    "FROM centos:6\nCOPY repo.list /etc/yum.repos.d/CentOS-Base.repo\nRUN yum install -y git\n",
  );
  ignores(
    "where nobody knows what the downloaded sources are",
    "FROM debian:9\nARG MIRROR=https://example.com/list\nRUN curl -sL $MIRROR -o /etc/apt/sources.list && apt-get update\n",
  );
  reports(
    "where a downloaded list only adds a repository",
    "FROM centos:7\nRUN curl -o /etc/yum.repos.d/docker-ce.repo https://example.com/a.repo && yum install -y docker-ce\n",
    "1:6 warning centos:7 reached end of life on 2024-06-30. Its packages have moved to vault.centos.org, so installing them fails.",
  );
  reports(
    "where the sources are only put aside",
    "FROM debian:10\nRUN cp /etc/apt/sources.list /root/ && apt-get install -y git\n",
    "1:6 warning debian:10 reached end of life on 2024-06-30. Its packages have moved to archive.debian.org, so installing them fails.",
  );
  reports(
    "softly where packages are only taken away",
    "FROM debian:10\nRUN apt-get purge -y nano && apt-get clean\n",
    "1:6 info debian:10 reached end of life on 2024-06-30. Security holes in it stay open.",
  );
  reports(
    "softly of an installation for another distribution",
    'FROM debian:10\nRUN if [ "$ID" = alpine ]; then apk add bash; fi\n',
    "1:6 info debian:10 reached end of life on 2024-06-30. Security holes in it stay open.",
  );
  reports(
    "softly of openSUSE, whose mirrors keep what has ended",
    "FROM opensuse/leap:15.4\nRUN zypper install -y git\n",
    "1:6 info opensuse/leap:15.4 is openSUSE 15.4, which reached end of life on 2023-12-07. Security holes in it stay open.",
  );
  ignores("on a box that holds another release in each version", machine("scotch/box", "apt-get install -y git"));
  ignores(
    "where a provisioner turns to the archive",
    machine(
      "centos/7",
      "sed -i s/mirror.centos.org/vault.centos.org/ /etc/yum.repos.d/CentOS-Base.repo && yum install -y git",
    ),
  );
  ignores("on a private box with a telling name", machine("corp/trusty64", ""));
  reports(
    "once of stages upon one base, and by what they install",
    "FROM debian:buster-slim AS base\nFROM base\nRUN apt-get install -y git\n",
    "1:6 warning debian:buster-slim is Debian 10, which reached end of life on 2024-06-30. Its packages have moved to archive.debian.org, so installing them fails.",
  );
  reports(
    "softly of Fedora, whose clients are redirected to its archive",
    "FROM fedora:39\nRUN dnf install -y git\n",
    "1:6 info fedora:39 reached end of life on 2024-11-26. Security holes in it stay open.",
  );
  for (const [image, subject, host] of [
    ["debian:11", "debian:11 reached end of life on 2026-08-31", "archive.debian.org"],
    ["ubuntu:25.04", "ubuntu:25.04 reached end of life on 2026-01-15", "old-releases.ubuntu.com"],
  ] as const)
    reports(
      `as information while the mirrors serve the packages of ${image}`,
      `FROM ${image}\nRUN apt-get update && apt-get install -y git\n`,
      `1:6 info ${subject}. Security holes in it stay open, and its packages will move to ${host}.`,
    );
  reports(
    "Ubuntu's short-lived releases that have left the mirrors",
    "FROM ubuntu:24.10\nRUN apt-get update\n",
    "1:6 warning ubuntu:24.10 reached end of life on 2025-07-10. Its packages have moved to old-releases.ubuntu.com, so installing them fails.",
  );
  says(
    "where the packages go",
    "FROM debian:10\nRUN apt-get update\n",
    "debian:10 reached end of life on 2024-06-30. Its packages have moved to archive.debian.org, so installing them fails.",
  );
  says(
    "which release an image or box is",
    machine("ubuntu/bionic64", ""),
    "ubuntu/bionic64 is Ubuntu 18.04, which reached end of life on 2023-05-31. Security holes in it stay open.",
  );
  says(
    "the name of a stream",
    "FROM quay.io/centos/centos:stream8\nRUN yum install -y git\n",
    "quay.io/centos/centos:stream8 is CentOS Stream 8, which reached end of life on 2024-05-31. Its packages have moved to vault.centos.org, so installing them fails.",
  );
  says(
    "the name of a BSD",
    machine("freebsd/FreeBSD-12.0-RELEASE", ""),
    "freebsd/FreeBSD-12.0-RELEASE is FreeBSD 12.0, which reached end of life on 2020-02-29. Security holes in it stay open.",
  );
  reports(
    "softly where archives stay",
    "FROM alpine:3.12\nRUN apk add git\n",
    "1:6 info alpine:3.12 reached end of life on 2022-05-01. Security holes in it stay open.",
  );
  reports(
    "softly of a service",
    service("postgres:12-bullseye"),
    "3:12 info postgres:12-bullseye is Debian 11, which reached end of life on 2026-08-31. Security holes in it stay open.",
  );
  reports(
    "softly of a box in which nothing is installed",
    machine("ubuntu/trusty64", ""),
    "2:19 info ubuntu/trusty64 is Ubuntu 14.04, which reached end of life on 2019-04-25. Security holes in it stay open.",
  );
  reports(
    "once of machines that share a box, and by what any of them installs",
    {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "centos/7"\n  config.vm.define "a"\n  config.vm.define "b" do |node|\n    node.vm.provision "shell", inline: "yum install -y git"\n  end\nend\n',
    },
    "2:19 warning centos/7 is CentOS 7, which reached end of life on 2024-06-30. Its packages have moved to vault.centos.org, so installing them fails.",
  );
  fixes(
    "CentOS by the distribution that continues it",
    "FROM centos:7\nRUN yum install -y git\n",
    "FROM almalinux:9\nRUN yum install -y git\n",
  );
  for (const [image, after] of [
    ["debian:buster-slim", "debian:bookworm-slim"],
    ["debian:10-slim", "debian:12-slim"],
    ["debian:10.13", "debian:12"],
    ["ubuntu:bionic", "ubuntu:noble"],
    ["ubuntu:20.04", "ubuntu:24.04"],
    ["alpine:3.12.3", "alpine:3.24"],
    ["oraclelinux:7-slim", "oraclelinux:8-slim"],
    ["centos:7", "almalinux:9"],
    ["centos:7.9.2009", "almalinux:9"],
    ["debian:buster-20210329-slim", undefined],
    ["debian:buster-backports", undefined],
    ["ubuntu:bionic-20200403", undefined],
    ["python:3.8-buster", undefined],
  ] as const)
    fixes(
      `${image} in its own spelling`,
      `FROM ${image}\nRUN true\n`,
      after === undefined ? undefined : `FROM ${after}\nRUN true\n`,
    );
  fixes("nothing of CentOS Stream, which has no official image", "FROM centos:stream8\nRUN dnf update\n", undefined);
  fixes(
    "nothing of Rocky Linux, whose official image gets no updates",
    { Dockerfile: "FROM rockylinux:8\n", "bulkhead.config.yaml": "dataDate: 2030-01-01\n" },
    undefined,
  );
  fixes("nothing of Fedora, which has no long-term release", "FROM fedora:39\n", undefined);
  fixes("nothing that an argument gives", "ARG VERSION=10\nFROM debian:${VERSION}\nRUN apt-get update\n", undefined);
  fixes("nothing that a digest pins", `FROM debian:10@${digest}\nRUN apt-get update\n`, undefined);
  fixes(
    "one word between flags and names",
    "FROM --platform=linux/amd64 alpine:3.12 AS base\n",
    "FROM --platform=linux/amd64 alpine:3.24 AS base\n",
  );
  fixes(
    "no box whose name the environment may give",
    { Vagrantfile: 'Vagrant.configure("2") do |config|\n  config.vm.box = ENV["BOX"] || "centos/7"\nend\n' },
    undefined,
  );
});
