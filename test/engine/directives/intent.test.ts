import assert from "node:assert/strict";
import { declares, intentOf, type IntentKey } from "../../../server/src/engine/facts/intent.ts";
import { defineRule } from "../../../server/src/engine/rule.ts";
import { analyzeFiles, engineFor } from "../../../scripts/examples.ts";

const seen: string[] = [];

/** Notes the intent of every workload that it meets. */
const listener = defineRule({
  id: "listener",
  category: "machine",
  since: "0.1.0",
  severity: "info",
  profile: "essential",
  summary: "For tests",
  why: "",
  instead: "",
  sources: [],
  examples: { invalid: [], valid: [] },
  check: {
    service: (service, { project }) => note(service.name, intentOf(project, service)),
    stage: (stage, { project }) => note(stage.name ?? "stage", intentOf(project, stage)),
    machine: (machine, { project }) => note(machine.name, intentOf(project, machine)),
    job(job, { project }) {
      note(job.name, intentOf(project, job));
      seen.push(`payments: ${declares(project, job, "compliance", "pci-dss")}`);
    },
  },
});

function note(name: string, intent: ReturnType<typeof intentOf>): void {
  const values = [...intent].map(([key, { fact }]): readonly [IntentKey, string] => [key, fact.value]);
  seen.push(`${name}: ${values.map((pair) => pair.join("=")).join(" ")}`);
}

function intents(files: Record<string, string>): readonly string[] {
  seen.length = 0;
  analyzeFiles(files, engineFor(listener));
  // Every round of an analysis meets all workloads.
  return [...new Set(seen)];
}

describe("declared intent", () => {
  const dockerfile =
    "# bulkhead trust=trusted state=stateless\nFROM debian:12 AS app\nLABEL bulkhead.kernel=own bulkhead.state=stateful\n";

  it("of an image comes from its comment, then its labels", () => {
    assert.deepEqual(intents({ Dockerfile: dockerfile }), ["app: trust=trusted kernel=own state=stateless"]);
  });

  it("of a service comes from its comment, then x-bulkhead, its labels, and its image", () => {
    const compose = `
      services:
        # bulkhead tenancy=multi
        web:
          build: .
          x-bulkhead: { tenancy: single, trust: untrusted }
          labels:
            bulkhead.trust: trusted
            bulkhead.lifetime: ephemeral
    `;

    assert.deepEqual(intents({ "compose.yaml": compose, Dockerfile: dockerfile }), [
      "web: trust=untrusted tenancy=multi lifetime=ephemeral kernel=own state=stateless",
    ]);
  });

  it("of one workload is an exception to that of all", () => {
    const compose = `
      # bulkhead trust=trusted
      services:
        web:
          image: a
        # bulkhead trust=untrusted
        job:
          image: a
    `;

    assert.deepEqual(intents({ "compose.yaml": compose }), ["web: trust=trusted", "job: trust=untrusted"]);
  });

  it("adds up over lines, and holds lists of what a workload is under", () => {
    const workflow = `
      jobs:
        # bulkhead compliance=pci-dss,hipaa
        # bulkhead lifetime=ephemeral
        pay:
          runs-on: ubuntu-24.04
          steps: [{ run: make }]
    `;

    assert.deepEqual(intents({ ".github/workflows/ci.yml": workflow }), [
      "pay: compliance=pci-dss,hipaa lifetime=ephemeral",
      "payments: true",
    ]);
  });

  it("of a machine is written above its definition", () => {
    const vagrantfile = `
      Vagrant.configure("2") do |config|
        # bulkhead kernel=own
        config.vm.define "db" do |db|
          db.vm.box = "debian/bookworm64"
        end
      end
    `;

    assert.deepEqual(intents({ Vagrantfile: vagrantfile }), ["db: kernel=own"]);
  });

  it("that is not understood is not there", () => {
    const odd = "# bulkhead trust=maybe tenancy constructor=x toString=y\nFROM debian:12 AS app\n";

    assert.deepEqual(intents({ Dockerfile: odd }), ["app: "]);
  });
});
