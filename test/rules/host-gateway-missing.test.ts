import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("host-gateway-missing");
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
});
