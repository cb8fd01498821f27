import { testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("command-not-in-image");
const workflow = (uses: string) => ({
  ".github/workflows/a.yml": `on: [push]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container: node:22-slim\n    steps:\n      - uses: ${uses}\n      - run: git status\n`,
});

describe("command-not-in-image on near misses", () => {
  ignores("applets of BusyBox", "FROM alpine:3.22\nRUN wget -q https://example.com/x && unzip x && ps\n");
  ignores("adduser on Debian 12", "FROM debian:12\nRUN adduser --system app\n");
  ignores("adduser as an alias on Red Hat", "FROM redhat/ubi9\nRUN adduser app\n");
  ignores("curl of the minimal images of Red Hat", "FROM amazonlinux:2023\nRUN curl -O https://example.com/x\n");
  ignores("a failure that is caught", "FROM alpine:3.22\nRUN useradd app || true\n");
  ignores(
    "a package that may bring adduser",
    "FROM debian:13\nRUN apt-get update && apt-get install -y openssh-server && adduser app\n",
  );
  ignores(
    "a program that a script may have installed",
    "FROM debian:13\nCOPY . .\nRUN ./bootstrap\nRUN curl -O https://example.com/x\n",
  );
  ignores("an action that may install it", workflow("corp/setup-git@v1"));
  ignores("an argument of another program", "FROM alpine:3.22\nRUN echo curl\n");
  ignores("a package list in a file", "FROM debian:13\nRUN xargs apt-get install -y < packages.txt && git status\n");
  reportsAs("git in the container of a job", workflow("actions/checkout@v5"), "info");
  reports(
    "adduser on Debian 13 with its replacement",
    "FROM debian:13-slim\nRUN adduser --system app\n",
    "2:5 info debian:13-slim has no adduser, so this command fails. Use useradd.",
  );
  reports(
    "a program that is installed too late",
    "FROM debian:13\nRUN curl -O https://example.com/x\nRUN apt-get update && apt-get install -y curl\n",
    "2:5 info debian:13 has no curl, so this command fails. Install it first.",
  );
  reports(
    "each program once",
    "FROM alpine:3.22\nRUN groupadd app && useradd app\nRUN useradd other\n",
    "2:5 info alpine:3.22 has no groupadd, so this command fails. Use addgroup.",
    "2:21 info alpine:3.22 has no useradd, so this command fails. Use adduser.",
  );
});
