import assert from "node:assert/strict";
import { memo, memoByText, memoWith } from "../../../server/src/engine/model/memo.ts";

describe("memo", () => {
  it("derives once per subject", () => {
    const derived: object[] = [];
    const read = memo((subject: object) => derived.push(subject));
    const [first, second] = [{}, {}];
    assert.deepEqual([read(first), read(second), read(first)], [1, 2, 1]);
    assert.deepEqual(derived, [first, second]);
  });

  it("ignores arguments besides the subject", () => {
    const read = memo((subject: object) => ({ subject }));
    const subjects = [{}, {}];
    const first = subjects.map(read);
    assert.deepEqual(
      subjects
        .toReversed()
        .map(read)
        .map((result, index) => result === first[1 - index]),
      [true, true],
    );
  });

  it("caches undefined", () => {
    let count = 0;
    const read = memo((): undefined => void (count += 1));
    const subject = {};
    read(subject);
    read(subject);
    assert.equal(count, 1);
  });

  it("derives again if another argument differs", () => {
    const read = memoWith((subject: { readonly text: string }, uri: string) => ({ from: `${uri}: ${subject.text}` }));
    const subject = { text: "a" };
    const first = read(subject, "one");
    assert.equal(read(subject, "one"), first);
    assert.equal(read(subject, "two").from, "two: a");
    assert.notEqual(read(subject, "one"), first);
  });

  it("caches nothing if the derivation throws", () => {
    let fails = true;
    const read = memo((_: object) => {
      if (fails) throw new Error("not yet");
      return "read";
    });
    const subject = {};
    assert.throws(() => read(subject));
    fails = false;
    assert.equal(read(subject), "read");
  });
});

describe("memo by text", () => {
  it("derives once per text, as long as there is room", () => {
    const derived: string[] = [];
    const read = memoByText((text) => derived.push(text), 2);
    for (const text of ["a", "b", "a", "b"]) read(text);
    assert.deepEqual(derived, ["a", "b"]);
    read("c");
    read("a");
    assert.deepEqual(derived, ["a", "b", "c", "a"]);
  });
});
