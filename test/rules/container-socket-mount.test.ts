import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, says } = testsOf("container-socket-mount");
const socket = "volumes: ['/var/run/docker.sock:/var/run/docker.sock']";

describe("container-socket-mount on near misses", () => {
  ignores("on a source that a variable gives", service("corp/app:1", "volumes: ['${SOCKET}:/var/run/docker.sock']"));
  ignores("on a volume with such a name", service("corp/app:1", "volumes: ['docker.sock:/data']"));
  reports(
    "of the default of a variable",
    service("corp/app:1", "volumes: ['${SOCKET:-/var/run/docker.sock}:/var/run/docker.sock']"),
    '4:15 info Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "of the long form and other engines",
    service(
      "corp/app:1",
      "ports: ['80:80']",
      "volumes:",
      "  - type: bind",
      "    source: /run/podman/podman.sock",
      "    target: /engine.sock",
    ),
    '6:9 warning Anyone who compromises "app" gets root on the host through the Podman socket. Put a socket proxy in between.',
  );
  says(
    "who gets what, and the remedy",
    service("traefik:v3.5", "ports: ['80:80']", "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']"),
    'Anyone who compromises "app" gets root on the host through the Docker socket (:ro does not help). Put a socket proxy in between.',
  );
  says(
    "that a pipe is a pipe",
    service("corp/app:1", "volumes: ['//./pipe/docker_engine://./pipe/docker_engine']"),
    'Anyone who compromises "app" gets control of the host through the Docker pipe.',
  );
  says(
    "which engine it is",
    service("corp/app:1", "volumes: ['/run/containerd/containerd.sock:/c.sock']"),
    'Anyone who compromises "app" gets root on the host through the containerd socket.',
  );
  says(
    "that a container without a name is this one",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -v /var/run/docker.sock:/s $IMAGE"),
    "Anyone who compromises this container gets root on the runner (a virtual machine for this job only) through the Docker socket.",
  );
  says(
    "that a rootless socket gives one user's rights",
    service("corp/app:1", "volumes: ['/run/user/1000/docker.sock:/var/run/docker.sock']"),
    'Anyone who compromises "app" gets all rights of the user who runs the engine through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "of the pipe of Windows",
    service("corp/app:1", "volumes: ['//./pipe/docker_engine://./pipe/docker_engine']"),
    '4:15 info Anyone who compromises "app" gets control of the host through the Docker pipe.',
  );
  reports(
    "louder where a port is published, whatever its number",
    service("corp/app:1", "ports: ['80']", socket),
    '5:15 warning Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "louder if a variable gives the published port",
    service("corp/app:1", "ports: ['${WEB_PORT}:8085']", socket),
    '5:15 warning Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "no louder if a variable gives the address of the port",
    service("corp/app:1", "ports: ['${ADDRESS}:80:80', '${BIND}8080:80']", socket),
    '5:15 info Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "of a socket below a folder that a variable gives",
    service("corp/app:1", "ports: ['80:80']", "volumes: ['${RUN}/docker.sock:/var/run/docker.sock:${MODE}']"),
    '5:15 warning Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "no louder of the socket of a rootless engine",
    service("corp/app:1", "ports: ['80:80']", "volumes: ['${XDG_RUNTIME_DIR}/docker.sock:/var/run/docker.sock']"),
    '5:15 info Anyone who compromises "app" gets all rights of the user who runs the engine through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "no louder of a manager with an open tag",
    service("portainer/portainer-ce:${TAG}", "ports: ['80:80']", socket),
    '5:15 info "app" manages the engine through the Docker socket, so anyone who logs in to it or compromises it gets root on the host.',
  );
  reports(
    "no louder of a manager that the project builds on",
    {
      "compose.yaml": `services:\n  app:\n    build: .\n    ports: ['9443:9443']\n    ${socket}\n`,
      Dockerfile: "FROM portainer/portainer-ce:2.33.1 AS base\nFROM base\nLABEL a=b\n",
    },
    '5:15 info "app" manages the engine through the Docker socket, so anyone who logs in to it or compromises it gets root on the host.',
  );
  reports(
    "of a proxy that the project builds on as of a proxy",
    {
      "compose.yaml": `services:\n  app:\n    build: .\n    ports: ['2375:2375']\n    ${socket}\n`,
      Dockerfile: "FROM tecnativa/docker-socket-proxy:v0.4.1\n",
    },
    '5:15 hint "app" filters the Docker socket for other services. Keep it on an internal network that only they join.',
  );
  reports(
    "no louder where only the host reaches the port",
    service("corp/app:1", "ports: ['127.0.0.1:80:80', '[::1]:80:80']", socket),
    '5:15 info Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "no louder of one user's engine",
    service("corp/app:1", "ports: ['80:80']", "volumes: ['/run/user/1000/docker.sock:/var/run/docker.sock']"),
    '5:15 info Anyone who compromises "app" gets all rights of the user who runs the engine through the Docker socket. Put a socket proxy in between.',
  );
  reports(
    "of a job's container",
    job(
      "runs-on: ubuntu-24.04",
      "steps: []",
      "container:",
      "  image: node:22",
      "  volumes: ['/var/run/docker.sock:/var/run/docker.sock']",
    ),
    '8:17 info Anyone who compromises "test" gets root on the runner (a virtual machine for this job only) through the Docker socket.',
  );
  const onHostNetwork = (runner: string) =>
    job(`runs-on: ${runner}`, "steps:", "  - run: docker run --network host -v /var/run/docker.sock:/s corp/bench");
  reports(
    "as information on a runner for one job",
    onHostNetwork("ubuntu-24.04"),
    '6:43 info Anyone who compromises "bench" gets root on the runner (a virtual machine for this job only) through the Docker socket.',
  );
  reports(
    "as a warning on a self-hosted runner",
    onHostNetwork("[self-hosted, linux]"),
    '6:43 warning Anyone who compromises "bench" gets root on the machine that runs the job through the Docker socket.',
  );
  reports(
    "softly of what manages the engine, from any registry",
    service("docker.io/portainer/portainer-ce:2.33.1", "ports: ['9443:9443']", socket),
    '5:15 info "app" manages the engine through the Docker socket, so anyone who logs in to it or compromises it gets root on the host.',
  );
  reports(
    "plainly of its agent's neighbours by name only",
    service("corp/portainer:1", "ports: ['80:80']", socket),
    '5:15 warning Anyone who compromises "app" gets root on the host through the Docker socket. Put a socket proxy in between.',
  );
  for (const [engine, gain] of Object.entries({
    docker: "warning % root on the host through the Docker socket.",
    desktop: "info % root in Docker Desktop's VM and the files that you share with it through the Docker socket.",
    rootless: "info % all rights of the user who runs the engine through the Docker socket.",
    podman: "info % all rights of the user who runs the engine through the Docker socket.",
  })) {
    reports(
      `what the socket gives with the engine ${engine}`,
      withEngine(engine, service("corp/app:1", "ports: ['80']", socket)),
      `5:15 ${gain.replace("%", 'Anyone who compromises "app" gets')} Put a socket proxy in between.`,
    );
  }
});
