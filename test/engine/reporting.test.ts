import assert from "node:assert/strict";
import { createEngine } from "../../server/src/engine/index.ts";
import { defineRule, type RuleDefinition } from "../../server/src/engine/rule.ts";
import { analyzeFiles, engine } from "../../scripts/examples.ts";
import { aboutProbe } from "./probe.ts";

/** Rules that report nearly every service, host namespace or box. */
const ofOtherTests = new Set([
  "host-namespace",
  "no-resource-limit",
  "runtime-hardening-missing",
  "vagrant-catalogue-closes",
]);

/** `rule severity line:column-line:column`, then the line and the message of each related place. */
function reports(files: Readonly<Record<string, string>>, rules?: readonly RuleDefinition[]): readonly string[] {
  const { findings } = analyzeFiles(files, rules ? createEngine({ rules }) : engine);
  return findings
    .filter(({ rule }) => !ofOtherTests.has(rule))
    .map(({ rule, severity, range: { start, end }, related }) => {
      const place = `${start.line + 1}:${start.character}-${end.line + 1}:${end.character}`;
      const users = related.map(({ at, message }) => ` < ${at.range.start.line + 1} ${message}`);
      return `${rule} ${severity} ${place}${users.join("")}`;
    });
}

describe("one definition", () => {
  it("has one finding for all services that use its anchor, at the definition", () => {
    const services = "services:\n  a:\n    <<: *base\n  b:\n    <<: *base\n";
    assert.deepEqual(
      reports({ "compose.yaml": `x-base: &base\n  image: debian:12\n  privileged: true\n${services}` }),
      ['privileged-container warning 3:2-3:18 < 6 Used by "a". < 8 Used by "b".'],
    );
  });

  it("has one finding where a service is the anchor of another", () => {
    assert.deepEqual(
      reports({
        "compose.yaml":
          "services:\n  a: &a\n    image: debian:12\n    privileged: true\n  b:\n    <<: *a\n    restart: always\n",
      }),
      ['privileged-container warning 4:4-4:20 < 6 Used by "b".'],
    );
  });

  it("has one finding for all services that extend one of another file", () => {
    const extending = (name: string): string => `  ${name}:\n    extends: { file: base.yaml, service: s }\n`;
    assert.deepEqual(
      reports({
        "compose.yaml": `services:\n${extending("a")}${extending("b")}`,
        "base.yaml": "services:\n  s:\n    image: debian:12\n    privileged: true\n",
      }),
      ['privileged-container warning 3:4-3:44 < 4 Defined here. < 5 Used by "b".'],
    );
  });

  it("has one finding for all stages whose tag an ARG gives, but not for those whose registry it gives", () => {
    assert.deepEqual(
      reports({
        Dockerfile: "ARG V=10\nFROM debian:$V AS a\nRUN apt-get update\nFROM debian:${V}-slim AS b\nUSER 1\n",
      }),
      ['end-of-life-os warning 1:6-1:8 < 2 Used by "a". < 4 Used by "b".'],
    );
    assert.deepEqual(reports({ Dockerfile: "ARG R=docker.io\nFROM $R/debian:10 AS a\nFROM $R/debian:10\nUSER 1\n" }), [
      "end-of-life-os info 2:5-2:17",
      "end-of-life-os info 3:5-3:17",
    ]);
  });

  it("has one finding for all machines that share a constant, by the strongest of them", () => {
    assert.deepEqual(
      reports({
        Vagrantfile: `BOX = "centos/7"
Vagrant.configure("2") do |config|
  config.vm.define("a") { |a| a.vm.box = BOX }
  config.vm.define "b" do |b|
    b.vm.box = BOX
    b.vm.provision "shell", inline: "yum install -y git"
  end
end
`,
      }),
      ['end-of-life-os warning 1:6-1:16 < 3 Used by "a". < 5 Used by "b".'],
    );
  });

  it("has one finding for all jobs that run in a container", () => {
    const container = "resources:\n  containers:\n  - container: c\n    image: debian:12\n    options: --privileged\n";
    const job = (name: string): string => `- job: ${name}\n  container: c\n  steps: []\n`;
    assert.deepEqual(reports({ "azure-pipelines.yml": `${container}jobs:\n${job("a")}${job("b")}${job("d")}` }), [
      'privileged-container info 5:13-5:25 < 11 Used by "b". < 14 Used by "d".',
    ]);
  });

  it("is suppressed for one user by a comment there, and for all by one at the definition", () => {
    const file = (atBase: string, atUser: string): string =>
      `x-base: &base\n  image: debian:12\n  ${atBase}\n  privileged: true\nservices:\n  a:\n    ${atUser}\n    <<: *base\n  b:\n    <<: *base\n`;
    const comment = "# bulkhead ignore=privileged-container reason";
    assert.deepEqual(reports({ "compose.yaml": file("init: true", comment) }), [
      'privileged-container warning 4:2-4:18 < 10 Used by "b".',
    ]);
    assert.deepEqual(reports({ "compose.yaml": file(comment, "init: true") }), []);
  });

  it("keeps two mistakes of one workload at one place apart", () => {
    const two = defineRule({
      ...aboutProbe,
      id: "two",
      check: {
        service({ at }, { report }) {
          report({ at, message: "One." });
          report({ at, message: "Two." });
        },
      },
    });
    assert.deepEqual(reports({ "compose.yaml": "services:\n  a:\n    image: b\n" }, [two]), [
      "two warning 2:2-2:3",
      "two warning 2:2-2:3",
    ]);
  });
});

