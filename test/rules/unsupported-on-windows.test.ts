import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("unsupported-on-windows");
const windows = "mcr.microsoft.com/windows/servercore:ltsc2022";

describe("unsupported-on-windows on near misses", () => {
  ignores("zero, the default", service(windows, "pids_limit: 0"));
  ignores("a Linux image", service("nginx:1.29", "pids_limit: 100", 'tmpfs: ["/run"]'));
  ignores("privileged, which has a rule of its own", service(windows, "privileged: true"));
  ignores("a mount without a type", `FROM ${windows}\nRUN --mount=target=C:/src dir C:\\src\n`);
  reports(
    "two settings",
    service(windows, "memswap_limit: 4g", "deploy: { resources: { limits: { pids: 5 } } }"),
    `4:20 warning ${windows} is a Windows image, and Windows does not support MemorySwap, so the engine refuses to create the container.`,
    `5:44 warning ${windows} is a Windows image, and Windows does not support PidsLimit, so the engine refuses to create the container.`,
  );
  reportsAs("ssh for a build", `FROM ${windows}\nRUN --mount=type=ssh git clone x\n`, "warning");
  reportsAs(
    "docker run",
    {
      ".github/workflows/t.yml": `on: push\njobs:\n  t:\n    runs-on: windows-2022\n    steps:\n      - shell: bash\n        run: docker run --pids-limit 5 ${windows} cmd\n`,
    },
    "warning",
  );
});
