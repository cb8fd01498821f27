import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("image-needs-root");

describe("image-needs-root on near misses", () => {
  for (const user of ["root", '"0"', '"0:0"', "${UID}"])
    ignores(`the user ${user}`, service("nginx:1.29", `user: ${user}`));
  ignores("another command", service("nginx:1.29", 'user: "1000"', "command: ls /usr/share/nginx"));
  ignores(
    "a mounted configuration",
    service("nginx:1.29", 'user: "1000"', "volumes: [./nginx.conf:/etc/nginx/nginx.conf:ro]"),
  );
  ignores("a copied configuration", "FROM nginx:1.29\nCOPY nginx.conf /etc/nginx/\nUSER nginx\n");
  ignores("a user of a part of the build", "FROM nginx:1.29\nUSER nginx\nRUN id\nUSER root\n");
  ignores("the engine without root", service("docker:28-dind-rootless", "user: rootless"));
  ignores(
    "an image that sets the engine up for its user",
    "FROM docker:28-dind\nRUN adduser -h /home/rootless -D rootless\nUSER rootless\n",
  );
  ignores("the client", service("docker:28-cli", 'user: "1000"'));
  reports(
    "the engine",
    service("docker:28-dind", 'user: "1000"'),
    '4:11 warning The Docker engine starts as root in this image. "app" sets another user, so dockerd needs root. Use a dind-rootless tag.',
  );
});
