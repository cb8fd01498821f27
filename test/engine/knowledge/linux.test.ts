import assert from "node:assert/strict";
import {
  capabilities,
  capabilityNamed,
  capabilitySources,
  isCapabilityName,
} from "../../../server/src/engine/knowledge/linux/capabilities.ts";
import { namespaceNamed, namespaces } from "../../../server/src/engine/knowledge/linux/namespaces.ts";
import { sysctlName, sysctlScope, sysctlSources } from "../../../server/src/engine/knowledge/linux/sysctls.ts";

describe("capabilities", () => {
  it("are the 41 of Linux, each once and in order, 14 of them default", () => {
    const names = capabilities.map(({ name }) => name);
    assert.equal(names.length, 41);
    assert.deepEqual(names, [...new Set(names)]);
    assert.equal(capabilities.filter(({ isDefault }) => isDefault).length, 14);
    for (const name of names) assert.match(name, /^[A-Z_]+$/);
    for (const source of capabilitySources) assert.match(source, /^https:\/\//);
  });

  it("are found in any spelling that the engine takes", () => {
    assert.equal(capabilityNamed("cap_sys_admin")?.name, "SYS_ADMIN");
    assert.equal(capabilityNamed("Net_Admin")?.reach, "notable");
    assert.equal(capabilityNamed("ALL"), undefined);
    assert.equal(isCapabilityName("all"), true);
    assert.equal(isCapabilityName("CAP_ALL"), false);
    assert.equal(isCapabilityName("SYS_ADMN"), false);
  });

  it("reach the host where one is enough to take it over", () => {
    for (const name of ["SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "DAC_READ_SEARCH", "BPF", "SYS_TIME"]) {
      assert.equal(capabilityNamed(name)?.reach, "host", name);
    }
    // reboot(2) in a PID namespace ends that namespace only.
    assert.equal(capabilityNamed("SYS_BOOT")?.reach, "notable");
    for (const { name, isDefault, reach } of capabilities) if (isDefault) assert.equal(reach, "ordinary", name);
  });
});

describe("namespaces", () => {
  it("are the eight of Linux with what each hides and shows", () => {
    assert.deepEqual(
      namespaces.map(({ name }) => name),
      ["pid", "mount", "network", "ipc", "uts", "user", "cgroup", "time"],
    );
    for (const { name, hides, shows, source } of namespaces) {
      assert.ok(hides !== "" && shows !== "", name);
      assert.match(source, /^https:\/\//);
    }
  });

  it("weigh as much as they open on a default engine", () => {
    assert.equal(namespaceNamed("pid")?.weight, "warning");
    assert.equal(namespaceNamed("network")?.weight, "info");
    assert.equal(namespaceNamed("user")?.weight, "info");
    assert.equal(namespaceNamed("moon"), undefined);
  });
});

describe("sysctlScope", () => {
  const expected: readonly (readonly [string, string])[] = [
    ["kernel.shmmax", "ipc"],
    ["kernel/msgmax", "ipc"],
    ["fs.mqueue.msg_max", "ipc"],
    ["kernel.shm_next_id", "host"],
    ["net.ipv4.ip_forward", "network"],
    ["net.core.somaxconn", "network"],
    ["net.core.rmem_max", "missing"],
    ["net/core/wmem_default", "missing"],
    ["kernel.domainname", "uts"],
    ["kernel.hostname", "replaced"],
    ["user.max_user_namespaces", "user"],
    ["vm.max_map_count", "host"],
    ["fs.file-max", "host"],
    ["", "host"],
  ];
  for (const [name, kind] of expected)
    it(`puts ${name || "nothing"} under ${kind}`, () => assert.equal(sysctlScope(name).kind, kind));

  it("keeps the other separator as part of a name", () => {
    assert.equal(sysctlName("net/ipv4/conf/eth0.100/forwarding"), "net.ipv4.conf.eth0/100.forwarding");
    assert.equal(sysctlName("net.ipv4.conf.eth0/100.forwarding"), "net.ipv4.conf.eth0/100.forwarding");
  });

  it("names its sources", () => {
    for (const source of sysctlSources) assert.match(source, /^https:\/\//);
  });
});
