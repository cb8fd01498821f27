import assert from "node:assert/strict";
import picomatch from "picomatch";
import { fileKinds, kindOf, workflowSystemOf } from "../../../server/src/engine/formats/kinds.ts";

const compose = "services:\n  web:\n    image: nginx\n";
const workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n";

const names: readonly (readonly [path: string, text: string, kind: string | undefined])[] = [
  ["Dockerfile", "", "dockerfile"],
  ["dockerfile", "", "dockerfile"],
  ["Dockerfile.dev", "", "dockerfile"],
  ["Dockerfile-alpine", "", "dockerfile"],
  ["web.Dockerfile", "", "dockerfile"],
  ["web.dockerfile", "", "dockerfile"],
  ["Containerfile", "", "dockerfile"],
  ["Containerfile.dev", "", "dockerfile"],
  ["dockerfile-kasm-core", "# Base\nARG BASE=a\nFROM $BASE\n", "dockerfile"],
  ["dockerfile-notes", "How to write one\n", undefined],
  ["Dockerfile.go", "package docker", undefined],
  ["Dockerfile.ejs", "FROM a", undefined],
  ["Dockerfile.ejs.t", "FROM a", undefined],
  ["Dockerfile.j2", "FROM a", undefined],
  ["Dockerfile.dockerignore", "node_modules", undefined],
  ["Dockerfile.md", "# Title", undefined],
  ["Dockerfile", "FROM <%= image %>", undefined],
  ["Dockerfile", "{% if x %}\nFROM a\n{% endif %}", undefined],
  ["Dockerfile", "RUN docker ps --format '{{.ID}}'", "dockerfile"],
  ["myDockerfile", "", undefined],
  ["compose.yaml", compose, "compose"],
  ["compose.prod.yml", compose, "compose"],
  ["docker-compose.yml", compose, "compose"],
  ["docker-compose.dev.yaml", "include:\n  - a.yaml\n", "compose"],
  ["podman-compose.yml", compose, "compose"],
  ["web.compose.yaml", compose, "compose"],
  ["web-compose.yml", "steps: []\n", undefined],
  ["docker-compose.yml", '"services":\n  a: {}\n', "compose"],
  ["docker-compose.yml", "# later\n", undefined],
  ["docker-compose.yml", workflow, undefined],
  ["docker-compose.yml", `${compose}jobs:\n`, undefined],
  ["compose.yml", "services:\n  - postgres\n", undefined],
  ["compose.yml", "services: [postgres]\n", undefined],
  ["compose.yml", "services:\n# note\n  a:\n    image: b\n", "compose"],
  ["composer.json", "{}", undefined],
  ["Vagrantfile", "", "vagrantfile"],
  ["Vagrantfile.rb", "", "vagrantfile"],
  ["Vagrantfile.local", "", "vagrantfile"],
  ["Vagrantfile.erb", "", undefined],
  [".github/workflows/ci.yml", workflow, "workflow"],
  [".github/workflows/docker-compose.yaml", workflow, "workflow"],
  [".github/workflows/ci.yml", `${workflow}    steps:\n      - run: echo '{% x %}'\n`, "workflow"],
  [".github/workflows/ci.yml", `{% raw %}\n${workflow}`, undefined],
  [".github/workflows/nested/ci.yml", workflow, undefined],
  [".github/dependabot.yml", "version: 2", undefined],
  ["setup/action.yml", "runs:\n  using: composite\n", "workflow"],
  ["tasks/action.yml", "- name: an Ansible task\n", undefined],
  [".gitlab-ci.yml", "", "workflow"],
  [".gitlab/ci/build/base.yml", "", "workflow"],
  [".gitlab-ci/vagrant.yml", "", "workflow"],
  [".gitlab/package.yml", "a:\n  script: x\n", "workflow"],
  [".gitlab/agents/a/config.yaml", "gitops: {}\n", undefined],
  [".gitlab-ci-needs.yml", "", "workflow"],
  ["templates/rust.gitlab-ci.yml", "", "workflow"],
  [".circleci/config.yml", "jobs: {}\n", "workflow"],
  ["azure-pipelines.yml", "steps:\n", "workflow"],
  [".azure-pipelines.yml", "jobs:\n", "workflow"],
  ["jenkinsfile", "", "workflow"],
  ["JenkinsFile", "", "workflow"],
  ["build.jenkinsFile", "", "workflow"],
  ["jenkinsfile.json", "{}", undefined],
  ["azure-pipelines-nightly.yaml", "jobs:\n", "workflow"],
  [".azure-pipelines/templates/build.yml", "parameters:\nsteps:\n", "workflow"],
  [".azure-pipelines/variables.yml", "variables:\n  a: b\n", undefined],
  ["Jenkinsfile", "", "workflow"],
  ["Jenkinsfile.release", "", "workflow"],
  ["Jenkinsfile.groovy", "", "workflow"],
  ["Jenkinsfile.md", "", undefined],
  [".devcontainer/devcontainer.json", "{}", "devcontainer"],
  [".devcontainer/go/devcontainer.json", "{}", "devcontainer"],
  [".devcontainer.json", "{}", "devcontainer"],
  [".devcontainer/go/nested/devcontainer.json", "{}", undefined],
  [".devcontainer/settings.json", "{}", undefined],
  ["devcontainer.json", "{}", undefined],
  ["bulkhead.config.json", "{}", "config"],
  ["bulkhead.config.yaml", "", "config"],
  ["package.json", "{}", undefined],
];

