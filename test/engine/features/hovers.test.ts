import assert from "node:assert/strict";
import { createEngine, type FileState } from "../../../server/src/engine/index.ts";
import { ruby } from "../formats/vagrantfile/reading.ts";
import {
  ciKeys,
  commands,
  composeKeys,
  composeValues,
  devcontainerKeys,
  switches,
  vagrantLines,
  valuedOptions,
  type TopicsByKey,
} from "./hoverTable.ts";

const engine = createEngine({ rules: [], ruby: () => ruby });

/** The topic at the text between `«` and `»`: "" for a sentence without a topic, undefined for no hover. */
function topicAt(name: string, marked: string): string | undefined {
  const offset = marked.indexOf("«");
  assert.ok(offset >= 0, marked);
  const before = marked.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const document = { uri: `file:///project/${name}`, text: marked.replace(/[«»]/g, "") };
  const request = { document, files: new Map<string, FileState>(), folder: "file:///project", settings: [] };
  const hover = engine.hover(request, position);
  return hover && (hover.topic ?? "");
}

/** Where shell text is written: the file, and its text around a command. */
const scripts: readonly (readonly [file: string, text: (command: string) => string])[] = [
  ["Dockerfile", (command) => `FROM ours\nRUN ${command}\n`],
  ["Dockerfile", (command) => `FROM ours\nRUN <<EOF\n${command}\nEOF\n`],
  ["Dockerfile", (command) => `FROM ours\nCMD ${command}\n`],
  ["compose.yaml", (command) => `services:\n  a:\n    image: ours\n    command: sh -c "${command}"\n`],
  ["compose.yaml", (command) => `services:\n  a:\n    image: ours\n    entrypoint: ["sh", "-c", "${command}"]\n`],
  [".github/workflows/ci.yml", (command) => `on: push\njobs:\n  a:\n    steps:\n      - run: ${command}\n`],
  [".gitlab-ci.yml", (command) => `a:\n  script:\n    - ${command}\n`],
  [
    ".circleci/config.yml",
    (command) => `version: 2.1\njobs:\n  a:\n    machine: true\n    steps:\n      - run: ${command}\n`,
  ],
  ["azure-pipelines.yml", (command) => `pool: { vmImage: ubuntu-latest }\nsteps:\n  - script: ${command}\n`],
  ["Jenkinsfile", (command) => `pipeline { agent any\n stages { stage('a') { steps {\n sh '${command}'\n } } } }`],
  [
    "Vagrantfile",
    (command) => `Vagrant.configure("2") do |config|\n  config.vm.provision "shell", inline: "${command}"\nend\n`,
  ],
  [
    "Vagrantfile",
    (command) =>
      `Vagrant.configure("2") do |config|\n  config.vm.provision "shell", inline: <<-SHELL\n    ${command}\n  SHELL\nend\n`,
  ],
  [".devcontainer.json", (command) => `{ "image": "ours", "postCreateCommand": "${command}" }`],
];

const names = [
  "RUN",
  "RUN <<EOF",
  "CMD",
  "command",
  "entrypoint",
  "GitHub",
  "GitLab",
  "CircleCI",
  "Azure",
  "Jenkins",
].concat("inline", "inline <<SHELL", "devcontainer");

let asked = 0;
const wrong: string[] = [];

function expectAt(file: string, marked: string, topic: string): string | undefined {
  const found = topicAt(file, marked);
  asked += 1;
  if (found === topic) return undefined;
  const problem = `${file}: ${JSON.stringify(marked)} has ${found ?? "nothing"}, not ${topic}`;
  wrong.push(problem);
  return problem;
}

function problemsOf(table: TopicsByKey, ask: (key: string, topic: string) => string | undefined): readonly string[] {
  return Object.entries(table).flatMap(([key, topic]) => ask(key, topic) ?? []);
}

