import assert from "node:assert/strict";
import { containerSettings, settingsById } from "../../../server/src/engine/containerSettings/index.ts";
import { programTexts } from "../../../server/src/engine/knowledge/programs.ts";
import { topicOf, topics } from "../../../server/src/engine/knowledge/topics/index.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";

/** Without what keys, flags and prose spell differently. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[_ -]/g, "");
}

/** Keys that a topic explains without naming them; the hover begins with a sentence about them. */
const otherNames: Readonly<Record<string, RegExp>> = {
  "namespace-cgroup": /--cgroupns$/,
  "namespace-uts": /domainname/,
  "main-process": /\.command(?:\.\*)?$|^command:(?:pm2|supervisord)$|:overrideCommand$/,
  "stop-signal": /:STOPSIGNAL$|--stop-timeout$/,
  healthcheck: /--health-\w+/,
  userland: /:FROM$|^command:(?:yum|microdnf|zypper)$/,
  "line-endings": /^command:dos2unix$/,
  "provider-vmware-desktop": /\.vmware_desktop$/,
  box: /\.box_url$/,
  "machine-memory": /\.(?:memsize|numvcpus)$/,
  "machine-network": /\.hostname$/,
  "hardware-virtualization": /\.nested_hw_virt$/,
  user: /:containerUser$|:remoteUser$|:updateRemoteUserUID$/,
  volumes: /:workspaceMount$/,
  ports: /:appPort$/,
  "container-network": /\.(?:links|extra_hosts|dns_\w+)|--(?:link|add-host|net(?:work)?-alias|dns-\w+|ip6)$/,
  logging: /--log-opt$/,
  "ci-machine": /runs-on\.group$/,
  "ci-image": /^gitlab:image\.|^jenkins:agent\./,
  "ci-services": /\.services\.\*\.|^gitlab:services\./,
  "circleci-machine": /^circleci:(?:machine\.|macos\.|windows$)/,
};

describe("topics", () => {
  it("have ids of their own", () => {
    assert.equal(new Set(topics.map((topic) => topic.id)).size, topics.length);
  });

  for (const topic of topics) {
    it(`say "${topic.title}" in at most a dozen lines, with sources`, () => {
      const shown = [topic.title, ...topic.text.split("\n"), "links"].filter((line) => line.trim() !== "");
      assert.ok(shown.length <= 12, `${shown.length} lines`);
      assert.ok(topic.sources.length > 0);
      for (const source of topic.sources) assert.match(source, /^https:\/\//);
      assert.doesNotMatch(topic.text, /undefined|\.\.(?!\.)/);
    });
  }

  it("exist for every rule that names one", () => {
    const named = rules.flatMap((rule) => (rule.topic === undefined ? [] : [rule.topic]));
    const ids = topics.map((topic) => topic.id);
    assert.deepEqual(
      named.filter((id) => !ids.includes(id)),
      [],
    );
  });

  const keys = new Set([...topics.flatMap(({ settings = [] }) => settings), ...settingsById(containerSettings).keys()]);
  for (const key of keys) {
    const topic = topicOf({ id: key, value: undefined });
    if (topic === undefined) continue;
    it(`shown at ${key} is about that key`, () => {
      const isProgram = Object.hasOwn(programTexts, key.replace("command:", ""));
      const word = bare(key.split(/[:.]|--?/).findLast((part) => part !== "*" && part !== "") ?? "");
      const text = bare(`${topic.title} ${topic.text}`);
      assert.ok(text.includes(word) || isProgram || otherNames[topic.id]?.test(key), `"${topic.title}" at ${key}`);
    });
  }

  it("exist for every setting that names one", () => {
    const named = [...settingsById(containerSettings).values()].flatMap(({ topic }) => topic ?? []);
    const ids = topics.map(({ id }) => id);
    assert.deepEqual(
      named.filter((id) => !ids.includes(id)),
      [],
    );
  });

  it("take the text of the value where the key's own is about other values", () => {
    const at = (id: string, value: string): string | undefined =>
      topicOf({ id: `compose:services.*.${id}`, value })?.id;
    assert.equal(at("sysctls", "kernel.shm_next_id=1"), "sysctl-of-the-host");
    assert.equal(at("sysctls", "vm.max_map_count=262144"), "sysctl-of-the-host");
    assert.equal(at("sysctls", "vm/max_map_count=262144"), "sysctl-of-the-host");
    assert.equal(at("sysctls", "net.core.rmem_max=1"), "sysctl-missing");
    for (const allowed of ["kernel.shmmax=1", "kernel/sem=1", "net.ipv4.ip_forward=1", "fs.mqueue.msg_max=1"])
      assert.equal(at("sysctls", allowed), "sysctls", allowed);
    assert.equal(at("cap_add", "SYS_BOOT"), "capability-sys-boot");
  });

  it("agree with each other about the same fact", () => {
    const all = topics.map(({ title, text }) => `${title}\n${text}`).join("\n");
    assert.doesNotMatch(all, /used or not|well under a second|two virtio|reboots the host|kernel\.shm\*/);
    assert.match(topicOf({ id: "compose:services.*.restart", value: "unless-stopped" })?.text ?? "", /only if it was/);
    assert.match(topicOf({ id: "compose:services.*.isolation", value: "hyperv" })?.text ?? "", /Windows kernel/);
    for (const { id, text } of topics)
      if (/rootless BuildKit/i.test(text)) assert.match(text, /seccomp.*apparmor.*systempaths/i, id);
  });

  it("prefer the value at the cursor to the setting", () => {
    assert.equal(topicOf({ id: "compose:services.*.cap_add", value: "cap_sys_admin" })?.id, "capability-sys-admin");
    assert.equal(topicOf({ id: "compose:services.*.cap_add", value: undefined })?.id, "capabilities");
    assert.equal(topicOf({ id: "compose:services.*.runtime", value: "runsc-kvm" })?.id, "runtime-gvisor");
    assert.equal(topicOf({ id: "compose:services.*.nothing", value: undefined }), undefined);
  });
});
