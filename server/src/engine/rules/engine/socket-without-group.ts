import { engineSocketsOf } from "../../facts/openings.ts";
import { runsForUser, runsInDesktop } from "../../facts/rootReach.ts";
import { userWithoutSocket } from "../../facts/socketUser.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";

const group = "${DOCKER_GID:?set it to the output of stat -c %g /var/run/docker.sock}";

export default defineRule({
  id: "socket-without-group",
  category: "engine",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Container's user may not use the engine's socket that is mounted",
  why: prose(
    "The socket belongs to root and the group `docker` of the host. A process that runs as another user, without the number of that group, is refused. The group `docker` of the image does not help: numbers count, and they differ from host to host.",
  ),
  instead: prose(
    "Add the group's number: `group_add: [999]`, which `stat -c %g /var/run/docker.sock` prints on the host (on Docker Desktop it is 0).",
    "",
    "Members of the group are root on the host. A socket proxy, which the container reaches over a network, needs no group and allows only the calls that are needed.",
    "",
    "The fix asks for a variable `DOCKER_GID`, without which `docker compose up` stops, for all who use the file.",
  ),
  exceptions: prose(
    "Information if the image sets the user, or if the user has a name, because the image may add the group. Ignored with a group of its own (`user: 1000:999`), for root, for sockets of rootless engines, if the build adds the user to a group, and if the user or the groups cannot be read.",
  ),
  errors: [
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    "dial unix /var/run/docker.sock: connect: permission denied",
  ],
  topic: "engine-socket",
  sources: [
    "https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user",
    "https://docs.docker.com/reference/compose-file/services/#group_add",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              panel:
                image: portainer/portainer-ce:2.33.1
                user: "1000:1000"
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
        underline: '"1000:1000"',
        fixed: `
          services:
            panel:
              image: portainer/portainer-ce:2.33.1
              user: "1000:1000"
              volumes:
                - /var/run/docker.sock:/var/run/docker.sock
              group_add:
                - \${DOCKER_GID:?set it to the output of stat -c %g /var/run/docker.sock}
        `,
      },
      {
        title: "The image's entrypoint may add the group.",
        files: {
          "compose.yaml": `
            services:
              agent:
                build: .
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
          Dockerfile: `
            FROM debian:13
            USER 1000
            CMD ["agent"]
          `,
        },
        underline: "/var/run/docker.sock:/var/run/docker.sock",
        severity: "info",
        fixed: `
          services:
            agent:
              build: .
              volumes:
                - /var/run/docker.sock:/var/run/docker.sock
              group_add:
                - \${DOCKER_GID:?set it to the output of stat -c %g /var/run/docker.sock}
        `,
      },
    ],
    valid: [
      {
        title: "The group is there.",
        files: {
          "compose.yaml": `
            services:
              panel:
                image: portainer/portainer-ce:2.33.1
                user: "1000:1000"
                group_add: ["\${DOCKER_GID}"]
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
              other:
                image: corp/agent:2
                user: "1000:999"
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
      },
      {
        title: "The build adds the user to a group.",
        files: {
          "compose.yaml": `
            services:
              agent:
                build: .
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
          Dockerfile: `
            FROM debian:13
            RUN groupadd -g 999 docker && useradd -G docker agent
            USER agent
            CMD ["agent"]
          `,
        },
      },
      {
        title: "Root may use every socket.",
        files: {
          "compose.yaml": `
            services:
              panel:
                image: portainer/portainer-ce:2.33.1
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
              other:
                image: jenkins/jenkins:2.516
                user: root
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
      },
      {
        title: "The socket of a rootless engine belongs to its user.",
        files: {
          "compose.yaml": `
            services:
              panel:
                image: portainer/portainer-ce:2.33.1
                user: "1000"
                volumes:
                  - /run/user/1000/docker.sock:/var/run/docker.sock
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report, edit }) {
      const socket = engineSocketsOf(project, service).find(({ source }) =>
        /^(?:\/var)?\/run\/docker\.sock$/.test(source),
      );
      const user = socket && userWithoutSocket(project, service);
      if (!user) return;
      const isOwn = user.at !== undefined;
      const isForUser = runsForUser(project, service);
      const remedy = isForUser
        ? "because the socket belongs to the user of the rootless engine, who is root in the container. Run it as root"
        : "without its group (group_add)";
      // The socket in Docker Desktop's VM belongs to root's group.
      const isDesktop = runsInDesktop(project, service);
      const title = isDesktop
        ? 'Add group_add with "0"'
        : 'Add group_add with "${DOCKER_GID:?}", which everyone then has to set';
      report({
        at: user.at ?? socket.at,
        // A name belongs to the image, which may add the group.
        severity: isOwn && /^\d/.test(user.name) ? "warning" : "info",
        message: `${containerName(service)} runs as user ${user.name}, who may not use the Docker socket${isForUser ? ", " : " "}${remedy}.`,
        related: isOwn ? [{ at: socket.at, message: "The socket." }] : [],
        fixes: isForUser
          ? []
          : [
              {
                title,
                kind: "behaviour",
                edits: () => [edit.addToService(service, "group_add", [isDesktop ? "0" : group])],
              },
            ],
      });
    },
  },
});
