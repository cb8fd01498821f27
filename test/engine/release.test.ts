import assert from "node:assert/strict";
import { ruby } from "../../scripts/examples.ts";
import { createEngine } from "../../server/src/engine/index.ts";

describe("the caches of an engine", () => {
  it("is read again only after the host has given it back", () => {
    let reads = 0;
    const engine = createEngine({
      ruby: () => {
        reads += 1;
        return ruby;
      },
    });
    const uri = "file:///project/Vagrantfile";
    const text = 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\nend\n';
    const analyze = () => engine.analyze({ document: { uri, text }, files: new Map(), settings: [] });
    analyze();
    engine.release((one) => one === uri);
    analyze();
    assert.equal(reads, 1);

    engine.release(() => false);
    analyze();
    assert.equal(reads, 2);
  });
});
