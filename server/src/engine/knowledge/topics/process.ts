import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** The container's process, its start and its end. */
export const processTopics: readonly Topic[] = [
  defineTopic({
    id: "main-process",
    title: "CMD, ENTRYPOINT: a container is its first process",
    settings: ["dockerfile:CMD", "dockerfile:ENTRYPOINT", "command:pm2", "command:supervisord"],
    text: lines(
      "A container boots no system. The engine starts one process in its own namespaces and waits for it. When the process exits, the container exits.",
      "- The process is PID 1. It gets SIGTERM on stop (SIGKILL after 10 s) and must reap orphaned children. A shell that starts it may not forward the signal.",
      "- It must stay in the foreground and log to standard output. If it is a daemon that forks, the container exits with code 0.",
      "- Run one service per container. The engine restarts, scales, limits and replaces containers, not the services inside.",
      "- **Shared:** the kernel, so there is an operating system, but it is the host's. A **virtual machine** boots its own kernel and an init system that manages many services.",
      costOf("start"),
    ),
    sources: [
      "https://docs.docker.com/reference/dockerfile/#cmd",
      "https://docs.docker.com/engine/containers/multi-service_container/",
    ],
  }),
  defineTopic({
    id: "init-system",
    title: "systemd and service managers need a booted system",
    settings: [
      "command:systemctl",
      "command:service",
      "command:systemd",
      "command:init",
      "command:rc-service",
      "command:journalctl",
      "command:openrc",
      "command:runsvdir",
      "command:loginctl",
      "command:hostnamectl",
      "command:timedatectl",
    ],
    text: lines(
      "An init system starts services when a machine boots. A container does not boot, and no service runs during an image build.",
      "- `systemctl enable` only creates links and works in a build. `start`, `status` and `restart` need systemd as PID 1.",
      "- *System has not been booted with systemd as init system (PID 1)* is the usual error.",
      "- **Instead:** run one service per container in the foreground: `nginx -g 'daemon off;'`, `cron -f`, `sshd -D -e`.",
      "- **Keep systemd:** use Podman, which prepares the container, sysbox, which gives it a user namespace, LXC or LXD, which run whole systems, or a virtual machine, which has its own kernel.",
      costOf("start"),
    ),
    sources: [
      "https://systemd.io/CONTAINER_INTERFACE/",
      "https://docs.podman.io/en/latest/markdown/podman-run.1.html#systemd-true-false-always",
    ],
  }),
  defineTopic({
    id: "engine-init",
    title: "init: true makes a small init PID 1",
    text: lines(
      "The engine starts `docker-init` (tini) as PID 1, which forwards signals and reaps orphaned children, and runs your command as its child.",
      "- Use it for programs that start others and do not wait for them: browsers, build agents, shells.",
      "- Do not use it for programs that must be PID 1: systemd, s6-overlay.",
      "- It has no effect with `pid: host` or a shared PID namespace.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#init", "https://github.com/krallin/tini"],
  }),
  defineTopic({
    id: "stop-signal",
    title: "stop_signal, stop_grace_period: how a container stops",
    settings: ["dockerfile:STOPSIGNAL"],
    text: lines(
      "The engine sends SIGTERM (or this signal) to PID 1, and SIGKILL after the grace period (10 s by default).",
      "- Some programs use another signal for a clean shutdown: PostgreSQL SIGINT, nginx SIGQUIT, systemd SIGRTMIN+3. Official images set it.",
      "- Exit code 137 without OOM means SIGKILL: the process ignored the signal, or its shell did not forward it.",
      "- The init system of a **virtual machine** shuts down its services one by one.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#stopsignal"],
  }),
  defineTopic({
    id: "user",
    title: "USER: root in the container is root for the kernel",
    settings: ["dockerfile:USER"],
    text: lines(
      "The kernel is shared, and so are its user IDs. Without user namespaces, UID 0 in the container is UID 0 on the host, restricted only by capabilities, namespaces and security profiles.",
      "- A non-root `USER` is an additional barrier, and the cheapest one.",
      "- Rootless engines and `userns-remap` map UID 0 to an ordinary user of the host.",
      "- `group_add` adds groups of the host by number, such as that of the Docker socket.",
      "- Root in a **virtual machine** has no rights on the host.",
      costOf("start"),
      "- **Instead** of root: `USER` in the image, and capabilities for what needs them.",
    ),
    sources: [
      "https://docs.docker.com/engine/security/userns-remap/",
      "https://docs.docker.com/reference/dockerfile/#user",
    ],
  }),
  defineTopic({
    id: "healthcheck",
    title: "HEALTHCHECK: a command that the engine runs in the container",
    settings: ["dockerfile:HEALTHCHECK"],
    text: lines(
      "The engine only sees the main process and its exit code. A health check is a command that it runs in the container to check the service.",
      "- Compose waits for it only with `depends_on: … condition: service_healthy`.",
      "- Engines do not restart an unhealthy container. Swarm and orchestrators do.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  }),
  defineTopic({
    id: "restart",
    title: "restart: the engine is the service manager",
    text: lines(
      "The engine restarts a container when its main process exits, as an init system restarts a service.",
      "- When the engine starts, `always` starts the container even if a user stopped it, `unless-stopped` only if it was running.",
      "- `on-failure` restarts the container after a non-zero exit code, but not when the engine starts.",
      "- The engine watches only the main process. If a supervisor runs inside, the engine does not notice a crashed service.",
      "- The init system of a **virtual machine** restarts services within it. Nothing restarts the machine by itself.",
    ),
    sources: ["https://docs.docker.com/engine/containers/start-containers-automatically/"],
  }),
];