describe("the topic of a hover", () => {
  it("is that of the key, at each key of a Compose service", () => {
    assert.equal(Object.keys(composeKeys).length, 92);
    const ask = (key: string, topic: string) =>
      expectAt("compose.yaml", `services:\n  a:\n    «${key}»: ours\n`, topic);
    assert.deepEqual(problemsOf(composeKeys, ask), []);
  });

  it("is that of the value, at capabilities, runtimes, namespaces and kernel parameters", () => {
    const ask = (key: string, topic: string) => {
      const [name = "", value = ""] = key.split(" ");
      const isList = /^(?:cap_|devices|volumes|sysctls|security_opt)/.test(name);
      const written = isList ? `\n      - «${value}»` : ` «${value}»`;
      return expectAt("compose.yaml", `services:\n  a:\n    ${name}:${written}\n`, topic);
    };
    assert.deepEqual(problemsOf(composeValues, ask), []);
  });

  for (const [index, [file, text]] of scripts.entries()) {
    it(`is that of the option of docker run, in shell text of ${names[index] ?? ""}`, () => {
      const at = (options: string, topic: string) => expectAt(file, text(`docker run ${options} ours`), topic);
      const askValued = (key: string, topic: string) => at(`«${key}» 1`, topic) ?? at(`${key} «1»`, topic);
      const askSwitch = (key: string, topic: string) => at(`«${key}»`, topic);
      assert.deepEqual([...problemsOf(valuedOptions, askValued), ...problemsOf(switches, askSwitch)], []);
    });

    it(`is that of the command, in shell text of ${names[index] ?? ""}`, () => {
      const ask = (key: string, topic: string) =>
        expectAt(file, text(`sudo «${key}» now`), topic) ?? expectAt(file, text(`ls && «${key}»`), topic);
      assert.deepEqual(problemsOf(commands, ask), []);
    });
  }

  it("is that of an option in each way to write it", () => {
    const at = (options: string, topic: string) => expectAt("Dockerfile", `FROM ours\nRUN ${options}\n`, topic);
    assert.deepEqual(
      [
        at("docker run «--memory»=1g ours", "memory-limit"),
        at("docker run «-m»1g ours", "memory-limit"),
        at("docker run -i«t» ours", ""),
        at("docker run -it«u» root ours", "user"),
        at("docker container run «--pid»=host ours", "namespace-pid"),
        at("docker create «--privileged» ours", "privileged"),
        at("podman run «-v» /a:/b ours", "volumes"),
        at("docker compose run «-u» 0 web", "user"),
        at("docker run --cap-add «SYS_ADMIN» ours", "capability-sys-admin"),
        at("docker run --rm ours «modprobe» fuse", "kernel-modules"),
        at("docker run --rm ours sh -c '«systemctl» start x'", "init-system"),
      ].filter((problem) => problem !== undefined),
      [],
    );
  });

  it("is that of the option, where a file lists options of a container", () => {
    const places: readonly (readonly [string, (option: string) => string])[] = [
      [
        ".github/workflows/ci.yml",
        (option) => `on: push\njobs:\n  a:\n    container:\n      image: ours\n      options: --init ${option}\n`,
      ],
      [
        "azure-pipelines.yml",
        (option) =>
          `jobs:\n  - job: a\n    container:\n      image: ours\n      options: --init ${option}\n    steps: []\n`,
      ],
      [
        "Jenkinsfile",
        (option) =>
          `pipeline { agent { docker {\n image 'ours'\n args '--init ${option}' } }\n stages { stage('a') { steps { sh 'ls' } } } }`,
      ],
      [
        ".devcontainer.json",
        (option) =>
          `{ "image": "ours", "runArgs": ["--init", ${option
            .split(" ")
            .map((word) => `"${word}"`)
            .join(", ")}] }`,
      ],
    ];
    for (const [file, text] of places) {
      const askValued = (key: string, topic: string) => expectAt(file, text(`«${key}» 1`), topic);
      const askSwitch = (key: string, topic: string) => expectAt(file, text(`«${key}»`), topic);
      assert.deepEqual([...problemsOf(valuedOptions, askValued), ...problemsOf(switches, askSwitch)], []);
    }
  });

  it("is that of the setting, in a Vagrantfile", () => {
    const ask = (line: string, topic: string) =>
      expectAt("Vagrantfile", `Vagrant.configure("2") do |config|\n  ${line}\nend\n`, topic);
    assert.deepEqual(problemsOf(vagrantLines, ask), []);
  });

  it("is that of the key, at machines and containers of each CI system", () => {
    assert.deepEqual(
      ciKeys.flatMap(([file, text, topic]) => expectAt(file, text, topic) ?? []),
      [],
    );
  });

  it("is that of the property, in a devcontainer.json", () => {
    const ask = (key: string, topic: string) => expectAt(".devcontainer.json", `{ "«${key}»": "ours" }`, topic);
    assert.deepEqual(problemsOf(devcontainerKeys, ask), []);
  });

  after(() => {
    const share = 1 - wrong.length / asked;
    assert.ok(asked > 3000 && share >= 0.98, `${String(asked)} asked, ${String(wrong.length)} wrong`);
  });
});
