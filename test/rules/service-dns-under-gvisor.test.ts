import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("service-dns-under-gvisor");
const compose = (...lines: readonly string[]) => ({
  "compose.yaml": [
    "services:",
    "  worker:",
    "    image: python:3.13-slim",
    ...lines.map((line) => `    ${line}`),
    "  redis:",
    "    image: redis:8",
    "",
  ].join("\n"),
});
const message =
  '"worker" reaches "redis" by name, but gVisor cannot ask Docker\'s DNS on Compose networks. Use a fixed address with extra_hosts.';

describe("service-dns-under-gvisor on near misses", () => {
  ignores("under runc", compose("environment: { REDIS_HOST: redis }"));
  ignores("on another sandbox", compose("runtime: kata", "environment: { REDIS_HOST: redis }"));
  ignores("on a word that is no name", compose("runtime: runsc", "environment: { CACHE: redis }"));
  ignores("on an address", compose("runtime: runsc", "environment: { REDIS_HOST: 172.28.0.10 }"));
  ignores("on a dependency alone", compose("runtime: runsc", "depends_on: [redis]"));
  ignores("on a path", compose("runtime: runsc", "environment: { DATA_URL: file:///srv/redis }"));
  ignores(
    "on DNS servers of the service's own",
    compose("runtime: runsc", "dns: 10.0.0.2", "environment: { REDIS_HOST: redis }"),
  );
  ignores(
    "on hosts that a variable gives",
    compose("runtime: runsc", "extra_hosts: ['${HOSTS}']", "environment: { REDIS_HOST: redis }"),
  );
  reports(
    "a host with credentials",
    compose("runtime: runsc-kvm", "environment: { BROKER: 'redis://user:secret@redis:6379/0' }"),
    `4:14 warning ${message}`,
  );
  reports("a plain host", compose("runtime: runsc", "environment: { REDIS_HOST: redis }"), `4:14 warning ${message}`);
});
