import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { createEngine } from "../../server/src/engine/index.ts";

/** Files with a fix at each of many places; a fix that reads the whole file each time takes a minute for all of them. */
const files: Readonly<Record<string, (index: number) => string>> = {
  "azure-pipelines.yml": (index) => `- script: docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".github/workflows/a.yml": (index) => `      - run: docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".github/workflows/block.yml": (index) => `          docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  ".gitlab-ci.yml": (index) => `    - docker run --privileged --cap-add NET_ADMIN x${String(index)}\n`,
  "compose.yaml": (index) => `  s${String(index)}:\n    image: a\n    privileged: true\n    cap_add: [NET_ADMIN]\n`,
  Dockerfile: (index) => `FROM debian:10 AS s${String(index)}\nRUN apk add x\n`,
};

const heads: Readonly<Record<string, string>> = {
  "azure-pipelines.yml": "steps:\n",
  ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n",
  ".github/workflows/block.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n",
  ".gitlab-ci.yml": "a:\n  script:\n",
  "compose.yaml": "services:\n",
};

const count = 2000;
const limit = 5000;

describe("fixes at very many places of one file", () => {
  for (const [path, line] of Object.entries(files)) {
    it(`are computed in linear time in ${path}`, () => {
      const text = (heads[path] ?? "") + Array.from({ length: count }, (_, index) => line(index)).join("");
      const engine = createEngine();
      const document = { uri: `file:///a/${path}`, text };
      const { findings } = engine.analyze({ document, files: new Map(), settings: [] });
      const started = performance.now();
      const fixes = findings.flatMap((finding) => finding.fixes());
      const took = performance.now() - started;
      assert.ok(fixes.length >= count, `${String(fixes.length)} fixes`);
      assert.ok(took < limit, `${String(Math.round(took))} ms`);
    });
  }
});

describe("the edits of a fix", () => {
  it("never overlap, whatever surrounds the removed text", () => {
    const blank = fc.constantFrom("", "\n", " \n", "    \n", "    # a comment\n", "# a comment\n", "\t\n");
    const key = fc.constantFrom(
      "privileged: true",
      "cap_add: [NET_ADMIN]",
      "cap_add:\n      - NET_ADMIN",
      "devices:\n      - /dev/net/tun",
      'ports:\n      - "1194:1194/udp"',
    );
    const line = fc.tuple(key, blank).map(([text, after]) => `    ${text}\n${after}`);
    const service = fc.tuple(blank, fc.uniqueArray(line, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(service, { minLength: 1, maxLength: 2 }), (services) => {
        const text = services
          .map(
            ([after, lines], index) =>
              `  s${String(index)}:\n    image: kylemanna/openvpn:2.4\n${lines.join("")}${after}`,
          )
          .join("");
        const document = { uri: "file:///a/compose.yaml", text: `services:\n${text}` };
        const { findings } = createEngine().analyze({ document, files: new Map(), settings: [] });
        for (const { edits } of findings.flatMap((finding) => finding.fixes())) {
          for (const file of edits) assert.doesNotThrow(() => TextDocument.applyEdits(open(document), [...file.edits]));
        }
      }),
    );
  });

  it("replace the last entry of a service by others", () => {
    for (const after of ["", " \n", " \n  web:\n    image: nginx:1.29\n"]) {
      const text = `services:\n  vpn:\n    image: kylemanna/openvpn:2.4\n    privileged: true\n${after}`;
      const document = { uri: "file:///a/compose.yaml", text };
      const { findings } = createEngine().analyze({ document, files: new Map(), settings: [] });
      const [file] = findings.flatMap((finding) => finding.fixes())[0]?.edits ?? [];
      assert.ok(file);

      const edited = TextDocument.applyEdits(open(document), [...file.edits]);

      assert.match(edited, /openvpn:2\.4\n {4}cap_add:\n {6}- NET_ADMIN\n/);
      assert.ok(edited.endsWith(after));
    }
  });
});

function open({ uri, text }: { readonly uri: string; readonly text: string }): TextDocument {
  return TextDocument.create(uri, "yaml", 1, text);
}
