import { hasDefaultBoundary } from "../../facts/boundary.ts";
import { hardeningOf, isBare } from "../../facts/hardening.ts";
import { declares, intentOf } from "../../facts/intent.ts";
import { jobAround } from "../../facts/machine/runner.ts";
import { strangersCodeOf } from "../../facts/strangersCode.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { containerName } from "../../words.ts";
import {
  declaredAs,
  declareTrustFixes,
  gapOf,
  isolationFixes,
  isolationNeedOf,
  redeclareFix,
  sandboxFix,
} from "./support.ts";

type Context = RuleContext<"declared" | "image" | "likely">;

export default defineRule({
  id: "untrusted-code-on-shared-kernel",
  category: "tenancy",
  since: "0.1.0",
  branches: {
    declared: { severity: "error", profile: "recommended" },
    image: { severity: "hint", profile: "recommended" },
    likely: { severity: "hint", profile: "recommended" },
  },
  fix: "behaviour",
  summary: "Untrusted code or several tenants share a kernel with the host",
  why: prose(
    "Namespaces and capabilities hide things from a process, but every system call still reaches the one kernel that all containers of the host share. One bug in it, such as CVE-2022-0185, is enough to leave the container. gVisor's documentation puts it plainly: containers are not a sandbox.",
    "",
    "Files do not show whose code runs, so the advice follows what you declare: `trust=untrusted`, `tenancy=multi` or `kernel=own`, in a comment, under `x-bulkhead` or in a label.",
  ),
  instead: prose(
    "From less to more separation:",
    "",
    "- **gVisor** (`runtime: runsc`): a kernel in user space. Slower system calls, no service names on Compose's networks, and it must be installed on the host.",
    "- **Kata Containers** (`runtime: kata`): a microVM for each container. Needs KVM, so nested virtualization in most cloud instances.",
    "- **Firecracker**: a microVM for each function or job, if you build the platform yourself.",
    "- **A virtual machine per tenant**, with the containers inside.",
    "",
    "Hardening (no capabilities, `no-new-privileges`, a read-only root) makes an escape harder and does not replace the boundary.",
  ),
  exceptions: prose(
    "Ignored under gVisor, Kata Containers, libkrun and Firecracker, with Hyper-V isolation, in Vagrant machines, in jobs on hosted or ephemeral runners, and for unknown runtimes. Sysbox separates users but not kernels: a warning. On self-hosted runners a warning, because the runner may be a virtual machine. Information with `kernel=shared`, which declares that the risk is accepted, and for several tenants with `trust=trusted`.",
    "",
    "Without a declaration, known software that runs code of others (judges, CI runners, coding agents, notebooks, function executors) gets a hint that asks for one, unless the service is hardened. An image that is declared and that no known service starts gets a hint too, because a Dockerfile cannot choose the runtime.",
  ),
  topic: "runtime",
  sources: [
    "https://gvisor.dev/docs/architecture_guide/security/",
    "https://github.com/kata-containers/kata-containers/blob/main/docs/design/virtualization.md",
    "https://firecracker-microvm.github.io/",
    "https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-190.pdf",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              runner:
                image: corp/runner:4
          `,
        },
        underline: "runner",
        branch: "declared",
        fixed: `
          services:
            # bulkhead trust=untrusted
            runner:
              image: corp/runner:4
              runtime: runsc
        `,
      },
      {
        title: "Capabilities that are dropped do not change whose kernel it is.",
        files: {
          "compose.yaml": `
            services:
              plugins:
                image: corp/plugins:2
                runtime: runc
                cap_drop: [ALL]
                x-bulkhead:
                  tenancy: multi
          `,
        },
        underline: "runc",
        branch: "declared",
        fixed: `
          services:
            plugins:
              image: corp/plugins:2
              runtime: runsc
              cap_drop: [ALL]
              x-bulkhead:
                tenancy: multi
        `,
      },
      {
        title: "The image declares it, and a service starts it under runc.",
        files: {
          Dockerfile: `
            # bulkhead trust=untrusted
            FROM python:3.13-slim
            CMD ["python", "/submission.py"]
          `,
          "compose.yaml": `
            services:
              judge:
                build: .
          `,
        },
        underline: "untrusted",
        branch: "declared",
        fixed: {
          "compose.yaml": `
            services:
              judge:
                build: .
                runtime: runsc
          `,
        },
      },
      {
        title: "Vagrant's provider for Docker starts a container.",
        files: {
          Vagrantfile: `
            # bulkhead trust=untrusted
            Vagrant.configure("2") do |config|
              config.vm.provider "docker" do |d|
                d.image = "corp/runner:4"
              end
            end
          `,
        },
        underline: "Vagrant.configure",
        branch: "declared",
        fixed: `
          # bulkhead trust=trusted
          Vagrant.configure("2") do |config|
            config.vm.provider "docker" do |d|
              d.image = "corp/runner:4"
            end
          end
        `,
      },
      {
        title: "A container on a self-hosted runner shares the runner's kernel.",
        files: {
          ".github/workflows/grade.yml": `
            on: [push]
            jobs:
              # bulkhead trust=untrusted
              grade:
                runs-on: self-hosted
                container: python:3.13-slim
                steps:
                  - run: python submission.py
          `,
        },
        underline: "grade",
        branch: "declared",
        severity: "warning",
        fixed: `
          on: [push]
          jobs:
            # bulkhead trust=trusted
            grade:
              runs-on: self-hosted
              container: python:3.13-slim
              steps:
                - run: python submission.py
        `,
      },
      {
        title: "Nothing in the Dockerfile decides how the image is started.",
        files: {
          Dockerfile: `
            # bulkhead trust=untrusted
            FROM python:3.13-slim
            CMD ["python", "/submission.py"]
          `,
        },
        underline: "untrusted",
        branch: "image",
        fixed: `
          # bulkhead trust=trusted
          FROM python:3.13-slim
          CMD ["python", "/submission.py"]
        `,
      },
      {
        title: "Judges run what their users send.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: judge0/judge0:1.13.1
                command: ["./scripts/workers"]
          `,
        },
        underline: "worker",
        branch: "likely",
        fixed: `
          services:
            worker:
              image: judge0/judge0:1.13.1
              command: ["./scripts/workers"]
              runtime: runsc
        `,
      },
    ],
    valid: [
      {
        title: "gVisor's kernel handles the system calls.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              runner:
                image: corp/runner:4
                runtime: runsc
          `,
        },
      },
      {
        title: "The job has a virtual machine for itself.",
        files: {
          ".github/workflows/grade.yml": `
            on: [push]
            jobs:
              # bulkhead trust=untrusted
              grade:
                runs-on: ubuntu-24.04
                container: python:3.13-slim
                steps:
                  - run: python submission.py
          `,
        },
      },
      {
        title: "Each tenant has a machine, with the containers inside.",
        files: {
          Vagrantfile: `
            # bulkhead tenancy=multi
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              %w[red blue].each do |tenant|
                config.vm.define tenant do |m|
                  m.vm.provision "docker" do |d|
                    d.run "corp/runner:4"
                  end
                end
              end
            end
          `,
        },
      },
      {
        title: "The declaration answers the question.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=trusted
              ci:
                image: gitlab/gitlab-runner:v18.5.0
          `,
        },
      },
      {
        title: "An agent that runs code of others, hardened.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: jenkins/inbound-agent:3327.v868139a_d00e0-1
                cap_drop: [ALL]
                security_opt: ["no-new-privileges=true"]
          `,
        },
      },
      {
        title: "A variable gives the runtime.",
        files: {
          "compose.yaml": `
            services:
              # bulkhead trust=untrusted
              runner:
                image: corp/runner:4
                runtime: \${RUNTIME:?}
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      // A job has the same kernel as its containers, and is reported itself.
      if (jobAround(context.project, service)) return;
      reportIfDeclared(service, context);
      reportLikely(service, context);
    },
    stage(stage, context) {
      const { project, report } = context;
      const need =
        stage.isFinal && project.servicesOf(stage).length === 0 ? isolationNeedOf(project, stage) : undefined;
      if (!need || declares(project, stage, "kernel", "shared")) return;
      report({
        branch: "image",
        at: need.fact.at,
        message: `This image is declared ${declaredAs(need)}, but a Dockerfile cannot choose its runtime. Start it with --runtime=runsc or in a VM.`,
        fixes: redeclareFix(need, context),
      });
    },
    job: (job, context) => reportIfDeclared(job, context),
    machine: (machine, context) => reportIfDeclared(machine, context),
  },
});

