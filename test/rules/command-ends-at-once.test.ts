import { service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("command-ends-at-once");
const ports = 'ports: ["80:80"]';

describe("command-ends-at-once on near misses", () => {
  ignores("a service that is not restarted", service("nginx:1.29", "command: mkdir /x", ports));
  ignores("a service without ports", service("nginx:1.29", "restart: always", "command: mkdir /x"));
  ignores("an image that runs no program", service("debian:13", "restart: always", "command: mkdir /x", ports));
  ignores("another entrypoint", service("corp/app:4", "restart: always", "command: mkdir /x", ports));
  ignores("a program", service("nginx:1.29", "restart: always", "command: nginx-debug -g 'daemon off;'", ports));
  reportsAs(
    "a file operation",
    service("nginx:1.29", "restart: always", "command: [chown, nginx, /x]", ports),
    "warning",
  );
});
