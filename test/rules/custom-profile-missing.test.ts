import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("custom-profile-missing");

describe("custom-profile-missing on near misses", () => {
  ignores(
    "on a path of another system",
    service("corp/app:1", "security_opt: ['seccomp=C:\\p.json', 'seccomp=~/p.json']"),
  );
  ignores("on the engine's own profile", service("corp/app:1", "security_opt: ['seccomp=builtin']"));
  ignores(
    "on a shell's folder",
    job("runs-on: self-hosted", "steps:", "  - run: docker run --security-opt seccomp=p.json a:1"),
  );
  ignores("on a folder above the workspace", service("corp/app:1", "security_opt: ['seccomp=../../../p.json']"));
  reports(
    "a missing file of a folder",
    service("corp/app:1", "security_opt: ['seccomp=docker/p.json']"),
    '4:20 error The seccomp profile docker/p.json does not exist, so Compose does not create "app". The path is relative to the project folder.',
  );
});