function reportIfDeclared(workload: Service | Job | Machine, context: Context): void {
  const { project, report } = context;
  const need = isolationNeedOf(project, workload);
  const gap = need && gapOf(project, workload, need);
  if (!need || !gap) return;
  const { at } = workload.kind === "service" && workload.runtime.state === "known" ? workload.runtime : workload;
  report({
    branch: "declared",
    at,
    severity: gap.severity,
    message: `${gap.subject} is declared ${declaredAs(need)}, but ${gap.shares}. ${gap.remedy}`,
    related: [{ at: need.fact.at, message: "The declaration." }],
    fixes: [...(workload.kind === "service" ? isolationFixes(workload, context) : []), ...redeclareFix(need, context)],
  });
}

function reportLikely(service: Service, context: Context): void {
  const { project, report } = context;
  const intent = intentOf(project, service);
  const isAnswered =
    intent.get("tenancy")?.fact.value === "multi" ||
    (["trust", "compliance", "kernel"] as const).some((key) => intent.has(key));
  const sign = isAnswered || !hasDefaultBoundary(project, service) ? undefined : strangersCodeOf(project, service);
  if (!sign || !isBare(hardeningOf(project, service))) return;
  report({
    branch: "likely",
    at: service.at,
    message: `${containerName(service)} is ${sign.title ?? "named like a code runner"}, so code of others may call the host's kernel. Declare trust=untrusted or trust=trusted.`,
    related: sign.title === undefined ? [] : [{ at: sign.at, message: "The image." }],
    fixes: [...sandboxFix(service, context), ...declareTrustFixes(service, context)],
  });
}
