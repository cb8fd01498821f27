import assert from "node:assert/strict";
import { packageRows, packageSources } from "../../../server/src/engine/knowledge/packages/names.ts";
import { packageName } from "../../../server/src/engine/knowledge/packages/packageName.ts";

describe("packageName", () => {
  it("translates between the three collections", () => {
    assert.equal(packageName("build-essential", "apt", "apk"), "build-base");
    assert.equal(packageName("build-essential", "apt", "dnf"), "gcc gcc-c++ make");
    assert.equal(packageName("libssl-dev", "apt", "apk"), "openssl-dev");
    assert.equal(packageName("openssl-dev", "apk", "yum"), "openssl-devel");
    assert.equal(packageName("httpd", "dnf", "apt"), "apache2");
    assert.equal(packageName("g++", "apt", "microdnf"), "gcc-c++");
  });

  it("keeps a name between managers of one collection", () => {
    assert.equal(packageName("anything", "yum", "dnf"), "anything");
  });

  it("is undefined without a counterpart, for unknown names and for unknown managers", () => {
    assert.equal(packageName("apt-transport-https", "apt", "apk"), undefined);
    assert.equal(packageName("acme-tools", "apt", "apk"), undefined);
    assert.equal(packageName("curl", "apt", "pacman"), undefined);
    assert.equal(packageName("curl", "constructor", "apk"), undefined);
  });
});

describe("package table", () => {
  it("holds at least 120 names, each once for apt", () => {
    const names = packageRows.map(({ apt }) => apt);
    assert.ok(names.length >= 120, String(names.length));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("holds well-formed names and https sources", () => {
    for (const { apt, apk, dnf } of packageRows) {
      assert.ok(apt !== undefined);
      for (const name of [apt, apk, dnf].flatMap((entry) => entry?.split(" ") ?? []))
        assert.match(name, /^[\w][\w.+-]*$/, apt);
    }
    for (const source of packageSources) assert.match(source, /^https:\/\//);
  });
});
