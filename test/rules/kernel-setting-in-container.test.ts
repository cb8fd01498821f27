import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("kernel-setting-in-container");

const app = (...lines: readonly string[]) => service("corp/app:1", ...lines);
const built = (setting: string) => ({
  Dockerfile: 'FROM elasticsearch:8.19.4\nCOPY boot.sh /boot.sh\nENTRYPOINT ["/boot.sh"]\n',
  "boot.sh": "#!/bin/bash\nsysctl -w vm.max_map_count=262144\nexec run\n",
  "compose.yaml": `services:\n  es:\n    build: .\n${setting}`,
});

describe("kernel-setting-in-container on near misses", () => {
  ignores(
    "settings of the container's namespaces",
    app("sysctls: { kernel.shmmax: 1, fs.mqueue.msg_max: 2, net.ipv4.ip_forward: 1 }"),
  );
  ignores("user.*, which depends on the engine", app("sysctls: { user.max_user_namespaces: 1 }"));
  ignores("a shared IPC namespace", app("ipc: service:db", "sysctls: { kernel.sem: 250 }"));
  ignores("a network of another service", app("network_mode: service:vpn", "sysctls: { net.ipv4.ip_forward: 1 }"));
  ignores("a network that cannot be read", app("network_mode: ${MODE}", "sysctls: { net.ipv4.ip_forward: 1 }"));
  ignores("a runtime that cannot be read", app("runtime: ${RUNTIME}", "sysctls: { vm.swappiness: 1 }"));
  ignores("an unknown runtime", app("runtime: corp", "sysctls: { vm.swappiness: 1 }"));
  ignores("a question", "FROM debian:13\nRUN sysctl vm.swappiness && cat /proc/sys/vm/swappiness\n");
  ignores("errors that are not counted", "FROM debian:13\nRUN sysctl -e -p\n");
  ignores("the file of settings", "FROM debian:13\nRUN echo vm.swappiness=1 > /etc/sysctl.d/1.conf\n");
  ignores("formats of binaries", app("command: sh -c 'echo x > /proc/sys/fs/binfmt_misc/register'", "entrypoint: []"));
  reports(
    "the IPC namespace of the host",
    app("ipc: host", "sysctls: [kernel.sem=250]"),
    '5:15 error kernel.sem is refused with the host\'s IPC namespace, so "app" does not start. Set it on the host.',
  );
  reports(
    "the host name",
    app("sysctls: { kernel.hostname: web }"),
    '4:16 error kernel.hostname is refused, so "app" does not start. Use "hostname".',
  );
  reports(
    "names with slashes and without a value",
    app("sysctls: { kernel/msg_next_id: '${ID}' }"),
    '4:16 error kernel.msg_next_id is a setting of the whole host, so "app" does not start. Set it on the host.',
  );
  reports(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --sysctl vm.swappiness=1 debian:13"),
    '6:25 error vm.swappiness is a setting of the whole host, so "debian" does not start. Set it on the host.',
  );
  reportsAs("an image that a plain service builds", built(""), "warning");
  reportsAs("an image that a privileged service builds", built("    privileged: true\n"), "info");
  reportsAs(
    "an image that nobody is known to start",
    built("x").Dockerfile.replace(/COPY[^]*/, "CMD sysctl -w vm.swappiness=1\n"),
    "info",
  );
  reports(
    "docker run --privileged, which changes the host",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --privileged debian:13 sysctl -w vm.swappiness=1"),
    "6:48 info This sets vm.swappiness of the host's kernel, for all containers and beyond the life of this one.",
  );
  reports(
    "a write without sysctl",
    "FROM debian:13\nRUN echo 1 > /proc/sys/net/ipv4/ip_forward\n",
    "2:5 warning /proc/sys is read-only in a build, so setting net.ipv4.ip_forward fails. Set it with sysctls.",
  );
  const writes = ["privileged: true", "command: sysctl -w vm.swappiness=1", "entrypoint: []"];
  reports(
    "a privileged container that a user's engine starts",
    withEngine("rootless", app(...writes)),
    "5:14 warning A rootless engine has no right to change vm.swappiness, so this fails. Set it on the host.",
  );
  ignores(
    "a setting of the container's own network with a user's engine",
    withEngine("podman", app("privileged: true", "command: sysctl -w net.ipv4.ip_forward=1", "entrypoint: []")),
  );
  reports(
    "a privileged container in Docker Desktop",
    withEngine("desktop", app(...writes)),
    "5:14 info This sets vm.swappiness of the Docker Desktop VM's kernel, for all containers and beyond the life of this one.",
  );
  reports(
    "where to set what Docker Desktop refuses",
    withEngine("desktop", app("sysctls: { vm.swappiness: 1 }")),
    '4:16 error vm.swappiness is a setting of the whole host, so "app" does not start. Set it on Docker Desktop\'s VM.',
  );
});
