import { service, testsOf } from "./nearMisses.ts";

const { fixes, ignores, reports } = testsOf("runtime-hardening-missing");

describe("runtime-hardening-missing on near misses", () => {
  ignores("on Windows containers", service("mcr.microsoft.com/windows/nanoserver:ltsc2025"));
  ignores("under gVisor", service("corp/app:1", "runtime: runsc"));
  ignores("on lists that cannot be read", service("corp/app:1", "cap_drop: ${DROP}", "security_opt: ${OPTIONS}"));
  ignores("on a service that may be extended", {
    "compose.yaml": "services:\n  app:\n    extends: { service: base, file: gone.yaml }\n    image: corp/app:1\n",
  });
  reports(
    "what is missing",
    service("corp/app:1", "user: root", "cap_drop: [NET_RAW]", "read_only: true"),
    '2:3 hint "app" keeps rights that an attacker in it would have too: it lacks no-new-privileges, user and pids_limit.',
  );
  fixes(
    "by adding to lists that are there",
    service(
      "corp/app:1",
      "security_opt:",
      "  - label=type:app",
      "cap_drop: [ALL]",
      "read_only: true",
      "pids_limit: 100",
    ),
    "services:\n  app:\n    image: corp/app:1\n    security_opt:\n      - label=type:app\n      - no-new-privileges=true\n    cap_drop: [ALL]\n    read_only: true\n    pids_limit: 100\n",
  );
});
