import assert from "node:assert/strict";
import { assessmentOf, type Assessment } from "../../../server/src/engine/facts/assessment.ts";
import { projectOf, serviceIn } from "./reading.ts";

/** The assessment of the first workload of the first file, as texts. */
function assessed(files: Readonly<Record<string, string>>) {
  const project = projectOf(files);
  const [workload] = project.workloads;
  assert.ok(workload, "there is a workload");
  return summary(assessmentOf(project, workload));
}

function summary({ openings, needs, intent, image, mainProcess, memory, reads }: Assessment) {
  return {
    openings: openings.map(({ what }) => what),
    needs: needs.map(({ need }) => need),
    intent: [...intent].map(([key, { fact }]) => `${key}=${fact.value}`),
    image: image?.family,
    process: mainProcess?.words.map(({ text }) => text).join(" "),
    memory: memory?.limit.state,
    reads,
  };
}

describe("the assessment", () => {
  it("of a service has what its files show", () => {
    const compose = `
      services:
        app: # bulkhead trust=untrusted
          build: .
          pid: host
          mem_limit: 1g
          devices: [/dev/kvm]
    `;
    const Dockerfile = 'FROM debian:12\nCMD ["dockerd", "--debug"]\n';

    assert.deepEqual(assessed({ "compose.yaml": compose, Dockerfile }), {
      openings: ["pid", "/dev/kvm"],
      needs: ["nested-engine", "kvm"],
      intent: ["trust=untrusted"],
      image: "debian",
      process: '"dockerd" "--debug"',
      memory: "known",
      reads: "all",
    });
  });

  it("of a stage is about its build and its image", () => {
    const Dockerfile = 'FROM moby/buildkit:rootless\nRUN --network=host make\nCMD ["app"]\n';
    const { openings, needs, process, memory, reads } = assessed({ Dockerfile });

    assert.deepEqual([openings, needs], [["network"], ["rootless-buildkit", "nested-engine"]]);
    assert.deepEqual([process, memory, reads], ['"app"', undefined, "all"]);
  });

  it("of a machine is about its box, its networks and what provisions it", () => {
    const Vagrantfile = `
      # bulkhead kernel=own
      Vagrant.configure("2") do |config|
        config.vm.box = "debian/bookworm64"
        config.vm.network "public_network"
        config.vm.provision "shell", inline: "dockerd"
      end
    `;

    assert.deepEqual(assessed({ Vagrantfile }), {
      openings: ["public_network"],
      needs: ["nested-engine"],
      intent: ["kernel=own"],
      image: "debian",
      process: undefined,
      memory: undefined,
      reads: "all",
    });
  });

  it("of a job is about its container and its commands", () => {
    const workflow = `
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          container:
            image: alpine:3.22
            options: --privileged --memory 1g
          steps:
            - run: kubelet
    `;

    assert.deepEqual(assessed({ ".github/workflows/test.yml": workflow }), {
      openings: ["privileged"],
      needs: ["cluster-node"],
      intent: [],
      image: "alpine",
      process: undefined,
      memory: "known",
      reads: "all",
    });
  });

  it("reports that it is based on only a part", () => {
    const readsOf = (service: string, others: Readonly<Record<string, string>> = {}): string =>
      assessed({ "compose.yaml": `services:\n  app:\n    ${service}\n`, ...others }).reads;

    assert.equal(readsOf("image: a"), "all");
    for (const service of ["image: $IMAGE", "image: a\n    privileged: $P", "build: .", "extends: gone"]) {
      assert.equal(readsOf(service), "part", service);
    }
    assert.equal(readsOf("build: .", { Dockerfile: "FROM debian:12\n" }), "all");
    assert.equal(readsOf("build: .", { Dockerfile: "ARG BASE\nFROM $BASE\n" }), "part");
  });

  it("is derived once", () => {
    const project = projectOf({ "compose.yaml": "services:\n  app:\n    image: a\n" });

    assert.equal(assessmentOf(project, serviceIn(project)), assessmentOf(project, serviceIn(project)));
  });
});
