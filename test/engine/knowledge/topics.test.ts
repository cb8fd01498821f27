import assert from "node:assert/strict";
import { topicOf, topics } from "../../../server/src/engine/knowledge/topics/index.ts";
import { rules } from "../../../server/src/engine/rules/index.ts";

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

  it("prefer the value at the cursor to the setting", () => {
    assert.equal(topicOf({ id: "compose:services.*.cap_add", value: "cap_sys_admin" })?.id, "capability-sys-admin");
    assert.equal(topicOf({ id: "compose:services.*.cap_add", value: undefined })?.id, "capabilities");
    assert.equal(topicOf({ id: "compose:services.*.runtime", value: "runsc-kvm" })?.id, "runtime-gvisor");
    assert.equal(topicOf({ id: "compose:services.*.nothing", value: undefined }), undefined);
  });
});
