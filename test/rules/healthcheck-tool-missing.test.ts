import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("healthcheck-tool-missing");
const check = "HEALTHCHECK CMD curl -f http://localhost/ || exit 1\n";

describe("healthcheck-tool-missing on near misses", () => {
  ignores("a full image, which has curl", `FROM node:22\n${check}`);
  ignores("an unknown image", `FROM corp.example/base:1\n${check}`);
  ignores(
    "a package list in a variable",
    `FROM node:22-slim\nRUN apt-get update && apt-get install -y $PACKAGES\n${check}`,
  );
  ignores("a program that is copied", `FROM node:22-slim\nCOPY --from=tools /usr/bin/curl /usr/bin/curl\n${check}`);
  ignores("an archive from which programs come", `FROM node:22-slim\nADD tools.tar.gz /usr/local/\n${check}`);
  ignores("a script that may install it", `FROM node:22-slim\nRUN ./setup.sh\n${check}`);
  ignores(
    "a program that is downloaded",
    `FROM alpine:3.22\nRUN wget -O /usr/local/bin/curl https://example.com/curl\n${check}`,
  );
  ignores(
    "a check that asks for the program first",
    "FROM node:22-slim\nHEALTHCHECK CMD command -v curl && curl -f http://localhost/\n",
  );
  ignores("a check that is switched off", "FROM node:22-slim\nHEALTHCHECK NONE\n");
  ignores(
    "a client that is installed under another name",
    "FROM node:22-slim\nRUN apt-get update && apt-get install -y postgresql-client\nHEALTHCHECK CMD pg_isready -h db\n",
  );
  ignores("the server's own client", "FROM redis:8-alpine\nHEALTHCHECK CMD redis-cli ping\n");
  ignores(
    "a stage that is only built on",
    `FROM node:22-slim AS base\n${check}FROM base\nRUN apt-get update && apt-get install -y curl\n`,
  );
  reports(
    "other packages, which bring no curl",
    `FROM node:22-slim\nRUN apt-get update && apt-get install -y ca-certificates libcurl4-openssl-dev\n${check}`,
    "3:17 warning node:22-slim has no curl, so this health check fails and the container becomes unhealthy. Install it, or use another program.",
  );
  reports(
    "a check of the stage below",
    `FROM node:22-slim AS base\n${check}FROM base\nCMD ["node", "x.js"]\n`,
    "2:17 warning node:22-slim has no curl, so this health check fails and the container becomes unhealthy. Install it, or use another program.",
  );
  reports(
    "a service whose Dockerfile installs nothing",
    {
      "compose.yaml":
        'services:\n  api:\n    build: .\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n',
      Dockerfile: 'FROM node:22-alpine\nCMD ["node", "x.js"]\n',
    },
    "5:21 warning node:22-alpine has no curl, so this health check fails and the container becomes unhealthy. Install it, or use another program.",
  );
  reports(
    "curl in a distroless image",
    'FROM gcr.io/distroless/nodejs22-debian12\nCOPY . /app\nHEALTHCHECK CMD ["curl", "http://localhost"]\n',
    "3:18 warning gcr.io/distroless/nodejs22-debian12 has no curl, so this health check fails and the container becomes unhealthy. Install it, or use another program.",
  );
});
