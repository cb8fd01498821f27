import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs, fixes } = testsOf("socket-without-group");
const socket = "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']";

describe("socket-without-group on near misses", () => {
  for (const user of ["0", "root", "'0:0'", "'1000:0'", "'1000:998'", "${UID}", "'1000:${DOCKER_GID}'"]) {
    ignores(`on user ${user}`, service("corp/agent:1", `user: ${user}`, socket));
  }
  ignores(
    "on a list of groups that cannot be read",
    service("corp/agent:1", "user: '1000'", "group_add: ${G}", socket),
  );
  ignores("on an unknown image", service("corp/agent:1", socket));
  ignores("on a user without the socket", service("corp/agent:1", "user: '1000'"));
  ignores(
    "on the group as a flag",
    job(
      "runs-on: self-hosted",
      "steps:",
      "  - run: docker run -u 1000 --group-add 999 -v /var/run/docker.sock:/var/run/docker.sock a:1",
    ),
  );
  reportsAs("a name softly", service("corp/agent:1", "user: node", socket), "info");
  reportsAs(
    "a flag",
    job(
      "runs-on: self-hosted",
      "steps:",
      "  - run: docker run -u 1000 -v /var/run/docker.sock:/var/run/docker.sock a:1",
    ),
    "warning",
  );
  fixes(
    "nothing in a script",
    job(
      "runs-on: self-hosted",
      "steps:",
      "  - run: docker run -u 1000 -v /var/run/docker.sock:/var/run/docker.sock a:1",
    ),
    undefined,
  );
  const mounted = service("corp/app:1", "user: '1000'", "volumes: ['/var/run/docker.sock:/var/run/docker.sock']");
  reports(
    "why a group does not help with a rootless engine",
    withEngine("rootless", mounted),
    '4:11 warning "app" runs as user 1000, who may not use the Docker socket, because the socket belongs to the user of the rootless engine, who is root in the container. Run it as root.',
  );
  fixes("nothing with a rootless engine", withEngine("rootless", mounted), undefined);
  fixes(
    "with the group of Docker Desktop's socket",
    withEngine("desktop", mounted),
    `services:
  app:
    image: corp/app:1
    user: '1000'
    volumes: ['/var/run/docker.sock:/var/run/docker.sock']
    group_add:
      - '0'
`,
  );
});
