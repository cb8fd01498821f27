import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports } = testsOf("beyond-rootless-engine");

const rootless = (...lines: readonly string[]) => withEngine("rootless", service("corp/app:1", ...lines));

describe("beyond-rootless-engine on near misses", () => {
  ignores("Docker Desktop", withEngine("desktop", service("corp/app:1", "ports: ['80:80']", "cpus: 2")));
  ignores("ports on the network of another service", rootless("network_mode: service:vpn", "ports: ['80:80']"));
  ignores("ports that the engine chooses", rootless("ports: ['80', '0:443']"));
  ignores("values that a variable gives", rootless("ports: ['${PORT}:80']", "cpus: ${CPUS}", "cpuset: ${SET}"));
  ignores("values that mean no limit", rootless("cpus: 0", "cpu_quota: 0"));
  ignores("a runtime that may be a sandbox", rootless("runtime: corp", "ports: ['80:80']"));
  ignores(
    "containers of CI jobs, whose machines have engines of their own",
    withEngine("rootless", job("runs-on: self-hosted", "steps:", "  - run: docker run -p 80:80 corp/app:1")),
  );
  reports(
    "ranges and addresses",
    rootless("ports:", "  - 443-444:443-444", "  - 127.0.0.1:1023:80/udp", "  - 1024:80"),
    '5:9 warning "app" publishes port 443, but a rootless engine may not listen below 1024, so it does not start. Publish a higher port.',
    '6:9 warning "app" publishes port 1023, but a rootless engine may not listen below 1024, so it does not start. Publish a higher port.',
  );
  reports(
    "the limits of deploy, and of processors by number",
    rootless("cpuset: '0-1'", "deploy: { resources: { limits: { cpus: '0.5', pids: 99 } } }"),
    "4:13 info cpuset needs the cpuset controller, which systemd may not delegate to users. Then a rootless engine refuses or ignores it.",
    "5:44 info cpus needs the cpu controller, which systemd may not delegate to users. Then a rootless engine refuses or ignores it.",
  );
});