describe("kinds of files", () => {
  for (const [path, text, kind] of names) {
    it(`takes ${path} ${text ? `with ${JSON.stringify(text.slice(0, 30))} ` : ""}for ${kind ?? "an unsupported file"}`, () => {
      assert.equal(kindOf({ uri: `file:///work/project/${path}`, text }), kind);
    });
  }

  it("asks the language of untitled documents only", () => {
    const untitled = (languageId: string, text = "") => kindOf({ uri: "untitled:Untitled-1", languageId, text });
    assert.equal(untitled("dockerfile"), "dockerfile");
    assert.equal(untitled("dockercompose", compose), "compose");
    assert.equal(untitled("dockercompose", workflow), undefined);
    assert.equal(untitled("ruby", "puts 1"), undefined);
    assert.equal(untitled("ruby", 'Vagrant.configure("2")'), "vagrantfile");
    assert.equal(untitled("plaintext", compose), undefined);
    assert.equal(kindOf({ uri: "file:///a/main.go", languageId: "dockerfile", text: "" }), undefined);
  });

  it("has globs with which a command line finds every supported file", () => {
    for (const [path, , kind] of names.filter(([, , kind]) => kind !== undefined)) {
      const globs = fileKinds.filter((entry) => entry.kind === kind).flatMap((entry) => entry.globs);
      assert.ok(picomatch.isMatch(`deep/er/${path}`, globs, { dot: true }), path);
      assert.ok(picomatch.isMatch(path, globs, { dot: true }), path);
    }
  });

  it("takes no name that the globs do not match", () => {
    const globs = fileKinds.flatMap((entry) => entry.globs);
    for (const path of [
      "xDockerfile",
      "Dockerfiles/a",
      "a.yml",
      "workflows/ci.yml",
      "compose/a.yml",
      "myVagrantfile",
    ]) {
      assert.equal(picomatch.isMatch(path, globs, { dot: true }), false, path);
      assert.equal(kindOf({ uri: `file:///${path}`, text: compose }), undefined, path);
    }
  });

  it("reads the path of any scheme, decoded", () => {
    assert.equal(kindOf({ uri: "vscode-vfs://github/a/b/Dockerfile", text: "" }), "dockerfile");
    assert.equal(kindOf({ uri: "file:///c%3A/with%20blank/web.Dockerfile", text: "" }), "dockerfile");
    assert.equal(kindOf({ uri: "Dockerfile", text: "" }), "dockerfile");
  });

  it("names the CI system of a workflow", () => {
    assert.equal(workflowSystemOf("file:///a/.github/workflows/ci.yml"), "github");
    assert.equal(workflowSystemOf("file:///a/action.yaml"), "github");
    assert.equal(workflowSystemOf("file:///a/.gitlab-ci.yml"), "gitlab");
    assert.equal(workflowSystemOf("file:///a/.gitlab/ci/x.yml"), "gitlab");
    assert.equal(workflowSystemOf("file:///a/.circleci/config.yml"), "circleci");
    assert.equal(workflowSystemOf("file:///a/azure-pipelines.yml"), "azure");
    assert.equal(workflowSystemOf("file:///a/Jenkinsfile"), "jenkins");
    assert.equal(workflowSystemOf("file:///a/compose.yml"), undefined);
  });
});
