import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("conflicting-limits");

const service = (...lines: readonly string[]) => ({
  "compose.yaml": ["services:", "  web:", "    image: nginx:1.29", ...lines.map((line) => `    ${line}`), ""].join(
    "\n",
  ),
});

describe("conflicting-limits on near misses", () => {
  reports(
    "options of docker run",
    {
      Jenkinsfile:
        'pipeline {\n  agent any\n  stages { stage("t") { steps { sh "docker run -m 1g --memory-swap 512m nginx" } } }\n}\n',
    },
    '3:68 error The engine does not create "nginx": memory and swap together (512 MiB) are less than its memory (1 GiB). Raise the sum.',
  );
  reports(
    "two kinds of values once",
    service("mem_limit: 1g", "memswap_limit: 512m", "deploy:", "  resources:", "    limits:", "      memory: 2g"),
    '4:5 error Compose refuses the project: "mem_limit" and "deploy.resources.limits.memory" of "web" differ. Keep one of them.',
  );
  ignores(
    "limits under deploy beside a short key that they do not have",
    service("mem_reservation: 64m", "deploy:", "  resources:", "    limits:", "      memory: 1g"),
  );
  ignores(
    "an equal number of processors",
    service("cpus: 0.50", "deploy:", "  resources:", "    limits:", '      cpus: "0.5"'),
  );
  ignores("a key without a limit", service("mem_limit: 0", "memswap_limit: 0"));
  ignores("limits that an unread override file completes", {
    "compose.prod.yaml": "services:\n  web:\n    memswap_limit: 1g\n",
  });
  ignores("a quota with its period", service("cpu_quota: 50000", "cpu_period: 100000"));
  ignores("the minimum itself", service("mem_limit: 6m"));
});
