import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("kata-shared-network");

describe("kata-shared-network on near misses", () => {
  ignores("on a runtime that a variable gives", service("debian:13", "runtime: ${RUNTIME}", "network_mode: host"));
  ignores("on the default network", service("debian:13", "runtime: kata", "networks: [front]"));
  ignores("on a container of another project", service("debian:13", "network_mode: container:vpn"));
  reports(
    "a container that joins another one",
    service("debian:13", "runtime: kata-qemu", "network_mode: container:vpn"),
    '4:14 warning "app" runs under Kata Containers with network_mode container:vpn, but Kata cannot share it. Give it its own network.',
  );
  reports(
    "of docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --runtime kata --network host debian:13"),
    '6:35 warning "debian" runs under Kata Containers with network_mode host, but Kata may break the host\'s network. Give it its own network.',
  );
});
