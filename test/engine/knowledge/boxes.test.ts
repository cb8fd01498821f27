import assert from "node:assert/strict";
import { boxFacts, knownBoxes } from "../../../server/src/engine/knowledge/boxes/boxes.ts";
import { dataDate } from "../../../server/src/engine/knowledge/dataDate.ts";
import { isEndOfLife } from "../../../server/src/engine/knowledge/endOfLife/endOfLife.ts";

describe("boxFacts", () => {
  it("knows the system inside, whatever the case of the name", () => {
    const bionic = boxFacts("hashicorp/bionic64");
    assert.deepEqual([bionic?.family, bionic?.version, bionic?.packageManagers], ["ubuntu", "18.04", ["apt"]]);
    assert.equal(boxFacts("opensuse/leap-15.6.x86_64")?.family, "opensuse");
    assert.deepEqual(boxFacts("centos/7")?.packageManagers, ["yum"]);
  });

  it("judges end of life by the system", () => {
    assert.equal(isEndOfLife(boxFacts("ubuntu/focal64")?.life, dataDate), true);
    assert.equal(isEndOfLife(boxFacts("ubuntu/jammy64")?.life, dataDate), false);
    assert.equal(isEndOfLife(boxFacts("generic/alpine318")?.life, dataDate), true);
    assert.equal(boxFacts("laravel/homestead")?.life, undefined);
  });

  it("reads FreeBSD's releases and branches", () => {
    const until = (name: string): string | undefined => boxFacts(name)?.life?.until;
    assert.equal(until("freebsd/FreeBSD-14.0-RELEASE"), "2024-09-30");
    assert.equal(until("freebsd/FreeBSD-12.2-STABLE"), "2023-12-31");
    assert.equal(until("generic/freebsd13"), "2026-04-30");
    assert.equal(until("bento/freebsd-15"), "2029-12-31");
    assert.equal(boxFacts("freebsd/FreeBSD-14.0-RELEASE")?.os, "bsd");
    assert.equal(boxFacts("freebsd/FreeBSD-14.0-RELEASE")?.replacement, undefined);
  });

  it("knows the boxes of Robox under each of its names", () => {
    for (const owner of ["generic", "roboxes", "generic-x64"])
      assert.equal(boxFacts(`${owner}/ubuntu2204`)?.version, "22.04", owner);
    assert.equal(boxFacts("generic/alpine38")?.version, "3.8");
  });

  it("knows Windows boxes by system and communicator", () => {
    const windows = boxFacts("gusztavvargadr/windows-server-2022-standard");
    assert.deepEqual([windows?.os, windows?.communicator, windows?.life?.until], ["windows", "winrm", "2031-10-14"]);
  });

  it("returns nothing for unpublished boxes and boxes outside the table", () => {
    assert.equal(boxFacts("ubuntu/noble64"), undefined);
    assert.equal(boxFacts("acme/base"), undefined);
    assert.equal(boxFacts("base"), undefined);
  });

  it("suggests boxes of the table only, and maintained ones", () => {
    assert.equal(boxFacts("ubuntu/xenial64")?.replacement, "bento/ubuntu-24.04");
    assert.equal(boxFacts("generic/alpine318")?.replacement, undefined);
    for (const { name, replacement } of knownBoxes) {
      if (replacement === undefined) continue;
      const other = boxFacts(replacement);
      assert.ok(other !== undefined && !isEndOfLife(other.life, dataDate), name);
    }
  });
});

describe("box table", () => {
  it("holds at least 120 boxes, each once, with a namespace and an https source", () => {
    const names = knownBoxes.map(({ name }) => name.toLowerCase());
    assert.ok(names.length >= 120, String(names.length));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    for (const { name, source } of knownBoxes) {
      assert.match(name, /^[\w-]+\/[\w.-]+$/);
      assert.match(source, /^https:\/\//);
    }
  });

  it("knows when free maintenance of a numbered distribution ends", () => {
    const dated = new Set([
      "ubuntu",
      "debian",
      "centos",
      "almalinux",
      "rockylinux",
      "alpine",
      "fedora",
      "oraclelinux",
      "rhel",
    ]);
    for (const { name, family, version, life } of knownBoxes) {
      if (dated.has(family) && version !== undefined) assert.notEqual(life, undefined, name);
    }
  });
});
