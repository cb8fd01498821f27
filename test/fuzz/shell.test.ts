import assert from "node:assert/strict";
import fc from "fast-check";
import { readDockerRun } from "../../server/src/engine/formats/shell/dockerRun.ts";
import { readShell } from "../../server/src/engine/formats/shell/index.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";

const seeds: readonly string[] = [
  "#!/bin/bash\nset -eux\napt-get update && apt-get install -y --no-install-recommends 'a b' \"c $D\" && rm -rf /var/lib/apt/lists/*\n",
  'if [ "$(id -u)" = \'0\' ]; then\n  exec gosu redis "$0" "$@"\nfi\nexec tini -- redis-server "$@"\n',
  "cat > /etc/x <<-'EOF'\n\tx $y\n\tEOF\nsudo bash -s <<EOF\na \\$b $(c)\nEOF\n",
  'docker run -itd --rm --name=web -p127.0.0.1:80:80/udp -v "$PWD":/x:ro --mount type=bind,src=/a,dst=/b -e A=1 nginx sh -c "a \\"b\\" && c"\n',
  "for f in a b; do case $f in a|b) c | d ;; *) e ;; esac; done\nf() { local x=$(y `z \\`w\\``); return 1; }\n",
  'A=1; B="${A:-x}"; su - bob -c \'env -i C=$A xargs -n1 timeout 5s "$B"\' || true\nwhile read l; do m; done < <(n) &\n',
];

const tokens =
  "$( ) ${ } ` ' \" \\ \\\n \n \r\n ; ;; && || | & ( { << <<EOF\n EOF\n <<< [[ ]] $'\\u00e9' if fi do done sh -c 😀 $X # \0".split(
    " ",
  );

const runs = Number(process.env["BULKHEAD_FUZZ_RUNS"] ?? 1000);

describe("fuzzing shell text", () => {
  it("reads any mutation without a throw, in time, within the text", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.constantFrom("", ...tokens) });
    const mutations = fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(mutations, ([seed, edits]) => {
        let text = seed;
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }
        check(text);
      }),
      { numRuns: runs },
    );
  }).timeout(60_000 + runs * 200);

  it("reads every beginning of every seed", () => {
    for (const seed of seeds) for (let end = 0; end <= seed.length; end += 1) check(seed.slice(0, end));
  });

  it("takes a time that grows with the length for text that repeats an opening", () => {
    for (const opening of [
      "$(",
      "`",
      '"$(',
      "(",
      "{ ",
      "${",
      "$((",
      "[[ ",
      "if ",
      "case x in ",
      "<<E ",
      "'",
      '"',
      "\\",
      "a && ",
      "a | ",
      "f() ",
      "! ",
      'sh -c "',
      "$'",
      "<(",
      "&& ",
      ") ",
      "a'\n",
      'a"\n',
      ";;\n",
      "A=$A;",
    ]) {
      const started = performance.now();
      check(opening.repeat(6000));
      const elapsed = performance.now() - started;
      assert.ok(elapsed < 2000, `${JSON.stringify(opening)} took ${elapsed.toFixed(0)} ms`);
    }
  }).timeout(120_000);
});

function check(text: string): void {
  const source = createSourceText("file:///x.sh", text);
  for (const command of readShell(text, source.placeAt).commands) {
    assert.ok(command.words.length > 0);
    readDockerRun(command);
    for (const { at } of [command, ...command.words]) {
      const start = source.offsetAt(at.range.start);
      if (start > source.offsetAt(at.range.end)) assert.fail(JSON.stringify(text));
    }
  }
}
