import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";

const engine = createEngine({ rules: [] });

/** What is offered at `|`. */
function offered(name: string, marked: string) {
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const document = { uri: `file:///project/${name}`, text: marked.replace("|", "") };
  const request = { document, files: new Map<string, FileState>(), folder: "file:///project", settings: [] };
  return engine.complete(request, position, []).filter(({ kind }) => kind === "value");
}

function service(line: string): string {
  return `services:\n  a:\n    image: alpine\n    ${line}`;
}

describe("completion of values", () => {
  /** The file, its text with `|`, and a value that is offered there. */
  const places: readonly (readonly [string, string, string])[] = [
    ["compose.yaml", service("runtime: |"), "runsc"],
    ["compose.yaml", service("runtime: ru|"), "runc"],
    ["compose.yaml", service("pid: |\n"), "service:"],
    ["compose.yaml", service("ipc: sh|"), "shareable"],
    ["compose.yaml", service("uts: |"), "host"],
    ["compose.yaml", service('userns_mode: "|"'), "host"],
    ["compose.yaml", service("network_mode: |"), "none"],
    ["compose.yaml", service("isolation: |"), "hyperv"],
    ["compose.yaml", service("cap_add:\n      - |"), "SYS_ADMIN"],
    ["compose.yaml", service("cap_drop:\n    - A|"), "ALL"],
    ["compose.yaml", service("cap_add: [NET_ADMIN, |]"), "SYS_TIME"],
    ["compose.yaml", service("security_opt:\n      - no-new|"), "no-new-privileges:true"],
    ["compose.yaml", service("sysctls:\n      - net|"), "net.core.somaxconn"],
    ["compose.yaml", service("sysctls:\n      net.ipv4.|"), "net.ipv4.ip_forward"],
    ["compose.yaml", service("x-bulkhead:\n      |"), "trust"],
    ["compose.yaml", service("x-bulkhead:\n      trust: |"), "untrusted"],
    ["Dockerfile", "FROM a\nRUN docker run --cap-add |", "NET_ADMIN"],
    ["Dockerfile", "FROM a\nRUN docker run \\\n  --runtime=|", "runsc"],
    [".github/workflows/ci.yml", "jobs:\n  a:\n    container:\n      options: --cap-add=|", "SYS_PTRACE"],
    [".gitlab-ci.yml", "a:\n  script:\n    - docker run --security-opt |", "seccomp:unconfined"],
    ["Vagrantfile", 'config.vm.provision "shell", inline: "docker run --pid |', "host"],
    [".devcontainer.json", '{\n  "capAdd": ["|"]\n}', "SYS_PTRACE"],
    [".devcontainer.json", '{\n  "securityOpt": [\n    "a",\n    "sec|"\n  ]\n}', "seccomp:unconfined"],
    [".devcontainer.json", '{\n  "runArgs": ["--cap-add=|"]\n}', "SYS_PTRACE"],
  ];
  for (const [name, text, value] of places) {
    it(`offers ${value} in ${name} at ${JSON.stringify(text.slice(-40))}`, () => {
      const found = offered(name, text).find(({ label }) => label === value);
      assert.ok(found, `${String(offered(name, text).length)} others`);
      assert.notEqual(found.detail, "");
      const line = text.slice(0, text.indexOf("|")).split("\n").at(-1) ?? "";
      assert.doesNotMatch(line.slice(found.range.start.character), /[\s"'=]/);
    });
  }

  const nowhere: readonly (readonly [string, string])[] = [
    ["compose.yaml", service("cgroup: |")],
    ["compose.yaml", service("environment:\n      runtime: |")],
    ["compose.yaml", service("command:\n      - |")],
    ["compose.yaml", "networks:\n  a:\n    ipc: |"],
    ["compose.yaml", "runtime: |"],
    ["Dockerfile", "FROM a\nRUN tool --runtime |"],
    [".devcontainer.json", '{ "forwardPorts": ["|"] }'],
    [".github/workflows/ci.yml", "jobs:\n  a:\n    runtime: |"],
  ];
  for (const [name, text] of nowhere) {
    it(`offers nothing in ${name} at ${JSON.stringify(text.slice(-40))}`, () => {
      assert.deepEqual(offered(name, text), []);
    });
  }

  it("ends quickly at long lines", () => {
    const long = service(`cap_add: [${"a, ".repeat(30_000)}|`);
    assert.deepEqual(offered("compose.yaml", long), []);
    assert.deepEqual(offered("Dockerfile", `FROM a\nRUN docker ${"--".repeat(30_000)} |`), []);
  });
});
