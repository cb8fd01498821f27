import { job, service, testsOf } from "./nearMisses.ts";

const { fixes, ignores, reports } = testsOf("shared-network-conflict");
const step = (line: string) => job("runs-on: ubuntu-24.04", "steps:", `  - run: ${line}`);

describe("shared-network-conflict on near misses", () => {
  ignores(
    "a swarm, which ignores the mode",
    service("nginx:1.29", "network_mode: service:vpn", 'ports: ["80:80"]', "deploy: { replicas: 2 }"),
  );
  ignores("a mode that a run gives", service("nginx:1.29", "network_mode: ${MODE}", 'ports: ["80:80"]'));
  ignores("a host name on the host's network", service("nginx:1.29", "network_mode: host", "hostname: web"));
  ignores(
    "a default mode that shares nothing",
    service("nginx:1.29", "network_mode: bridge", "hostname: web", "links: [db]"),
  );
  reports(
    "each setting of the owner",
    service("nginx:1.29", "network_mode: container:vpn", 'expose: ["80"]', "hostname: web", "dns: 1.1.1.1"),
    '5:5 error "app" uses the network of "vpn", so the engine rejects "expose". Move it to "vpn".',
    '6:5 error "app" uses the network of "vpn", so the engine rejects "hostname". Move it to "vpn".',
    '7:5 error "app" uses the network of "vpn", so the engine rejects "dns". Move it to "vpn".',
  );
  reports(
    "ports that docker run publishes",
    step("docker run --network container:vpn -p 80:80 nginx:1.29"),
    '6:49 error "nginx" uses the network of "vpn", so the engine rejects "-p". Move it to "vpn".',
  );
  reports(
    "a host name in the UTS namespace of the host",
    service("nginx:1.29", "uts: host", "hostname: web"),
    '5:5 error "app" uses the host\'s UTS namespace, so the engine rejects a host name of its own.',
  );
  reports(
    "a setting of the base under a mode of the override file",
    {
      "compose.yaml": "services:\n  app:\n    image: nginx:1.29\n    hostname: web\n",
      "compose.override.yaml": "services:\n  app:\n    network_mode: service:vpn\n",
    },
    '4:5 error "app" uses the network of "vpn", so the engine rejects "hostname". Move it to "vpn".',
  );
  const vpn = (ports: string) => ({
    "compose.yaml": `services:\n  vpn:\n    image: qmcgaw/gluetun:v3.40\n    ports:\n      - "8000:8000"\n  app:\n    image: corp/app:1\n    network_mode: service:vpn\n    ports:\n      - ${ports}\n`,
  });
  fixes(
    "with a port beside those of the owner",
    vpn('"22:22"'),
    `services:
  vpn:
    image: qmcgaw/gluetun:v3.40
    ports:
      - "8000:8000"
      - "22:22"
  app:
    image: corp/app:1
    network_mode: service:vpn
`,
  );
  fixes("nothing in the long form", vpn("target: 80\n        published: 80"), undefined);
  fixes("nothing if a variable gives the port", vpn('"${PORT}:80"'), undefined);
});
