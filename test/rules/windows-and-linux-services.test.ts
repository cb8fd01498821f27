import { testsOf } from "./nearMisses.ts";

const { silent, speaks, says } = testsOf("windows-and-linux-services");
const windows = "image: mcr.microsoft.com/windows/nanoserver:ltsc2022";
const project = (first: string, second: string) => ({
  "compose.yaml": `services:\n  first: { ${first} }\n  second: { ${second} }\n`,
});

describe("windows-and-linux-services on near misses", () => {
  silent("on an image that a variable gives", project(windows, "image: '${IMAGE}'"));
  silent("on a tag for both systems", project(windows, "image: 'golang:1.25'"));
  for (const image of ["caddy:2", "caddy:latest", "nats:2", "julia:1", "mongo:8"])
    silent(`on ${image}, whose tag has a Windows image too`, project(windows, `image: '${image}'`));
  for (const image of ["caddy:2-alpine", "traefik:v3.7", "docker:29-dind", "python:3.13-slim"])
    speaks(`of ${image}, whose tag has only Linux images`, project(windows, `image: '${image}'`), "info");
  silent("where a profile keeps one apart", project(`${windows}, profiles: [windows]`, "image: 'redis:8'"));
  silent(
    "where placement tells them apart",
    project(`${windows}, deploy: { placement: { constraints: [node.platform.os == windows] } }`, "image: 'redis:8'"),
  );
  silent("where one is scaled to zero", project(windows, "image: 'redis:8', scale: 0"));
  silent("on a service of a provider", project(windows, "provider: { type: model }"));
  speaks("of two images", project(windows, "image: 'redis:8'"), "info");
  says(
    "nothing of the project while it may run in parts",
    project(windows, "image: 'redis:8'"),
    '"first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
  );
  speaks(
    "of two that serve",
    project(`${windows}, ports: ['80:80']`, "image: 'redis:8', restart: unless-stopped"),
    "warning",
  );
  says(
    "that no engine runs two that serve",
    project(`${windows}, ports: ['80:80']`, "image: 'redis:8', restart: always"),
    '"first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  speaks("softly of a tool beside one that serves", project(windows, "image: 'redis:8', ports: ['6379']"), "info");
  speaks("of one that waits for the other", project(windows, "image: 'redis:8', depends_on: [first]"), "warning");
  speaks(
    "of one that is linked to the other",
    project(`${windows}, links: ['second:cache']`, "image: 'redis:8'"),
    "warning",
  );
  speaks(
    "of one that is told where the other is",
    project(`${windows}, environment: { URL: 'redis://second:6379' }`, "image: 'redis:8'"),
    "warning",
  );
  speaks(
    "of images that the project builds",
    {
      "compose.yaml": "services:\n  site: { build: ./site, depends_on: [api] }\n  api: { build: ./api }\n",
      "site/Dockerfile": "FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8\n",
      "api/Dockerfile": "FROM debian:12\n",
    },
    "warning",
  );
});
