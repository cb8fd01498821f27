import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("regulated-data-on-shared-kernel");
const declared = (...more: readonly string[]) => `x-bulkhead: { ${["compliance: pci-dss", ...more].join(", ")} }`;
const hardened = ["user: '1000'", "cap_drop: [ALL]", "security_opt: [no-new-privileges=true]"];

describe("regulated-data-on-shared-kernel on near misses", () => {
  ignores("under gVisor", service("corp/app:1", "runtime: runsc", declared()));
  ignores("on an unknown runtime", service("corp/app:1", "runtime: acme", declared()));
  ignores("in a job", job("runs-on: self-hosted", "container: debian:13", "steps:", "  - run: docker run corp/app:1"));
  ignores("with one tenant and hardened", service("corp/app:1", ...hardened, declared("tenancy: single")));
  ignores("with an unknown regime", service("corp/app:1", "x-bulkhead: { compliance: pci }"));
  reportsAs("a hardened service softly", service("corp/app:1", ...hardened, declared()), "info");
  reportsAs("one tenant softly", service("corp/app:1", declared("tenancy: single")), "info");
  reportsAs(
    "a rootless engine, which shares the kernel",
    withEngine("rootless", service("a:1", declared())),
    "warning",
  );
  reports(
    "several regimes in one sentence",
    service("corp/app:1", 'x-bulkhead: { compliance: "pci-dss,hipaa" }'),
    '2:3 warning "app" is declared to hold PCI DSS and HIPAA data, but shares its kernel with other containers. Reviewers commonly expect a VM per tenant with the containers inside.',
  );
});
