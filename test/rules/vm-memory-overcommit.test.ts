import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("vm-memory-overcommit");

const machines = (...lines: readonly string[]) => ({
  Vagrantfile: [
    'Vagrant.configure("2") do |config|',
    '  config.vm.box = "bento/ubuntu-24.04"',
    ...lines,
    "end",
    "",
  ].join("\n"),
  "bulkhead.config.yaml": "host: { memory: 16 GiB }\n",
});

describe("vm-memory-overcommit on near misses", () => {
  reports(
    "machines of a loop",
    machines(
      "  (1..3).each do |i|",
      '    config.vm.define "node#{i}" do |n|',
      '      n.vm.provider("virtualbox") { |v| v.memory = 6144 }',
      "    end",
      "  end",
    ),
    "5:52 warning The 3 machines that start by default take 18 GiB of memory, but the host has 16 GiB (host.memory). Lower it, or set autostart: false.",
  );
  ignores("exactly the host's memory", machines('  config.vm.provider("virtualbox") { |v| v.memory = 16384 }'));
  ignores("memory that cannot be read", machines('  config.vm.provider("virtualbox") { |v| v.memory = ENV["MEM"] }'));
});
