import assert from "node:assert/strict";
import { analyzeFiles } from "../../../scripts/examples.ts";

const workflow = (...steps: readonly string[]) =>
  ["on: push", "jobs:", "  a:", "    runs-on: self-hosted", "    steps:", "      - uses: actions/checkout@v5", ...steps.map((step) => `      - run: ${step}`), ""].join("\n"); // prettier-ignore

function found(files: Readonly<Record<string, string>>): readonly string[] {
  return analyzeFiles(files).findings.map(({ rule, range: { start }, related, severity }) => {
    const lines = related.map(
      ({ at }) => `${at.uri.slice(at.uri.lastIndexOf("/") + 1)}:${String(at.range.start.line + 1)}`,
    );
    return `${String(start.line + 1)}:${String(start.character + 1)} ${severity} ${rule} ${lines.join(" ")}`.trim();
  });
}

describe("containers that scripts start", () => {
  it("are reported where a job calls the script", () => {
    assert.deepEqual(
      found({
        ".github/workflows/ci.yml": workflow("./ci.sh --privileged"),
        "ci.sh": '#!/bin/sh\n. ./lib.sh\ndocker run "$1" corp/app:1\n',
        "lib.sh": "docker run --pid host corp/agent:1\n",
      }),
      ["7:14 warning host-namespace lib.sh:1", "7:22 warning privileged-container"],
    );
  });

  it("are reported once if several steps call the script", () => {
    assert.deepEqual(
      found({
        ".github/workflows/ci.yml": workflow("./ci.sh", "sh ci.sh"),
        "ci.sh": "#!/bin/sh\ndocker run --pid host corp/agent:1\n",
      }),
      ["7:14 warning host-namespace ci.sh:2 ci.yml:8"],
    );
  });

  it("do not yield to another container of the script", () => {
    assert.deepEqual(
      found({
        ".github/workflows/ci.yml": workflow("./ci.sh"),
        "ci.sh": "#!/bin/sh\ndocker run --privileged corp/a:1\ndocker run --pid host corp/b:1\n",
      }),
      ["7:14 warning host-namespace ci.sh:3", "7:14 warning privileged-container ci.sh:2"],
    );
  });

  it("are reported at the command if no word of it is wrong", () => {
    assert.deepEqual(
      found({
        ".github/workflows/ci.yml": workflow("./ci.sh"),
        "ci.sh": "#!/bin/sh\ndocker run selenium/standalone-chrome:138.0\n",
      }),
      ["7:14 hint small-shared-memory ci.sh:2"],
    );
  });

  it("are reported where a provisioner names the script", () => {
    const files = {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "corp/base"\n  config.vm.provision "shell", path: "setup.sh"\nend\n',
      "setup.sh": "#!/bin/sh\ndocker run -d -m 512m eclipse-temurin:21 java -Xmx2g -jar a.jar\n",
    };
    assert.deepEqual(
      found(files).filter((one) => !one.includes("vagrant-")),
      ["3:38 warning heap-exceeds-memory-limit setup.sh:2 setup.sh:2"],
    );
  });
});
