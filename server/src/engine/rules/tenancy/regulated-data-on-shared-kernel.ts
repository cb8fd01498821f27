import { hasDefaultBoundary } from "../../facts/boundary.ts";
import { hardeningOf, isHardened } from "../../facts/hardening.ts";
import { declares, intentOf } from "../../facts/intent.ts";
import { jobAround } from "../../facts/machine/runner.ts";
import type { Known } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { containerName, list } from "../../words.ts";
import { isolationFixes } from "./support.ts";

const titles: Readonly<Record<string, string>> = {
  "pci-dss": "PCI DSS",
  hipaa: "HIPAA",
  fedramp: "FedRAMP",
  other: "regulated",
};

export default defineRule({
  id: "regulated-data-on-shared-kernel",
  category: "tenancy",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "Workload with regulated data shares its kernel with other containers",
  why: prose(
    "Containers of one host share its kernel, so a compromised neighbour is one kernel bug away from the data. NIST's guide to container security advises to put only containers of the same purpose, sensitivity and threat posture on one kernel, and reviewers commonly ask how other workloads are kept away.",
    "",
    "Which separation a regime demands depends on its scope and on the assessor. Bulkhead does not know either: it reports that the declared data and the boundary do not obviously fit.",
  ),
  instead: prose(
    "The usual pattern is the hybrid of the large providers: a virtual machine per tenant or sensitivity level, with the containers inside. A sandbox runtime (gVisor, Kata Containers) for the service is the smaller step.",
    "",
    "If one party has the host for itself, declare `tenancy=single` and harden the service: no capabilities, `no-new-privileges`, an ordinary user.",
  ),
  exceptions: prose(
    "Information with `tenancy=single` or `kernel=shared`, or if the service is hardened; nothing if it is hardened and has one of these. Ignored under sandbox runtimes, in Vagrant machines and CI jobs, and for unknown runtimes. `untrusted-code-on-shared-kernel` comes first.",
  ),
  yieldsTo: [{ rule: "untrusted-code-on-shared-kernel", on: "workload" }],
  topic: "runtime",
  sources: [
    "https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-190.pdf",
    "https://csrc.nist.gov/pubs/sp/800/190/final",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              # bulkhead compliance=pci-dss
              payments:
                image: corp/payments:7
          `,
        },
        underline: "payments",
        fixed: `
          services:
            # bulkhead compliance=pci-dss
            payments:
              image: corp/payments:7
              runtime: runsc
        `,
      },
      {
        title: "One party has the host, but the service is not hardened.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead compliance=hipaa,other tenancy=single
              records:
                image: corp/records:2
          `,
        },
        underline: "records",
        severity: "info",
        fixed: `
          services:
            # bulkhead compliance=hipaa,other tenancy=single
            records:
              image: corp/records:2
              runtime: runsc
        `,
      },
    ],
    valid: [
      {
        title: "A microVM of its own.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead compliance=pci-dss
              payments:
                image: corp/payments:7
                runtime: kata
          `,
        },
      },
      {
        title: "One party, and hardened.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead compliance=pci-dss tenancy=single
              payments:
                image: corp/payments:7
                user: "1000"
                cap_drop: [ALL]
                security_opt: ["no-new-privileges=true"]
          `,
        },
      },
      {
        title: "The containers run inside a virtual machine.",
        files: {
          Vagrantfile: `
            # bulkhead compliance=pci-dss
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "docker" do |d|
                d.run "corp/payments:7"
              end
            end
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      if (!jobAround(context.project, service)) reportRegulated(service, context);
    },
  },
});

function reportRegulated(service: Service, context: RuleContext): void {
  const { project, report } = context;
  const fact = intentOf(project, service).get("compliance")?.fact;
  if (!fact || !hasDefaultBoundary(project, service)) return;
  const isAlone = declares(project, service, "tenancy", "single") || declares(project, service, "kernel", "shared");
  const isHard = isHardened(hardeningOf(project, service));
  if (isAlone && isHard) return;
  const remedy = isAlone
    ? "Harden it, or use a sandbox runtime."
    : "Reviewers commonly expect a VM per tenant with the containers inside.";
  report({
    at: service.at,
    severity: isAlone || isHard ? "info" : "warning",
    message: `${containerName(service)} is declared to hold ${dataOf(fact)} data, but shares its kernel with other containers. ${remedy}`,
    related: [{ at: fact.at, message: "The declaration." }],
    fixes: isolationFixes(service, context),
  });
}

function dataOf({ value }: Known<string>): string {
  return list(value.split(",").map((one) => titles[one] ?? one));
}
