import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs, fixes } = testsOf("architecture-mismatch");
const image = (...lines: readonly string[]) => ["FROM debian:13-slim", ...lines, ""].join("\n");
const download = "RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool-linux-amd64";
const forArm = "services:\n  web:\n    build: .\n    platform: linux/arm64\n";

describe("architecture-mismatch on near misses", () => {
  ignores("a download for the platform of the service", {
    Dockerfile: image(download),
    "compose.yaml": forArm.replace("arm64", "amd64"),
  });
  ignores("a choice by uname", image("RUN [ $(uname -m) = x86_64 ] || exit 1", download));
  ignores("downloads for both", image(download, download.replace("amd64", "arm64")));
  ignores("a download under a condition", image('RUN if [ -n "$X" ]; then curl -O https://example.com/a-amd64; fi'));
  ignores("a signature and a package for all", image("ADD https://example.com/x86_64/tool.noarch.rpm /tmp/"));
  ignores("a file for Windows", image("ADD https://example.com/tool-windows-amd64.exe /srv/"));
  ignores("a build for several platforms", {
    "compose.yaml":
      "services:\n  web:\n    build: { context: ., platforms: [linux/amd64, linux/arm64] }\n    platform: linux/arm64\n",
    Dockerfile: image(download),
  });
  ignores("a file for one architecture", { "amd64/Dockerfile": image(download) });
  ignores("a stage for one architecture", `FROM debian:13 AS tool-amd64\n${download}\n`);
  ignores("an image for several", service("debian:13", "platform: linux/arm64"));
  ignores(
    "an image whose only architecture is meant",
    service("mcr.microsoft.com/mssql/server:2022", "platform: linux/amd64"),
  );
  reports(
    "the platform of the stage",
    { "compose.yaml": forArm, Dockerfile: "FROM --platform=linux/amd64 debian:13\n" },
    '4:15 warning "web" asks for arm64, but its Dockerfile builds for amd64, so the image does not match.',
  );
  reports(
    "a download of a builder stage at the platform",
    {
      "compose.yaml": forArm,
      Dockerfile: `FROM debian:13 AS build\n${download}\nFROM debian:13\nCOPY --from=build /usr/local/bin/tool /usr/local/bin/\n`,
    },
    '4:15 warning The image is for arm64, but this downloads a file for amd64, so the program does not start ("exec format error").',
  );
  reportsAs(
    "a box for one architecture",
    {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "opensuse/Leap-15.6.x86_64"\n  config.vm.box_architecture = "arm64"\nend\n',
    },
    "warning",
  );
  reportsAs(
    "docker run on an arm64 runner",
    {
      ".github/workflows/t.yml":
        "on: push\njobs:\n  t:\n    runs-on: ubuntu-24.04-arm\n    steps:\n      - run: docker run amd64/alpine:3.22 true\n",
    },
    "warning",
  );
  fixes("nothing that needs a table of names", image(download.replace("amd64", "x86_64")), undefined);
  fixes("nothing in a literal text", image("RUN curl -O 'https://example.com/tool-linux-amd64'"), undefined);
});
