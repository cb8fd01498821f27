import { job, service, testsOf } from "./nearMisses.ts";

const { silent, speaks } = testsOf("platform-contradicts-image");

describe("platform-contradicts-image on near misses", () => {
  silent("on tags for both systems", service("golang:1.25", "platform: windows/amd64"));
  silent("on a platform that a variable gives", service("redis:8", "platform: ${PLATFORM}"));
  silent("on another architecture", service("redis:8", "platform: linux/arm64/v8"));
  silent("on an empty base", "FROM --platform=windows/amd64 scratch\n");
  silent(
    "on the platform of the builder",
    "FROM --platform=$BUILDPLATFORM mcr.microsoft.com/windows/nanoserver:ltsc2022\n",
  );
  silent("on a stage that the service does not run", {
    "compose.yaml": "services:\n  app:\n    build: .\n    platform: linux/amd64\n",
    Dockerfile:
      "FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022 AS tools\nFROM alpine:3.22\n",
  });
  speaks("of a variant that exists for Linux only", service("golang:1.25-alpine", "platform: windows/amd64"), "error");
  speaks(
    "of a variant that exists for Windows only",
    "FROM --platform=linux/amd64 python:3.13-windowsservercore-ltsc2022\n",
    "error",
  );
  speaks(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --platform windows/amd64 alpine:3.22 true"),
    "error",
  );
});
