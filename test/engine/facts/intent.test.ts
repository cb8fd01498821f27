import assert from "node:assert/strict";
import { declares, intentOf } from "../../../server/src/engine/facts/intent.ts";
import { machineIn, projectOf, serviceIn, stageIn } from "./reading.ts";

/** Each source says another value, so that the strongest one shows. */
const sources = {
  comment: "  # bulkhead compliance=pci-dss",
  mapping: "    x-bulkhead:\n      compliance: hipaa",
  label: "    labels:\n      bulkhead.compliance: fedramp",
  image: "LABEL bulkhead.compliance=other",
};

function declared(names: readonly (keyof typeof sources)[]): readonly unknown[] {
  const has = (name: keyof typeof sources): string => (names.includes(name) ? `${sources[name]}\n` : "");
  const project = projectOf({
    "compose.yaml": `services:\n${has("comment")}  app:\n    build: .\n${has("mapping")}${has("label")}`,
    Dockerfile: `FROM debian:12\n${has("image")}`,
  });
  const found = intentOf(project, serviceIn(project)).get("compliance");
  return [found?.fact.value, found?.contradicted.map(({ value }) => value)];
}

describe("declared intent", () => {
  it("of a comment comes before x-bulkhead, before a Compose label, before one of the image", () => {
    assert.deepEqual(declared(["comment", "mapping", "label", "image"]), ["pci-dss", ["hipaa", "fedramp", "other"]]);
    assert.deepEqual(declared(["mapping", "label", "image"]), ["hipaa", ["fedramp", "other"]]);
    assert.deepEqual(declared(["label", "image"]), ["fedramp", ["other"]]);
    assert.deepEqual(declared(["image"]), ["other", []]);
    assert.deepEqual(declared([]), [undefined, undefined]);
  });

  it("that agrees contradicts nothing", () => {
    const project = projectOf({
      "compose.yaml":
        "services:\n  # bulkhead trust=untrusted\n  app:\n    image: a\n    labels: [bulkhead.trust=untrusted]\n",
    });

    assert.deepEqual(intentOf(project, serviceIn(project)).get("trust")?.contradicted, []);
  });

  it("of the nearest comment wins over one further out", () => {
    const project = projectOf({
      "compose.yaml":
        "# bulkhead trust=trusted\nservices:\n  # bulkhead trust=untrusted\n  a:\n    image: a\n  b:\n    image: b\n",
    });

    assert.equal(declares(project, serviceIn(project, "a"), "trust", "untrusted"), true);
    assert.equal(declares(project, serviceIn(project, "b"), "trust", "trusted"), true);
  });

  it("with an unknown value does not count", () => {
    const project = projectOf({
      "compose.yaml":
        "services:\n  app:\n    image: a\n    x-bulkhead: { trust: maybe, tenancy: multi, kernel: $KERNEL, toString: x }\n",
    });

    assert.deepEqual([...intentOf(project, serviceIn(project)).keys()], ["tenancy"]);
  });

  it("may name several regimes of compliance", () => {
    const project = projectOf({ Dockerfile: "# bulkhead compliance=pci-dss,hipaa\nFROM debian:12\n" });
    const stage = stageIn(project);

    assert.equal(declares(project, stage, "compliance", "hipaa"), true);
    assert.equal(declares(project, stage, "compliance", "fedramp"), false);
  });

  it("of a stage is in comments and labels, and covers no other stage", () => {
    const project = projectOf({
      Dockerfile:
        "# bulkhead trust=untrusted\nFROM debian:12 AS a\nLABEL bulkhead.state=stateful\nFROM debian:12 AS b\n",
    });

    assert.deepEqual([...intentOf(project, stageIn(project, "a")).keys()], ["trust", "state"]);
    assert.deepEqual([...intentOf(project, stageIn(project, "b")).keys()], []);
  });

  it("of a machine is in comments", () => {
    const project = projectOf({
      Vagrantfile:
        '# bulkhead kernel=own\nVagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\nend\n',
    });

    assert.equal(declares(project, machineIn(project), "kernel", "own"), true);
  });
});
