import { testsOf } from "./nearMisses.ts";

const { ignores, reports, says } = testsOf("windows-and-linux-services");
const windows = "image: mcr.microsoft.com/windows/nanoserver:ltsc2022";
const project = (first: string, second: string) => ({
  "compose.yaml": `services:\n  first: { ${first} }\n  second: { ${second} }\n`,
});

describe("windows-and-linux-services on near misses", () => {
  ignores("on an image that a variable gives", project(windows, "image: '${IMAGE}'"));
  ignores("on a tag for both systems", project(windows, "image: 'golang:1.25'"));
  for (const image of ["caddy:2", "caddy:latest", "nats:2", "julia:1", "mongo:8"])
    ignores(`on ${image}, whose tag has a Windows image too`, project(windows, `image: '${image}'`));
  for (const image of ["caddy:2-alpine", "traefik:v3.7", "docker:29-dind", "python:3.13-slim"])
    reports(
      `of ${image}, whose tag has only Linux images`,
      project(windows, `image: '${image}'`),
      '2:3 info "first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
    );
  ignores("where a profile keeps one apart", project(`${windows}, profiles: [windows]`, "image: 'redis:8'"));
  ignores(
    "where placement tells them apart",
    project(`${windows}, deploy: { placement: { constraints: [node.platform.os == windows] } }`, "image: 'redis:8'"),
  );
  ignores("where one is scaled to zero", project(windows, "image: 'redis:8', scale: 0"));
  ignores("on a service of a provider", project(windows, "provider: { type: model }"));
  reports(
    "of two images",
    project(windows, "image: 'redis:8'"),
    '2:3 info "first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
  );
  says(
    "nothing of the project while it may run in parts",
    project(windows, "image: 'redis:8'"),
    '"first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
  );
  reports(
    "of two that serve",
    project(`${windows}, ports: ['80:80']`, "image: 'redis:8', restart: unless-stopped"),
    '2:3 warning "first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  says(
    "that no engine runs two that serve",
    project(`${windows}, ports: ['80:80']`, "image: 'redis:8', restart: always"),
    '"first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  reports(
    "softly of a tool beside one that serves",
    project(windows, "image: 'redis:8', ports: ['6379']"),
    '2:3 info "first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
  );
  reports(
    "softly of a tool of a server's image",
    project("image: mcr.microsoft.com/windows/servercore/iis", "image: 'redis:8', command: redis-cli"),
    '2:3 info "first" needs a Windows engine and "second" a Linux one. Start them separately, or give one a profile.',
  );
  reports(
    "of one that waits for the other",
    project(windows, "image: 'redis:8', depends_on: [first]"),
    '2:3 warning "first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  reports(
    "of one that is linked to the other",
    project(`${windows}, links: ['second:cache']`, "image: 'redis:8'"),
    '2:3 warning "first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  reports(
    "of one that is told where the other is",
    project(`${windows}, environment: { URL: 'redis://second:6379' }`, "image: 'redis:8'"),
    '2:3 warning "first" needs a Windows engine and "second" a Linux one, so no engine can run this project.',
  );
  reports(
    "of images that the project builds",
    {
      "compose.yaml": "services:\n  site: { build: ./site, depends_on: [api] }\n  api: { build: ./api }\n",
      "site/Dockerfile": "FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8\n",
      "api/Dockerfile": "FROM debian:12\n",
    },
    '2:3 warning "site" needs a Windows engine and "api" a Linux one, so no engine can run this project.',
  );
});
