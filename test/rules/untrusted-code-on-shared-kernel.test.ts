import { job, service, testsOf, withEngine } from "./nearMisses.ts";

const { fixes, ignores, offers, reports, reportsAs } = testsOf("untrusted-code-on-shared-kernel");
const untrusted = "x-bulkhead: { trust: untrusted }";
const remedy = "Use gVisor (slower system calls), a Kata microVM (needs KVM) or a VM.";
const image = (repository: string) => service(repository);

describe("untrusted-code-on-shared-kernel on near misses", () => {
  for (const runtime of ["runsc-kvm", "kata-fc", "io.containerd.kata.v2", "krun", "acme", "${RUNTIME}"]) {
    ignores(`under ${runtime}`, service("corp/app:1", `runtime: ${runtime}`, untrusted));
  }
  ignores("with Hyper-V isolation", service("corp/app:1", "isolation: hyperv", untrusted));
  ignores("without a declaration", service("corp/app:1"));
  ignores(
    "with trusted code",
    service("corp/app:1", "x-bulkhead: { trust: trusted, tenancy: single, kernel: shared }"),
  );
  reports(
    "a service on the default runtime",
    service("corp/app:1", untrusted),
    `2:3 error "app" is declared untrusted, but shares the host's kernel. ${remedy}`,
  );
  reports(
    "several tenants at the runtime that is written",
    service("corp/app:1", "runtime: crun", "x-bulkhead: { tenancy: multi }"),
    `4:14 error "app" is declared multi-tenant, but shares the host's kernel. ${remedy}`,
  );
  reports(
    "a kernel of its own that it does not have",
    service("corp/app:1", "x-bulkhead: { kernel: own }"),
    '2:3 error "app" is declared to need its own kernel, but shares the host\'s kernel. Use a Kata microVM (needs KVM) or a VM.',
  );
  reports(
    "Sysbox, which separates users only",
    service("corp/app:1", "runtime: sysbox-runc", untrusted),
    `4:14 warning "app" is declared untrusted, but shares the host's kernel under Sysbox. ${remedy}`,
  );
  reportsAs("an accepted risk", service("corp/app:1", "x-bulkhead: { trust: untrusted, kernel: shared }"), "info");
  reportsAs(
    "tenants with trusted code",
    service("corp/app:1", "x-bulkhead: { trust: trusted, tenancy: multi }"),
    "info",
  );
  reportsAs("a privileged service", service("corp/app:1", "privileged: true", untrusted), "error");

  reports(
    "a rootless engine as a user namespace",
    withEngine("rootless", service("corp/app:1", untrusted)),
    '2:3 warning "app" is declared untrusted, but shares the host\'s kernel under a rootless engine. Use gVisor (slower system calls), a Kata microVM (needs KVM) or a VM.',
  );
  reports(
    "whose kernel it is in Docker Desktop",
    withEngine("desktop", service("corp/app:1", untrusted)),
    '2:3 error "app" is declared untrusted, but shares the kernel of Docker Desktop\'s VM. Use gVisor (slower system calls), a Kata microVM (needs KVM) or a VM.',
  );

  describe("offers", () => {
    offers(
      "gVisor with its cost",
      service("corp/app:1", untrusted),
      'Run under gVisor with "runtime: runsc" (install it on the host first; slower system calls)',
    );
    offers(
      "gVisor with the names that it breaks",
      {
        "compose.yaml": `services:\n  app:\n    image: corp/app:1\n    ${untrusted}\n    environment:\n      DB: postgres://db:5432/app\n  db:\n    image: postgres:17\n`,
      },
      'Run under gVisor with "runtime: runsc" (install it on the host first; "db" no longer resolves)',
    );
    offers(
      "hardening where gVisor does not run",
      withEngine("desktop", service("corp/app:1", untrusted)),
      "Harden: add no-new-privileges, cap_drop ALL, read_only, tmpfs and pids_limit (test it)",
    );
    offers(
      "hardening if gVisor conflicts with a setting",
      service("corp/app:1", "network_mode: host", "read_only: true", "user: '1000'", untrusted),
      "Harden: add no-new-privileges, cap_drop ALL and pids_limit (test it)",
    );
    offers(
      "another declaration of a privileged service",
      service("corp/app:1", "privileged: true", untrusted),
      "Declare trust=trusted instead",
    );
  });

  fixes(
    "a quoted declaration",
    service("corp/app:1", "privileged: true", 'labels: { bulkhead.trust: "untrusted" }'),
    'services:\n  app:\n    image: corp/app:1\n    privileged: true\n    labels: { bulkhead.trust: "trusted" }\n',
  );
  fixes(
    "nothing that another entry brings",
    {
      "compose.yaml":
        "x-base: &base\n  privileged: true\n  x-bulkhead: { trust: untrusted }\nservices:\n  app:\n    <<: *base\n    image: corp/app:1\n",
    },
    undefined,
  );

  describe("in jobs", () => {
    const step = ["steps:", "  - run: ./grade"];
    const declared = (...lines: readonly string[]) => ({
      ".github/workflows/a.yml": `on: [push]\njobs:\n  # bulkhead trust=untrusted\n  a:\n${lines.map((line) => `    ${line}\n`).join("")}`,
    });
    ignores("on a hosted runner", declared("runs-on: ubuntu-24.04", "container: debian:13", ...step));
    ignores("on an ephemeral runner", declared("runs-on: [self-hosted, ephemeral]", ...step));
    ignores("on a label of one's own", declared("runs-on: big-machine", ...step));
    ignores("without a declaration", job("runs-on: self-hosted", ...step));
    reports(
      "on a self-hosted runner once",
      declared("runs-on: self-hosted", "steps:", "  - run: docker run debian:13 ./grade"),
      '4:3 warning Job "a" is declared untrusted, but shares a self-hosted runner with other jobs. Use a hosted runner, or an ephemeral one in a VM for each job.',
    );
    reports(
      "on a runner that is a container",
      declared("runs-on: ubuntu-slim", ...step),
      '4:3 error Job "a" is declared untrusted, but its runner is a container on a shared kernel. Use a hosted runner, or an ephemeral one in a VM for each job.',
    );
  });

  describe("in machines", () => {
    const machines = (...lines: readonly string[]) => ({
      Vagrantfile: ['Vagrant.configure("2") do |config|', ...lines, "end", ""].join("\n"),
    });
    ignores(
      "that run untrusted code for one party",
      machines("  # bulkhead trust=untrusted", '  config.vm.box = "bento/ubuntu-24.04"'),
    );
    reports(
      "that several tenants share",
      machines("  # bulkhead tenancy=multi", '  config.vm.box = "bento/ubuntu-24.04"'),
      '3:19 error Machine "default" is declared multi-tenant, but all tenants share its kernel. Define a machine for each tenant.',
    );
  });

  describe("of images that are known to run code of others", () => {
    for (const known of [
      "judge0/judge0:1.13.1",
      "ghcr.io/engineer-man/piston",
      "dmoj/judge-tier3:latest",
      "langgenius/dify-sandbox:0.2.12",
      "myoung34/github-runner:latest",
      "docker.io/gitea/act_runner:nightly",
      "jenkins/inbound-agent:latest",
      "ghcr.io/openhands/openhands:latest",
      "jupyter/pyspark-notebook:spark-3.5.0",
      "openruntimes/executor:0.11.4",
      "ghcr.io/windmill-labs/windmill:main",
    ]) {
      reportsAs(known, image(known), "hint");
    }
    for (const other of [
      "datadog/agent:latest",
      "portainer/agent:2.33.1",
      "jupyterhub/configurable-http-proxy:5",
      "jenkins/jenkins:lts",
    ]) {
      ignores(other, image(other));
    }
    ignores("with a measure taken", service("judge0/judge0:1", "read_only: true"));
    ignores("with an answer", service("judge0/judge0:1", "x-bulkhead: { trust: trusted }"));
    ignores("in a virtual machine", {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n  config.vm.provision "docker" do |d|\n    d.run "judge0/judge0:1"\n  end\nend\n',
    });
    ignores("in a job", job("runs-on: self-hosted", "container: jenkins/inbound-agent:latest"));
    reports(
      "by the name of the service",
      { "compose.yaml": "services:\n  code-executor:\n    build: ./executor\n" },
      '2:3 hint "code-executor" is named like a code runner, so code of others may call the host\'s kernel. Declare trust=untrusted or trust=trusted.',
    );
    for (const name of ["judge", "test-runner", "agent", "sandbox", "executor"]) {
      ignores(`not by the name ${name}`, { "compose.yaml": `services:\n  ${name}:\n    image: corp/app:1\n` });
    }
    fixes(
      "by asking in a comment if gVisor cannot run it",
      service("judge0/judge0:1", "network_mode: host"),
      "services:\n  # bulkhead trust=untrusted\n  app:\n    image: judge0/judge0:1\n    network_mode: host\n",
    );
  });

  describe("in Dockerfiles", () => {
    ignores(
      "for a stage that is not shipped",
      "# bulkhead trust=untrusted\nFROM golang:1.25 AS build\nFROM alpine:3.22\n",
    );
    ignores("for an accepted risk", "# bulkhead trust=untrusted kernel=shared\nFROM alpine:3.22\n");
    ignores("whose service has a sandbox", {
      Dockerfile: "# bulkhead trust=untrusted\nFROM alpine:3.22\n",
      "compose.yaml": "services:\n  app:\n    build: .\n    runtime: runsc\n",
    });
    ignores("whose service is declared in its own file", {
      Dockerfile: "FROM alpine:3.22\n",
      "compose.yaml": `services:\n  app:\n    build: .\n    ${untrusted}\n`,
    });
    ignores("whose service declares otherwise", {
      Dockerfile: "# bulkhead trust=untrusted\nFROM alpine:3.22\n",
      "compose.yaml": "services:\n  app:\n    build: .\n    x-bulkhead: { trust: trusted }\n",
    });
    reports(
      "a label",
      "FROM alpine:3.22\nLABEL bulkhead.trust=untrusted\n",
      "2:22 hint This image is declared untrusted, but a Dockerfile cannot choose its runtime. Start it with --runtime=runsc or in a VM.",
    );
  });
});
