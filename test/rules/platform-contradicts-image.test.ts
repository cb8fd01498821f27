import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("platform-contradicts-image");

describe("platform-contradicts-image on near misses", () => {
  ignores("on tags for both systems", service("golang:1.25", "platform: windows/amd64"));
  ignores("on a platform that a variable gives", service("redis:8", "platform: ${PLATFORM}"));
  ignores("on another architecture", service("redis:8", "platform: linux/arm64/v8"));
  ignores("on an empty base", "FROM --platform=windows/amd64 scratch\n");
  ignores(
    "on the platform of the builder",
    "FROM --platform=$BUILDPLATFORM mcr.microsoft.com/windows/nanoserver:ltsc2022\n",
  );
  ignores("on a stage that the service does not run", {
    "compose.yaml": "services:\n  app:\n    build: .\n    platform: linux/amd64\n",
    Dockerfile:
      "FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022 AS tools\nFROM alpine:3.22\n",
  });
  reports(
    "of a variant that exists for Linux only",
    service("golang:1.25-alpine", "platform: windows/amd64"),
    '4:15 error golang:1.25-alpine needs a Linux kernel, so it cannot run as "windows/amd64". Correct the platform or the image.',
  );
  reports(
    "of a variant that exists for Windows only",
    "FROM --platform=linux/amd64 python:3.13-windowsservercore-ltsc2022\n",
    '1:17 error python:3.13-windowsservercore-ltsc2022 needs a Windows kernel, so it cannot run as "linux/amd64". Correct the platform or the image.',
  );
  reports(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --platform windows/amd64 alpine:3.22 true"),
    '6:36 error alpine:3.22 needs a Linux kernel, so it cannot run as "windows/amd64". Correct the platform or the image.',
  );
});
