import assert from "node:assert/strict";
import { read, surroundings } from "./reading.ts";

describe("what surrounds a shell command", () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["a; b", ["a", "b last"]],
    ["a && b", ["a", "b last"]],
    ["a || b", ["a guarded", "b conditional last"]],
    ["a || true", ["a guarded", "true conditional last"]],
    ["a && b || :", ["a guarded", "b guarded", ": conditional last"]],
    ["a || exit 1; b", ["a", "exit 1 conditional", "b last"]],
    ["a || diesel x; b", ["a guarded", "diesel x conditional", "b last"]],
    ["a || die_if x; b", ["a", "die_if x conditional", "b last"]],
    ["a || { echo x; exit 1; }", ["a", "echo x conditional", "exit 1 conditional last"]],
    ["a || true && b", ["a guarded", "true conditional", "b last"]],
    ["a || exit 1 && b", ["a", "exit 1 conditional", "b last"]],
    ["command -v x && b", ["command -v x guarded", "b conditional last"]],
    ["[ -f x ] && b && c", ["[ -f x ] guarded", "b conditional", "c conditional last"]],
    ["[[ -f x ]] && b", ["b conditional last"]],
    ["which x > /dev/null && b", ["which x guarded", "b conditional last"]],
    ["lsmod | grep -q kvm && b", ["lsmod guarded 1/2", "grep -q kvm guarded 2/2", "b conditional last"]],
    ["! a && b", ["a guarded", "b conditional last"]],
    ["! a", ["a guarded last"]],
    ["{ [ a ] || [ b ]; } && c", ["[ a ] guarded", "[ b ] conditional guarded", "c conditional last"]],
    [
      "if a; then b; elif c; then d; else e; fi",
      ["a guarded", "b conditional last", "c conditional guarded", "d conditional last", "e conditional last"],
    ],
    ["while a; do b; done", ["a guarded", "b conditional"]],
    ["until a; do b; done; c", ["a guarded", "b conditional", "c last"]],
    ["for x in a b; do c; done", ["c"]],
    ["for x in $L; do c; done", ["c conditional"]],
    ["for x; do c; done", ["c conditional"]],
    ["for ((;;)); do c; done", ["c"]],
    ["case $1 in a) b ;; *) c ;; esac", ["b conditional last", "c conditional last"]],
    ["case $1 in a) b ;& *) c ;; esac", ["b conditional", "c conditional last"]],
    ["a & b", ["a background", "b last"]],
    ["a && b &", ["a background", "b background last"]],
    ["(a; b)", ["a subshell", "b subshell last"]],
    ["{ a; b; }", ["a", "b last"]],
    ["f() { a; }; f", ["a in f", "f last"]],
    ["function f { a; exec b; }", ["a in f", "b replacesShell in f"]],
    ["a | b | c", ["a last 1/3", "b last 2/3", "c last 3/3"]],
    ["a |& b", ["a last 1/2", "b last 2/2"]],
    ["coproc a", ["a background last"]],
    ["exec a; b", ["a replacesShell last", "b last"]],
    ["exec > log; b", ["exec", "b last"]],
    ["x=$(a)", ["a subshell"]],
    ["b $(a)", ["a guarded subshell", "b ? last"]],
    ["b `a \\`c\\``", ["c guarded subshell", "a ? guarded subshell", "b ? last"]],
    ['b "${x:-$(a)}"', ["a guarded subshell", "b ? last"]],
    ["[[ $(a) = x ]]", ["a subshell"]],
    ["while read l; do b; done < <(a)", ["read l guarded", "b conditional", "a subshell"]],
    ["set -e\ntime a b", ["set -e", "a b last"]],
    ["sh -c 'a; b' || true", ["a guarded", "b guarded", "true conditional last"]],
    ["if x; then bash -c 'a && b'; fi; c", ["x guarded", "a conditional", "b conditional", "c last"]],
    ["sh -c 'a | b'", ["a last 1/2", "b last 2/2"]],
    ["sh -c a | b", ["a last 1/2", "b last 2/2"]],
    ["sh -c 'exec a'", ["a last"]],
    ["exec sh -c 'exec a'", ["a replacesShell last"]],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(surroundings(text), expected);
    });
  }

  it("keeps the place of commands in backticks in backticks within the outer ones", () => {
    const { commands, marked } = read("b «`a \\`c\\``»");
    assert.deepEqual(commands[0]?.at, marked[0]);
  });
});
