import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

/** The container's process and how it lives and ends. */
export const processTopics: readonly Topic[] = [
  defineTopic({
    id: "main-process",
    title: "CMD, ENTRYPOINT: a container is its first process",
    settings: ["dockerfile:CMD", "dockerfile:ENTRYPOINT", "command:pm2", "command:supervisord"],
    text: lines(
      "No system boots: the engine forks one process, fences off its view and waits for it. When it ends, the container ends.",
      "- It is process 1: it gets SIGTERM on stop (SIGKILL after 10 s) and must reap orphaned children. A shell before it may swallow the signal.",
      "- It stays in the foreground and logs to standard output. A daemon that forks leaves nothing behind, and the container exits with code 0.",
      "- One service for each container: the engine restarts, scales, limits and replaces containers, not what runs inside.",
      "- A **virtual machine** boots a kernel and an init system that look after many services, and takes 30-60 s for it.",
    ),
    sources: [
      "https://docs.docker.com/reference/dockerfile/#cmd",
      "https://docs.docker.com/engine/containers/multi-service_container/",
    ],
  }),
  defineTopic({
    id: "init-system",
    title: "systemd and service managers need a machine that boots",
    settings: [
      "command:systemctl",
      "command:service",
      "command:systemd",
      "command:init",
      "command:rc-service",
      "command:journalctl",
    ],
    text: lines(
      "An init system starts services when a machine boots. A container does not boot, and while an image is built no service runs at all.",
      "- `systemctl enable` only writes links and works in a build; `start`, `status` and `restart` need a running systemd as process 1.",
      "- *System has not been booted with systemd as init system (PID 1)* says just that.",
      "- **Instead:** the service in the foreground, one for each container: `nginx -g 'daemon off;'`, `cron -f`, `sshd -D -e`.",
      "- **Keep systemd:** Podman prepares what it needs, sysbox gives it a user namespace, LXC and LXD run whole systems, a virtual machine has its own kernel.",
    ),
    sources: [
      "https://systemd.io/CONTAINER_INTERFACE/",
      "https://docs.podman.io/en/latest/markdown/podman-run.1.html#systemd-true-false-always",
    ],
  }),
  defineTopic({
    id: "engine-init",
    title: "init: true puts a tiny init before your process",
    text: lines(
      "The engine starts `docker-init` (tini) as process 1, which forwards signals and reaps orphaned children, and runs your command as its child.",
      "- Good for programs that start others and do not wait for them: browsers, build agents, shells.",
      "- Fatal for what must be process 1 itself: systemd, s6-overlay.",
      "- Adds nothing with `pid: host` or a shared PID namespace.",
    ),
    sources: ["https://docs.docker.com/reference/compose-file/services/#init", "https://github.com/krallin/tini"],
  }),
  defineTopic({
    id: "stop-signal",
    title: "stop_signal, stop_grace_period: how a container stops",
    settings: ["dockerfile:STOPSIGNAL"],
    text: lines(
      "The engine sends SIGTERM (or this signal) to process 1 and SIGKILL when the grace period ends: 10 s unless set.",
      "- Databases and web servers use another signal for an orderly end: PostgreSQL SIGINT, nginx SIGQUIT, systemd SIGRTMIN+3. Official images set it.",
      "- Exit code 137 without OOM is that SIGKILL: the process ignored the signal, or a shell stood before it.",
      "- A **virtual machine** is shut down by its own init system, service by service.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#stopsignal"],
  }),
  defineTopic({
    id: "user",
    title: "root in the container is root for the kernel",
    settings: ["dockerfile:USER"],
    text: lines(
      "User ids are the kernel's, and the kernel is shared: without user namespaces uid 0 inside is uid 0 outside, held back by capabilities, namespaces and profiles only.",
      "- A non-root `USER` is one more wall, and the cheapest one.",
      "- Rootless engines and `userns-remap` map uid 0 to an ordinary user of the host.",
      "- In a **virtual machine** root is root of its own kernel and nobody on the host.",
    ),
    sources: [
      "https://docs.docker.com/engine/security/userns-remap/",
      "https://docs.docker.com/reference/dockerfile/#user",
    ],
  }),
  defineTopic({
    id: "healthcheck",
    title: "HEALTHCHECK: a command that the engine runs inside",
    settings: ["dockerfile:HEALTHCHECK"],
    text: lines(
      "The engine sees one process and its exit code. A health check is a command that it runs inside to learn more.",
      "- Compose waits for it only with `depends_on: … condition: service_healthy`.",
      "- Engines do not restart an unhealthy container by themselves; swarm and orchestrators do.",
    ),
    sources: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  }),
  defineTopic({
    id: "restart",
    title: "restart: the engine is the service manager",
    text: lines(
      "The engine does for containers what an init system does for services on a machine: it starts the process again when it ends.",
      "- When the engine starts, `always` starts the container even if a user had stopped it; `unless-stopped` only if it was running.",
      "- `on-failure` restarts after a non-zero exit code, and not when the engine starts.",
      "- It watches the main process only: with a supervisor inside, a crashed service goes unnoticed.",
    ),
    sources: ["https://docs.docker.com/engine/containers/start-containers-automatically/"],
  }),
];