describe("a report without a place in the analysed file", () => {
  const lost = defineRule({
    ...aboutProbe,
    id: "lost",
    check: {
      file({ source }, { report }) {
        const here = source.placeAt(0, 4);
        report({ at: { uri: `${source.uri}.other`, range: here.range }, message: "Elsewhere." });
        report({ at: here, message: "Here." });
      },
    },
  });

  it("is an internal error, and the rule goes on", () => {
    const { findings } = analyzeFiles({ Dockerfile: "FROM a:1\n" }, createEngine({ rules: [lost] }));
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["internal-error", "lost"],
    );
    assert.match(findings[0]?.message ?? "", /lost.*no place in this file for "Elsewhere\."/);
  });
});

describe("a finding over several lines", () => {
  it("is underlined in its first line only, without the comment", () => {
    const service = "services:\n  a:\n    image: nginx:1.29\n    network_mode: host\n";
    assert.deepEqual(reports({ "compose.yaml": `${service}    ports: # the site\n      - 80:80\n      - 443:443\n` }), [
      "host-network-with-ports warning 5:4-5:10 < 4 The network mode.",
    ]);
  });

  it("is underlined without the continuation character", () => {
    const rule = defineRule({
      ...aboutProbe,
      id: "run",
      check: { command: ({ at }, { report }) => report({ at, message: "Run." }) },
    });
    assert.deepEqual(reports({ Dockerfile: "FROM a:1\nRUN make \\\n  install\n" }, [rule]), ["run warning 2:4-2:8"]);
  });
});

describe("a rule that yields", () => {
  const at = (id: string, key: "image" | "privileged", yieldsTo: RuleDefinition["yieldsTo"] = []): RuleDefinition =>
    defineRule({
      ...aboutProbe,
      id,
      yieldsTo,
      check: { service: (service, { report }) => report({ at: service[key].at, message: `${id}.` }) },
    });
  const files = { "compose.yaml": "services:\n  a:\n    image: b\n    privileged: true\n" };

  it("is silent where the other one reports at the same place", () => {
    assert.deepEqual(reports(files, [at("strong", "image"), at("weak", "image", ["strong"])]), [
      "strong warning 3:11-3:12",
    ]);
  });

  it("is silent on a workload on which the other one reports, only if it says so", () => {
    const strong = at("strong", "image");
    assert.deepEqual(reports(files, [strong, at("weak", "privileged", [{ rule: "strong", on: "workload" }])]), [
      "strong warning 3:11-3:12",
    ]);
    assert.deepEqual(reports(files, [strong, at("weak", "privileged", ["strong"])]), [
      "strong warning 3:11-3:12",
      "weak warning 4:16-4:20",
    ]);
  });

  it("reports on other workloads", () => {
    const two = { "compose.yaml": `${files["compose.yaml"]}  c:\n    image: d\n` };
    const strong = defineRule({
      ...aboutProbe,
      id: "strong",
      check: {
        service(service, { report }) {
          if (service.name === "a") report({ at: service.at, message: "strong." });
        },
      },
    });
    const weak = at("weak", "image", [{ rule: "strong", on: "workload" }]);
    assert.deepEqual(reports(two, [strong, weak]), ["strong warning 2:2-2:3", "weak warning 6:11-6:12"]);
  });
});
