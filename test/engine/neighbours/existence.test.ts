import assert from "node:assert/strict";
import { createHost } from "./host.ts";

const vagrantfile = `Vagrant.configure("2") do |config|
  config.vm.box = "debian/buster64" if File.exist?("old")
end
`;

describe("asking whether a file exists", () => {
  for (const canStat of [true, false]) {
    it(canStat ? "reads nothing" : "reads it where the host can only read", async () => {
      const host = createHost({ Vagrantfile: vagrantfile, old: "" });

      assert.ok((await host.rules("Vagrantfile", { canStat })).includes("end-of-life-os"));
      assert.deepEqual(host.stats, canStat ? ["file:///work/old"] : []);
      assert.equal(host.reads.includes("file:///work/old"), !canStat);
    });

    it(`follows a file that ${canStat ? "is found" : "is read"} later`, async () => {
      const host = createHost({ Vagrantfile: vagrantfile });

      assert.ok(!(await host.rules("Vagrantfile", { canStat })).includes("end-of-life-os"));
      host.write("old", "");
      assert.ok((await host.rules("Vagrantfile", { canStat })).includes("end-of-life-os"));
    });
  }

  it("asks once for a file whose text is wanted too", async () => {
    const text = vagrantfile.replace('"debian/buster64"', '"debian/#{File.read("old")}"');
    const host = createHost({ Vagrantfile: text, old: "buster64" });

    assert.ok((await host.rules("Vagrantfile")).includes("end-of-life-os"));
    assert.deepEqual(host.stats, []);
    assert.deepEqual(
      host.reads.filter((uri) => uri.endsWith("/old")),
      ["file:///work/old"],
    );
  });
});
