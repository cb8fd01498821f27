import assert from "node:assert/strict";
import { analyzeFiles } from "../../scripts/examples.ts";
import { testsOf } from "./nearMisses.ts";

const { ignores, reports, says, fixes } = testsOf("syntax-error");
const web = "services:\n  web:\n    image: nginx:1.29\n";
const vpn = "  vpn:\n    image: debian:12\n    privileged: true\n";
const workflow = ".github/workflows/ci.yml";
const jobs = "jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: []\n";

const bracket = "Invalid YAML: the closing ] is missing, or is indented too little.";

describe("syntax-error on near misses", () => {
  ignores("on an empty file", { "compose.yaml": "" });
  ignores("on a service that is being typed", { "compose.yaml": "services:\n  web:\n" });
  ignores("on a key that podman-compose takes twice", { "podman-compose.yml": `${web}    image: nginx:1.28\n` });
  ignores("on expressions of a workflow", { [workflow]: `${jobs}env:\n  A: \${{ github.sha }}\n` });
  ignores("on a placeholder of a template in a workflow", { [workflow]: `${jobs}    {{ cookiecutter.extra }}\n` });
  ignores("on a placeholder that fills a line", { "compose.yaml": "services:\n@services\nvolumes:\n  a:\n" });
  ignores("on a list that closes at the indentation of its key", {
    "compose.yaml": `${web}    command: [\n      nginx\n    ]\n`,
  });
  for (const broken of ["web: [", 'web: "a', "web:\n    ports: [\n  db:\n    image: a", "web: *a"]) {
    ignores(`under an ignore comment above ${JSON.stringify(broken)}`, {
      "compose.yaml": `services:\n  # bulkhead ignore=syntax-error why\n  ${broken}\n`,
    });
  }
  ignores("on the markers of a conflict in a script", {
    Vagrantfile: 'Vagrant.configure("2") do |config|\n  A = <<~S\n<<<<<<< a\n=======\n>>>>>>> b\n  S\nend\n',
  });
  reports(
    "of a list that is all there is",
    { "compose.yaml": "services: [\n" },
    "1:11 error Invalid YAML: the closing ] is missing, or is indented too little.",
  );
  reports(
    "in a workflow",
    { [workflow]: `${jobs}  b: [\n` },
    "5:6 error Invalid YAML: the closing ] is missing, or is indented too little.",
  );
  ignores("on a key that GitLab takes twice", { ".gitlab-ci.yml": "a:\n  script: x\n  script: y\n" });
  ignores("on conditions that a template of Azure Pipelines repeats", {
    "azure-pipelines.yml": "variables:\n  ${{ if a }}:\n    b: c\n  ${{ if a }}:\n    d: e\nsteps: []\n",
  });
  ignores("on a list of mappings that is merged", {
    "compose.yaml": "x: &x\n  - { init: true }\nservices:\n  a:\n    <<: *x\n    image: b\n",
  });
  ignores("on quoted numbers as keys", { "compose.yaml": `${web}    labels:\n      "1": a\n` });
  reports(
    "a file that was pasted twice, once",
    { ".github/workflows/ci.yml": "name: a\non: push\njobs: {}\nname: a\non: push\njobs: {}\n" },
    '4:1 error Mapping key "name" is already defined in line 1, and 2 more keys follow, so GitHub refuses the file.',
  );
  reports(
    "of a key twice in a workflow of GitHub",
    { [workflow]: `${jobs}    env: { A: b, A: c }\n` },
    '5:18 error Mapping key "A" is already defined in line 5, so GitHub refuses the file.',
  );
  reports(
    "of a number as a key",
    { "compose.yaml": `${web}    labels:\n      1: a\n` },
    "5:7 error The key 1 is not a string, so docker compose refuses the file: quote it.",
  );
  reports(
    "of a text that is merged",
    { "compose.yaml": `${web}    <<: base\n` },
    '4:5 error "<<" merges mappings only, so docker compose refuses the file.',
  );
  fixes(
    "an anchor that is misspelt",
    { "compose.yaml": `x-base: &base\n  init: true\n${web}    <<: *bsae\n` },
    `x-base: &base\n  init: true\n${web}    <<: *base\n`,
  );
  fixes(
    "a number as a key",
    { "compose.yaml": `${web}    labels:\n      1: a\n` },
    `${web}    labels:\n      "1": a\n`,
  );
  reports(
    "once for a conflict",
    { Dockerfile: "<<<<<<< HEAD\nFROM a:1\n=======\nFROM a:2\n>>>>>>> b\n" },
    "1:1 error Unresolved merge conflict, so the file cannot be read: keep one side and remove the markers.",
  );
  says(
    "that a merge is unresolved in Ruby",
    { Vagrantfile: 'Vagrant.configure("2") do |config|\n<<<<<<< a\n=======\n>>>>>>> b\nend\n' },
    "Unresolved merge conflict, so the file cannot be read: keep one side and remove the markers.",
  );
  says("which bracket is missing", { "compose.yaml": `${web}    ports: [80\n    init: true\n` }, bracket);

  const breaks: Readonly<Record<string, string>> = {
    "a list that never ends": "    ports: [80\n    init: true\n",
    "a quote that never ends": '    command: "nginx\n',
    "a tab among blanks": "\tinit: true\n",
    "a missing colon": "    init true\n",
    "an indentation of its own": "   init: true\n",
    "a merge conflict": "<<<<<<< HEAD\n    init: true\n=======\n    init: false\n>>>>>>> b\n",
    "two errors": '    command: "nginx\n    ports: [80\n',
  };
  for (const [title, text] of Object.entries(breaks)) {
    it(`hides no advice about the services after ${title}`, () => {
      const { findings } = analyzeFiles({ "compose.yaml": web + text + vpn });
      const found = findings.map(({ rule, range }) => `${rule} ${String(range.start.line)}`);
      const line = (web + text + vpn).split("\n").indexOf("    privileged: true");
      assert.ok(
        found.some((one) => one.startsWith("syntax-error")),
        found.join(),
      );
      assert.ok(found.includes(`privileged-container ${String(line)}`), found.join());
    });
  }
});
