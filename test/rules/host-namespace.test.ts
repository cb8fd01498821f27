import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("host-namespace");
const selfHosted = "runs-on: self-hosted";

describe("host-namespace on near misses", () => {
  ignores("on a variable", service("corp/app:1", "pid: ${PID}", "ipc: ${IPC:-private}"));
  ignores("on a network named host", service("corp/app:1", "networks: [host]"));
  ignores("on a host name", service("corp/app:1", "hostname: host"));
  ignores("on a sandbox, which has a rule of its own", service("corp/app:1", "runtime: runsc", "pid: host"));
  ignores("on podman's own default", job(selfHosted, "steps:", "  - run: podman run --userns host --network host a:1"));
  ignores(
    "on a network of a job's machine",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --net=host a:1"),
  );
  reports(
    "remapping that another setting does not need",
    service("corp/app:1", "userns_mode: host"),
    '4:5 info "app" opts out of user remapping (userns_mode), so root inside it is root on an engine that uses userns-remap.',
  );
  reports(
    "the network alone where it needs user remapping off",
    service("corp/app:1", "network_mode: host", "userns_mode: host"),
    '4:5 info "app" listens on every interface of the host and reaches services on its loopback address.',
  );
  reports(
    "the flag of a container on a self-hosted runner",
    job(selfHosted, "steps:", "  - run: docker run --rm --pid=host corp/app:1"),
    '6:30 warning "app" sees all processes of the host with their environment, and root in it can signal them.',
  );
  reportsAs(
    "each namespace",
    service("corp/app:1", "pid: host", "ipc: host", "uts: host", "cgroup: host"),
    "warning",
    "warning",
    "info",
    "info",
  );
  reportsAs(
    "a job's machine softly",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --pid=host a:1"),
    "info",
  );
  for (const image of ["datadog/agent:7", "docker/docker-bench-security", "vimagick/monit"]) {
    reportsAs(`${image} softly`, service(image, "pid: host"), "info");
  }
  const namespaces = service("corp/app:1", "pid: host", "ipc: host", "uts: host", "network_mode: host");
  reports(
    "what Docker Desktop's host is",
    withEngine("desktop", namespaces),
    '4:5 info "app" sees all processes of Docker Desktop\'s VM with their environment, and root in it can signal them.',
    '5:5 info "app" reads and writes the shared memory of every program on Docker Desktop\'s VM. For more of its own, set shm_size.',
  );
  reports(
    "what root reaches with the rights of a user, and ports that a rootless engine hides",
    withEngine("rootless", namespaces),
    '4:5 info "app" sees all processes of the host, and root in it can signal those of the user who runs the engine.',
    '5:5 info "app" reads and writes the shared memory of the user who runs the engine. For more of its own, set shm_size.',
    '7:5 info "app" uses the network of the rootless engine, from which ports are not reachable before Docker Engine 29.5. Publish them instead.',
  );
  reports(
    "Podman, whose host network is the host's",
    withEngine("podman", service("corp/app:1", "network_mode: host", "pid: host")),
    '5:5 info "app" sees all processes of the host, and root in it can signal those of the user who runs the engine.',
  );
});
