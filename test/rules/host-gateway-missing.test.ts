import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("host-gateway-missing");
const use = 'environment: { API: "http://host.docker.internal:3000" }';

describe("host-gateway-missing on near misses", () => {
  ignores("names that a run gives", service("corp/api:4", use, "extra_hosts: $HOSTS"));
  ignores("an address of its own", service("corp/api:4", use, "extra_hosts: { host.docker.internal: 10.0.0.1 }"));
  ignores("the host's network", service("corp/api:4", use, "network_mode: host"));
  ignores("another name", service("corp/api:4", 'environment: { API: "http://my-host.docker.internal.example.com" }'));
  ignores(
    "an address that brokers announce",
    service("corp/kafka:4", 'environment: { KAFKA_ADVERTISED_LISTENERS: "D://host.docker.internal:9092" }'),
  );
  ignores(
    "a service that is not wholly read",
    service("corp/api:4", use, "extends: { file: other.yaml, service: api }"),
  );
  reportsAs(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run -e API=http://host.docker.internal:3000 corp/api:4"),
    "info",
  );
  const caller = service("corp/app:1", "environment: { API: 'http://host.docker.internal:8000' }");
  ignores("Docker Desktop, which defines the name", withEngine("desktop", caller));
  reports(
    "that a rootless engine needs more",
    withEngine("rootless", caller),
    '4:25 info "app" uses host.docker.internal, which only Docker Desktop defines. Add "host.docker.internal:host-gateway" to extra_hosts, and let the rootless engine reach the host\'s loopback.',
  );
});
