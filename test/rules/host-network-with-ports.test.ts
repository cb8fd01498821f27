import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, says, fixes } = testsOf("host-network-with-ports");
const step = (...lines: readonly string[]) =>
  job("runs-on: ubuntu-24.04", "steps:", "  - run: |", ...lines.map((line) => `      ${line}`));

describe("host-network-with-ports on near misses", () => {
  ignores("on ports that are only exposed", service("nginx:1.29", "network_mode: host", 'expose: ["80"]'));
  ignores("on an empty list", service("nginx:1.29", "network_mode: host", "ports: []"));
  ignores("on a mode without a name", service("nginx:1.29", 'network_mode: ""', "networks: [front]"));
  ignores("on networks without a value", service("nginx:1.29", "network_mode: bridge", "networks:"));
  ignores("on ports that are reset", service("nginx:1.29", "network_mode: host", "ports: !reset []"));
  ignores("on an argument of the program in the container", step("docker run --net=host nginx:1.29 -p 80:80"));
  reports(
    "of networks beside any mode",
    service("nginx:1.29", "network_mode: none", "networks: [front]"),
    '5:5 error "app" has both "network_mode" and "networks", so Compose rejects the file. Remove one of them.',
  );
  reports(
    "of a mode that another file brings",
    {
      "compose.yaml": 'services:\n  app:\n    image: nginx:1.29\n    ports: ["80:80"]\n',
      "compose.override.yaml": "services:\n  app:\n    network_mode: host\n",
    },
    '4:5 warning "app" uses the host\'s network, so "ports" has no effect. Remove it.',
  );
  reports(
    "of ports that the override file adds, there",
    {
      "compose.override.yaml": 'services:\n  app:\n    ports: ["80:80"]\n',
      "compose.yaml": "services:\n  app:\n    image: nginx:1.29\n    network_mode: host\n",
    },
    '3:5 warning "app" uses the host\'s network, so "ports" has no effect. Remove it.',
  );
  says(
    "the flag of docker run",
    step("docker run -p 80:80 --net=host nginx:1.29"),
    '"nginx" uses the host\'s network, so "-p" has no effect. Remove it.',
  );
  says(
    "the flag among others",
    step("docker run -dp 80:80 --net=host nginx:1.29"),
    '"nginx" uses the host\'s network, so "-p" has no effect. Remove it.',
  );
  says(
    "the key of Compose",
    service("nginx:1.29", "network_mode: host", 'ports: ["80:80"]'),
    '"app" uses the host\'s network, so "ports" has no effect. Remove it.',
  );
  reports(
    "of docker run",
    step("docker run --net=host -p 80:80 nginx:1.29"),
    '7:33 warning "nginx" uses the host\'s network, so "-p" has no effect. Remove it.',
  );
  fixes(
    "a list with comments",
    service("nginx:1.29", "network_mode: host", "ports: # the site", '  - "80:80" # plain', "restart: always"),
    "services:\n  app:\n    image: nginx:1.29\n    network_mode: host\n    restart: always\n",
    "safe",
  );
  fixes(
    "a default with care, as another mode may be given",
    service("nginx:1.29", "network_mode: ${MODE:-host}", 'ports: ["80:80"]'),
    "services:\n  app:\n    image: nginx:1.29\n    network_mode: ${MODE:-host}\n",
  );
  fixes(
    "nothing that an alias needs",
    {
      "compose.yaml":
        'services:\n  app:\n    image: nginx:1.29\n    network_mode: host\n    ports: &ports\n      - "80:80"\n  other:\n    image: nginx:1.29\n    ports: *ports\n',
    },
    undefined,
  );
  fixes("nothing that says more than a port", step("docker run --network host -dp 80:80 nginx:1.29"), undefined);
});
