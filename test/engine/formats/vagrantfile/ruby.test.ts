import assert from "node:assert/strict";
import { configured, machineOf, read, readConfigured, short, textAt } from "./reading.ts";

describe("values of a Vagrantfile", () => {
  const boxes: readonly (readonly [string, unknown])[] = [
    ['BOX = "a/b"; config.vm.box = BOX', "a/b"],
    ['$box = "a/b"; config.vm.box = $box', "a/b"],
    ['box ||= "a/b"; config.vm.box = box', "a/b"],
    ["name = 'b'; config.vm.box = \"a/#{name}\"", "a/b"],
    ['config.vm.box = "a/" + "b"', "a/b"],
    ['config.vm.box = "a/%s" % "b"', "a/b"],
    ['config.vm.box = "node-%02d" % 3', "node-03"],
    ['boxes = { "x" => { box: "a/b" } }; config.vm.box = boxes["x"][:box]', "a/b"],
    ['boxes = { x: "a/b" }; config.vm.box = boxes.fetch(:x)', "a/b"],
    ['config.vm.box = ENV["BOX"] || "a/b"', "a/b"],
    ['config.vm.box = ENV.fetch("BOX", "a/b")', "a/b"],
    ['config.vm.box = ENV["BOX"] ? ENV["BOX"] : "a/b"', "a/b"],
    ['config.vm.box = ENV["BOX"]', "?"],
    ['config.vm.box = settings["box"] || "a/b"', "?"],
    ["config.vm.box = %w[a/b c/d][0]", "a/b"],
    ['config.vm.box = "A/B".downcase', "a/b"],
    ['config.vm.box = "a/#{1.to_s.rjust(2, "0")}"', "a/01"],
    ["config.vm.box = :b.id2name", "b"],
    ["list = %w[x a/b]; config.vm.box = list.pop", "a/b"],
    ["list = %w[x a/b]; list.shift; config.vm.box = list[0]", "a/b"],
    ["list = %w[a/b x]; list.pop if a; config.vm.box = list[0]", "?"],
    ['name = "a/b"; x = name.split("/").pop; config.vm.box = name', "a/b"],
    ['x = ""; if x.empty? then config.vm.box = "a/b" else config.vm.box = "c/d" end', "a/b"],
    ['x = []; if x.empty? then config.vm.box = "a/b" else config.vm.box = "c/d" end', "a/b"],
    ['config.vm.box = ENV["HOME"] || "a/b"', "?"],
    ['config.vm.box = ENV.fetch("PATH", "a/b")', "?"],
    ['config.vm.box = "a/b" if ENV["HOME"]', "a/b"],
    ['config.vm.box = "a/#{unknown}"', "?"],
    ["config.vm.box = `echo a`", "?"],
    ['def box(name) = "a/#{name}"; config.vm.box = box("b")', "a/b"],
    ['config.vm.box = "a/b" if ENV["X"]', "?"],
    ['config.vm.box = "a/b" unless File.exist?("x")', "?"],
    ['ENV["X"] && config.vm.box = "a/b"', "?"],
    ['ENV["X"] and config.vm.box = "a/b"', "?"],
    ['case ENV["X"] when "1" then config.vm.box = "a/b" when "2" then config.vm.box = "a/b" end', "?"],
    ['case ENV["X"] when "1" then config.vm.box = "a/b" else config.vm.box = "a/b" end', "a/b"],
    ['if ENV["X"] then config.vm.box = "a/b" elsif ENV["Y"] then config.vm.box = "a/b" end', "?"],
    ['if a then config.vm.box = "a/b" elsif b then config.vm.box = "a/b" else config.vm.box = "a/b" end', "a/b"],
    ['if a then config.vm.box = "c/d" if b else config.vm.box = "c/d" end', "?"],
    ['if a then config.vm.box = "c/d"; config.vm.box = "a/b" else config.vm.box = "a/b" end', "a/b"],
    ['if a then config.vm.box = "c/d" end; config.vm.box = "a/b"', "a/b"],
    ['if ENV["X"] then config.vm.box = ENV["X"] else config.vm.box = "a/b" end', "a/b"],
    ['begin; x; rescue; config.vm.box = "a/b"; end', "?"],
    ['[1].each { next if a; config.vm.box = "a/b" }', "?"],
    ['[1].each { config.vm.box = "a/b"; next if a }', "a/b"],
    ['if ENV["X"] then box = "a/b" end; config.vm.box = box', "?"],
    ['if ENV["X"] then box = "a/b" else box = "a/b" end; config.vm.box = box', "a/b"],
    ['box = "c/d"; if a then box = "a/b" else box = "a/b" end; config.vm.box = box', "a/b"],
    ['box = "c/d"; if a then box = "a/b"; config.vm.box = box else config.vm.box = "a/b" end', "a/b"],
    ['x = "a/b"; if a then [1].each { |x| x = 2 } end; config.vm.box = x', "a/b"],
    ['box = ENV["X"]; box ||= "a/b"; config.vm.box = box', "a/b"],
    ['box = ENV["X"] if ENV["X"]; config.vm.box = box || "a/b"', "a/b"],
    ['config.vm.box = "a/b"; config.vm.box = "c/d" if ENV["X"]', "?"],
    ['config.vm.box = "a/b"; config.vm.box = ENV["X"] if ENV["X"]', "a/b"],
    ['if ENV["X"] then config.vm.box = "a/b" else config.vm.box = "c/d" end', "?"],
    ['if ENV["X"] then config.vm.box = "a/b" else config.vm.box = "a/b" end', "a/b"],
    ['x = 1; if x == 1 then config.vm.box = "a/b" else config.vm.box = "c/d" end', "a/b"],
    ['kind = "deb"; config.vm.box = case kind when "deb" then "a/b" else "c/d" end', "a/b"],
    ['box = "a/b"; box = "c/d" unless File.exist?("x"); config.vm.box = box', "?"],
    ['list = []; list << "a/b"; config.vm.box = list[0]', "a/b"],
    ['map = {}; map[:x] = "a/b"; config.vm.box = map[:x]', "a/b"],
    ['map = { x: "c/d" }; map[:x] ||= "a/b"; config.vm.box = map[:x]', "?"],
    ['map = { x: "a" }; map[:x] += "/b"; config.vm.box = map[:x]', "?"],
    ['map = { x: { y: "c" } }; map[:x][:y] = "a/b"; config.vm.box = map[:x][:y]', "?"],
    ['map = { x: { y: "c" } }; map[:x][z] = "a/b"; config.vm.box = map[:x][:y]', "?"],
    ['map = { x: { y: "c" } }; map.fetch(:x)[:y] = "a/b"; config.vm.box = map[:x][:y]', "?"],
    ['box = "c/d"; box &&= "a/b"; config.vm.box = box', "?"],
    ['box, x = "a/b", 1; config.vm.box = box', "?"],
    ['box = "c/d"; box, x = "a/b", 1; config.vm.box = box', "?"],
    ['config.vm.box = "a/b" if $box.nil?', "a/b"],
    ['list = ENV["X"] || %w[a/b]; list = list.split(" ") if list.is_a?(String); config.vm.box = list[0]', "a/b"],
    ['if ENV["X"] then box = "a/b" else abort "no X" end; config.vm.box = box', "a/b"],
    ['box = "a/b" unless defined? BOX; config.vm.box = box', "a/b"],
    ['config.vm.box = "#{`hostname`}/b"', "?"],
    ['config.vm.box = "a"; config.vm.box += "/b"', "a/b"],
    ['config.vm.box ||= "a/b"', "-"],
  ];
  for (const [line, expected] of boxes) {
    it(`reads ${line}`, () => {
      assert.equal(short(machineOf(line).box), expected);
    });
  }

  it("points to the use and to the literal", () => {
    const document = read(`BOX = "a/b"\n${configured("config.vm.box = BOX")}`);
    const { box } = document.machines[0]!;

    assert.ok(box.state === "known" && box.origin);
    assert.equal(textAt(document, box.at), "BOX");
    assert.equal(textAt(document, box.origin), '"a/b"');
    assert.equal(textAt(document, box.entry), "config.vm.box = BOX");
  });

  it("takes a modifier for a part of the statement, and a heredoc's body too", () => {
    const document = readConfigured(
      'config.vm.box = "a/b" if ENV["X"]',
      'config.vm.provision "shell", inline: <<-EOS',
      "    true",
      "  EOS",
    );
    const { box, provisioners } = document.machines[0]!;

    assert.ok(box.state !== "unset");
    assert.equal(textAt(document, box.entry), 'config.vm.box = "a/b" if ENV["X"]');
    assert.match(textAt(document, provisioners[0]!.entry), /^config.vm.provision[^]*EOS$/);
  });

  it("marks the open parts of an expression, with their places", () => {
    const document = readConfigured('config.vm.hostname = settings["name"]');
    const [machine] = document.machines;

    assert.equal(machine!.complete, false);
    assert.deepEqual(
      machine!.unreadable.map((place) => textAt(document, place)),
      ['settings["name"]'],
    );
  });

  it("decides nothing by a global that another file may have set", () => {
    const text = `$box = "a/b"\nrequire "./more" if x\n$kind ||= "web"\n${configured(
      "config.vm.box = $box",
      'config.vm.hostname = $kind if $kind == "web"',
    )}`;
    const [machine] = read(text).machines;

    assert.deepEqual([short(machine!.box), short(machine!.hostname)], ["a/b", "?"]);
  });

  it("does not know the contents of another file", () => {
    assert.equal(read(`require_relative "more"\n${configured()}`).machines[0]!.complete, false);
    assert.equal(read(`require "yaml"\n${configured()}`).machines[0]!.complete, true);
    assert.equal(machineOf('eval File.read("Vagrantfile.local")').complete, false);
    assert.equal(machineOf("Helper.setup(config)").complete, false);
  });
});

