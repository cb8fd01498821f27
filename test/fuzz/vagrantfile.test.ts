import assert from "node:assert/strict";
import fc from "fast-check";
import type { Vagrantfile } from "../../server/src/engine/model/document.ts";
import { read } from "../engine/formats/vagrantfile/reading.ts";

const seeds: readonly string[] = [
  'Vagrant.configure("2") do |config|\n  config.vm.box = "a/b"\n  config.vm.provider "virtualbox" do |vb, o|\n    vb.memory = "1024"\n    vb.customize ["modifyvm", :id, "--cpus", 2]\n    o.vm.box = "c"\n  end\nend\n',
  "NODES = { \"a\" => { ip: '1.2.3.4' }, b: {} }\nVagrant.configure(2) { |config|\n  NODES.each do |name, opts|\n    config.vm.define \"n-#{name}\", primary: name == 'a' do |m|\n      m.vm.network :private_network, ip: opts[:ip], **opts\n    end\n  end\n}\n",
  '$s = <<-\'EOS\'\n  apt-get install -y nginx\nEOS\nVagrant.configure("2") do |config|\r\n  config.vm.provision "shell", inline: <<~SHELL, privileged: false\n    echo "é😀 #{$s} \\u{1F600}" \\\n      && reboot\n  SHELL\n  config.vm.provision :docker do |d| d.run "x", image: "y" end if ENV["X"]\nend\n',
  'x = ENV.fetch("N", 2).to_i\nVagrant.configure("2") do |config| # c\n  (1..x).each do |i|\n    next if i == 2\n    config.vm.define(n = "w%02d" % i) { |w| w.vm.synced_folder ".", "/v", type: "nfs", disabled: i > 1 }\n  end\n  for j in 1..3 do config.vm.network "forwarded_port", guest: 80 + j, host: 8080 end\n  case x when 1 then config.ssh.port = 1 else config.winrm.port = 2 end\nend\n',
];

const tokens = [
  ..."do end { } ( ) [ ] |x| ' \" #{ } <<-E <<~'E' \nE\n \n \r\n \\ , . = => : & && || ! ? ; # =begin\n \n=end\n __END__ if unless while".split(
    " ",
  ),
  ..."def f yield return next break loop each map times %w[ :a 1 0x 1..9 1..99999 -> * ** ||= += << é 😀 \0 config. ENV[ nil".split(
    " ",
  ),
];

const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 100);

describe("fuzzing Vagrantfiles", () => {
  it("reads any mutation without a throw, in time, within the text", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.constantFrom("", ...tokens) });
    const mutations = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(mutations, ([seed, edits]) => {
        let text = seed;
        let document = read(text);
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
          document = read(text, document);
        }
        check(document);
        check(read(text));
      }),
      { numRuns: runs },
    );
  }).timeout(60_000 + runs * 200);

  it("reads every beginning of every seed", () => {
    for (const seed of seeds) for (let end = 0; end <= seed.length; end += 7) check(read(seed.slice(0, end)));
  });

  it("takes a time that does not explode for text that repeats an opening", () => {
    for (const opening of tokens) {
      const started = performance.now();
      check(read(`${seeds[0]}${`${opening} `.repeat(2_000)}`));
      assert.ok(performance.now() - started < 5_000, opening);
    }
  }).timeout(120_000);
});

function check(document: Vagrantfile): void {
  const { source } = document;
  const end = source.positionAt(source.text.length);
  for (const machine of document.machines) {
    for (const place of [machine.at, machine.entry, ...machine.unreadable, ...machine.commands.map(({ at }) => at)]) {
      assert.ok(place.range.start.line <= place.range.end.line && place.range.end.line <= end.line);
      assert.ok(source.offsetAt(place.range.start) <= source.offsetAt(place.range.end));
    }
  }
  for (const comment of document.comments)
    assert.ok(comment.covers === undefined || comment.covers.end.line <= end.line);
  document.settingsAt(end);
  assert.equal(typeof document.printTree(), "string");
}
