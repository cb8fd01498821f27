import assert from "node:assert/strict";
import {
  buildSettings,
  containerSettings,
  deployLimits,
  deployReservations,
  deploySettings,
  settingsById,
  type ContainerSetting,
} from "../../../server/src/engine/containerSettings/index.ts";
import { ComposeLoader } from "../../../server/src/engine/formats/compose/project/project.ts";
import { createServiceReader } from "../../../server/src/engine/formats/compose/service/service.ts";
import { createDockerRunReader } from "../../../server/src/engine/formats/shell/dockerRun.ts";
import { createContainerReader, type ContainerDraft } from "../../../server/src/engine/formats/workflow/container.ts";
import { literalReader } from "../../../server/src/engine/formats/workflow/expressions.ts";
import { fieldsOf } from "../../../server/src/engine/formats/yaml/nodes.ts";
import { scriptOf } from "../../../server/src/engine/formats/workflow/script.ts";
import { createContainerReader as createDevContainerReader } from "../../../server/src/engine/formats/devcontainer/container.ts";
import { valueReader } from "../../../server/src/engine/formats/devcontainer/variables.ts";
import { readJson, readYaml } from "../../../server/src/engine/formats/yaml/index.ts";
import { createTopicFinder } from "../../../server/src/engine/knowledge/topics/index.ts";
import { createService } from "../../../server/src/engine/model/createService.ts";
import type { Fact, Unset } from "../../../server/src/engine/model/fact.ts";
import { createSourceText } from "../../../server/src/engine/model/text/sourceText.ts";
import { project } from "../formats/compose/reading.ts";
import { read } from "../formats/shell/reading.ts";

const uri = "file:///p/compose.yaml";
const madeUp = {
  field: "colour",
  compose: "colour",
  flags: ["colour", "color"],
  short: "C",
  ci: { github: "paint" },
  devcontainer: "colour",
  kind: "text",
  topic: "privileged",
  summary: "The colour of the container.",
} as const satisfies ContainerSetting;
const settings = [...containerSettings, madeUp] as const;

function composeService(text: string) {
  const files = { "compose.yaml": `services:\n  web:\n${text}` };
  const loader = new ComposeLoader(project(files));
  const tree = readYaml(createSourceText(uri, files["compose.yaml"]));
  const service = loader.model(tree, "file:///p", loader.lookup("file:///p")).services.get("web");
  assert.ok(service);
  return createServiceReader(settings)(service);
}

function dockerRun(text: string) {
  const [command] = read(text).commands;
  const service = command && createDockerRunReader(settings)(command);
  assert.ok(service);
  return service;
}

function ciContainer(text: string) {
  const source = createSourceText("file:///p/.github/workflows/ci.yml", text);
  const [node] = readYaml(source).documents;
  const fields = fieldsOf(node && { source, node });
  const options = fields.get("options");
  const at = source.placeAt(0, 1);
  const image: Unset = { state: "unset", at };
  const draft: ContainerDraft = {
    name: "build",
    at,
    entry: at,
    complete: true,
    image,
    keys: { system: "github", fields, reader: literalReader("github") },
    options: options && scriptOf(options, "github"),
  };
  return createContainerReader(settings)(draft);
}

function devContainer(text: string) {
  const source = createSourceText("file:///p/.devcontainer.json", text);
  const [node] = readJson(source).documents;
  const folders = { local: ".", name: "p", container: "/workspaces/p" };
  return createDevContainerReader(settings)({
    uri: source.uri,
    fields: fieldsOf(node && { source, node }),
    entry: source.placeAt(0, text.length),
    read: valueReader(folders),
    workspace: { type: "bind", source: ".", target: folders.container, readOnly: false, options: [] },
  });
}

function value(fact: Fact<string>): string {
  return fact.state === "known" ? fact.value : fact.state;
}

describe("the table of container settings", () => {
  describe("needs one row for a setting, which then", () => {
    it("is read in Compose files", () => {
      assert.equal(value(composeService("    colour: green\n").colour), "green");
      assert.equal(value(composeService("    colour: ${COLOUR}\n").colour), "unreadable");
      assert.equal(value(composeService("    image: alpine\n").colour), "unset");
    });

    it("is read from docker run, by each of its names", () => {
      assert.equal(value(dockerRun("docker run --colour green alpine").colour), "green");
      assert.equal(value(dockerRun("docker run -C green alpine").colour), "green");
      assert.equal(value(dockerRun("podman run --color=green alpine").colour), "green");
      assert.equal(value(dockerRun("docker run --colour $C alpine").colour), "unreadable");
      assert.equal(value(dockerRun("docker run --colour green alpine").image), "alpine");
    });

    it("is read from containers of CI jobs, by key and by option", () => {
      assert.equal(value(ciContainer("image: alpine\npaint: green\n").colour), "green");
      assert.equal(value(ciContainer("image: alpine\noptions: -C green --init\n").colour), "green");
      assert.equal(value(ciContainer("paint: red\noptions: --colour green\n").colour), "red");
      assert.equal(value(ciContainer("image: alpine\n").colour), "unset");
    });

    it("is read in devcontainer.json, by property and by option", () => {
      assert.equal(value(devContainer('{ "image": "a", "colour": "green" }').colour), "green");
      assert.equal(value(devContainer('{ "image": "a", "runArgs": ["-C", "green"] }').colour), "green");
      assert.equal(value(devContainer('{ "image": "a", "colour": "${localEnv:COLOUR}" }').colour), "unreadable");
      assert.equal(value(devContainer('{ "image": "a" }').colour), "unset");
    });

    it("is unset in a new service", () => {
      const at = createSourceText(uri, "web").placeAt(0, 3);
      const service = createService({ origin: "compose", uri, name: "web", at, entry: at, complete: true }, settings);
      assert.deepEqual(service.colour, { state: "unset", at });
    });

    it("has its topic in hovers", () => {
      const topicOf = createTopicFinder(settingsById(settings));
      for (const id of [
        "devcontainer:colour",
        "compose:services.*.colour",
        "docker-run:--colour",
        "docker-run:--color",
        "docker-run:-C",
      ]) {
        assert.equal(topicOf({ id, value: undefined })?.id, "privileged", id);
      }
    });
  });

  const tables: Readonly<Record<string, readonly ContainerSetting[]>> = {
    containerSettings,
    buildSettings,
    deploySettings,
    deployLimits,
    deployReservations,
  };
  for (const [name, table] of Object.entries(tables)) {
    it(`has no field twice in ${name}`, () => {
      assert.equal(new Set(table.map(({ field }) => field)).size, table.length);
    });

    it(`describes each setting of ${name} in one sentence`, () => {
      for (const { field, summary } of table) assert.match(summary, /^\S.{5,120}\.$/, field);
    });
  }

  it("gives a short option to one setting only", () => {
    const letters = (containerSettings as readonly ContainerSetting[]).flatMap(({ short }) => short ?? []);
    assert.equal(new Set(letters).size, letters.length);
  });

  it("gives all services one order of fields", () => {
    const fields = (service: object): readonly string[] => Object.keys(service);
    const expected = fields(composeService("    image: alpine\n"));
    assert.deepEqual(fields(dockerRun("docker run --privileged --net front alpine")), expected);
    assert.deepEqual(fields(ciContainer("image: alpine\nports: [80]\noptions: --init\n")), expected);
    assert.deepEqual(fields(devContainer('{ "image": "alpine", "appPort": 80, "runArgs": ["--init"] }')), expected);
  });
});
