import assert from "node:assert/strict";
import { figures } from "../../../server/src/engine/knowledge/figures.ts";
import { providerNamed, providers } from "../../../server/src/engine/knowledge/providers.ts";
import { isSandbox, runtimeNamed, runtimes } from "../../../server/src/engine/knowledge/runtimes.ts";

describe("runtimeNamed", () => {
  const expected: readonly (readonly [string, string | undefined])[] = [
    ["runc", "runc"],
    ["io.containerd.runc.v2", "runc"],
    ["runsc", "gvisor"],
    ["runsc-kvm", "gvisor"],
    ["io.containerd.runsc.v1", "gvisor"],
    ["kata", "kata"],
    ["kata-fc", "kata"],
    ["kata-runtime", "kata"],
    ["io.containerd.kata.v2", "kata"],
    ["io.containerd.kata-clh.v2", "kata"],
    ["sysbox-runc", "sysbox"],
    ["crun", "crun"],
    ["crun-vm", "krun"],
    ["krun", "krun"],
    ["nvidia", "nvidia"],
    ["youki", "youki"],
    ["aws.firecracker", "firecracker"],
    ["mycompany-runtime", undefined],
  ];
  for (const [name, id] of expected)
    it(`takes ${name} for ${id ?? "unknown"}`, () => assert.equal(runtimeNamed(name)?.id, id));

  it("separates sandboxes from runtimes that share the kernel", () => {
    assert.equal(isSandbox(runtimeNamed("runsc")), true);
    assert.equal(isSandbox(runtimeNamed("kata")), true);
    assert.equal(isSandbox(runtimeNamed("sysbox-runc")), false);
    assert.equal(isSandbox(runtimeNamed("runc")), false);
    assert.equal(isSandbox(undefined), false);
  });

  it("gives each runtime its own conflicts", () => {
    assert.equal(runtimeNamed("runsc")?.conflicts["network-host"]?.severity, "warning");
    assert.equal(runtimeNamed("runsc")?.conflicts.fuse, undefined);
    assert.equal(runtimeNamed("runsc")?.conflicts.privileged?.severity, "info");
    assert.equal(runtimeNamed("kata")?.conflicts["network-shared"]?.severity, "warning");
    assert.equal(runtimeNamed("sysbox-runc")?.conflicts["nested-engine"], undefined);
    assert.equal(runtimeNamed("sysbox-runc")?.conflicts.privileged?.severity, "warning");
  });

  it("rests on unique ids and https sources", () => {
    assert.equal(new Set(runtimes.map(({ id }) => id)).size, runtimes.length);
    for (const { id, sources } of runtimes) {
      assert.ok(sources.length > 0, id);
      for (const source of sources) assert.match(source, /^https:\/\/\S+$/, id);
    }
  });
});

describe("providerNamed", () => {
  it("knows the kinds of hypervisor, and that Docker is none", () => {
    assert.equal(providerNamed("virtualbox")?.hypervisor, "type-2");
    assert.equal(providerNamed("libvirt")?.hypervisor, "type-1");
    assert.equal(providerNamed("hyperv")?.hypervisor, "type-1");
    assert.equal(providerNamed("docker")?.hypervisor, "none");
    assert.equal(providerNamed("vmware_fusion")?.name, "vmware_desktop");
    assert.equal(providerNamed("toString"), undefined);
  });

  it("rests on unique names and https sources", () => {
    assert.equal(new Set(providers.map(({ name }) => name)).size, providers.length);
    for (const { name, source } of providers) assert.match(source, /^https:\/\/\S+$/, name);
  });
});

describe("figures", () => {
  it("are eight, each with sources, ordered ranges and a line that fits a hover", () => {
    assert.equal(Object.keys(figures).length, 8);
    for (const [id, { render, ranges, sources }] of Object.entries(figures)) {
      assert.ok(render.length > 0 && render.length <= 120, `${id}: ${String(render.length)}`);
      assert.match(sources[0].url, /^https:\/\//, id);
      for (const { title, url } of sources) {
        assert.notEqual(title, "", id);
        if (url !== undefined) assert.match(url, /^https:\/\//);
      }
      for (const { from, to } of ranges) assert.ok(from >= 0 && from <= to, id);
    }
  });
});