describe("loops of a Vagrantfile", () => {
  const loops: readonly (readonly [string, readonly string[]])[] = [
    ['(1..3).each { |i| config.vm.define "n#{i}" }', ["n1", "n2", "n3"]],
    ['(1...3).each { |i| config.vm.define "n#{i}" }', ["n1", "n2"]],
    ['3.times { |i| config.vm.define "n#{i}" }', ["n0", "n1", "n2"]],
    ['1.upto(2) { |i| config.vm.define "n#{i}" }', ["n1", "n2"]],
    ['for i in 1..2 do config.vm.define "n#{i}" end', ["n1", "n2"]],
    ["%w[a b].each { |n| config.vm.define n }", ["a", "b"]],
    ['%w[a b].each_with_index { |n, i| config.vm.define "#{n}#{i}" }', ["a0", "b1"]],
    ['{ "a" => 1, b: 2 }.each { |n, ip| config.vm.define n }', ["a", "b"]],
    ['{ a: 1 }.each_with_index { |(n, ip), i| config.vm.define "#{n}#{ip}#{i}" }', ["a10"]],
    ['[{ name: "a" }, { name: "b" }].each { |n| config.vm.define n[:name] }', ["a", "b"]],
    ["%w[a b].map { |n| n + n }.each { |n| config.vm.define n }", ["aa", "bb"]],
    ["%w[a b c].each { |n| next if n == 'b'; config.vm.define n }", ["a", "c"]],
    ["%w[a b c].each { |n| break if n == 'b'; config.vm.define n }", ["a"]],
    ['i = 1; while i <= 2 do config.vm.define "n#{i}"; i = i + 1 end', ["n1", "n2"]],
    ['i = 3; until i == 1 do config.vm.define "n#{i}"; i -= 1 end', ["n3", "n2"]],
    ['COUNT = 2; (1..COUNT).each { |i| config.vm.define(name = "w#{i}") { |m| m.vm.hostname = name } }', ["w1", "w2"]],
  ];
  for (const [line, names] of loops) {
    it(`unrolls ${line}`, () => {
      const { machines } = readConfigured(line);

      assert.deepEqual(
        machines.map((machine) => machine.name),
        names,
      );
      assert.ok(machines.every((machine) => machine.complete));
    });
  }

  it("report machines from unknown lists once, as partly readable", () => {
    const { machines } = readConfigured(
      'config.vm.box = "a/b"',
      'YAML.load_file("nodes.yml").each do |node|',
      '  config.vm.define "node-#{node["name"]}" do |m|',
      '    m.vm.box = "c/d"',
      "    m.vm.hostname = node['name']",
      "  end",
      "end",
    );

    assert.deepEqual(
      machines.map(({ name, complete, box }) => [name, complete, short(box)]),
      [['node-#{node["name"]}', false, "c/d"]],
    );
  });

  it("reads a loop over very many items once instead of unrolling it", () => {
    const { machines } = readConfigured('(1..100000).each { |i| config.vm.define "n#{i}" }');

    assert.deepEqual(
      machines.map((machine) => machine.name),
      ["n#{i}"],
    );
  });

  it("ends on loops in loops in loops", () => {
    const nested = "(1..64).each { |a| (1..64).each { |b| (1..64).each { |c| x = a + b + c } } }";

    assert.equal(readConfigured(nested, 'config.vm.box = "a/b"').machines.length, 1);
  });

  it("ends on a method that calls itself and on a text that doubles forever", () => {
    assert.equal(read(`def again(x)\n  again(x)\nend\n${configured("again(config)")}`).machines.length, 1);
    assert.equal(readConfigured('t = "ab"; (1..64).each { (1..64).each { t += t } }').machines.length, 1);
  });
});
