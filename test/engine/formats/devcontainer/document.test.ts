import assert from "node:assert/strict";
import { knownItems, valueOf } from "../../../../server/src/engine/model/fact.ts";
import { containerOf, items, path, read, said } from "./reading.ts";

const image = '"image": "debian:13"';

/** The mounts as `source:target`, without the one of the workspace folder. */
function mountsOf(text: string, name = path): readonly string[] {
  return knownItems(containerOf({ [name]: `{ ${image}, ${text} }` }).mounts)
    .filter(({ value }) => value.target !== "/workspaces/p")
    .map(({ value: { type, source, target } }) => `${type ?? "?"} ${shown(source)}:${shown(target)}`);
}

function shown(part: unknown): string {
  return typeof part === "string" ? part : JSON.stringify(part);
}

describe("the container of a devcontainer.json", () => {
  it("has the settings of the properties", () => {
    const service = containerOf(`{
      // How it runs.
      "image": "debian:13", "privileged": true, "init": true, "containerUser": "dev",
      "capAdd": ["SYS_PTRACE"], "securityOpt": ["seccomp=unconfined"], "containerEnv": { "A": "b" },
    }`);

    assert.equal(service.origin, "devcontainer");
    assert.equal(service.name, "container");
    assert.equal(said(service.image), "debian:13");
    assert.equal(said(service.privileged), true);
    assert.equal(said(service.init), true);
    assert.equal(said(service.user), "dev");
    assert.deepEqual(items(service.capAdd), ["SYS_PTRACE"]);
    assert.deepEqual(items(service.securityOpt), ["seccomp=unconfined"]);
    assert.deepEqual(
      [...service.environment].map(([name, item]) => [name, said(item)]),
      [["A", "b"]],
    );
  });

  it("has the settings of runArgs, after those of the properties", () => {
    const service = containerOf(`{
      ${image}, "capAdd": ["SYS_PTRACE"], "containerUser": "dev",
      "runArgs": ["--cap-add=NET_ADMIN", "--privileged", "-u", "root", "--network", "host", "--shm-size=1g"]
    }`);

    assert.deepEqual(items(service.capAdd), ["SYS_PTRACE", "NET_ADMIN"]);
    assert.equal(said(service.privileged), true);
    assert.equal(said(service.user), "root");
    assert.equal(said(service.networkMode), "host");
    assert.equal(said(service.shmSize), 1024 ** 3);
  });

  it("places the values of runArgs within their strings", () => {
    const text = `{ ${image}, "runArgs": ["--cap-add=NET_ADMIN", "--security-opt", "apparmor=unconfined"] }`;
    const { services, source } = read(text);
    const [service] = services;
    assert.ok(service);
    const textOf = (list: (typeof service)["capAdd"]) =>
      knownItems(list).map(({ at, entry }) => [source.slice(at.range), source.slice(entry.range)]);

    assert.deepEqual(textOf(service.capAdd), [["NET_ADMIN", '"--cap-add=NET_ADMIN"']]);
    assert.deepEqual(textOf(service.securityOpt), [
      ['"apparmor=unconfined"', '"--security-opt", "apparmor=unconfined"'],
    ]);
  });

  it("publishes numbers of appPort on the loopback address, and texts as they say", () => {
    const portsOf = (ports: string) =>
      knownItems(containerOf(`{ ${image}, "appPort": ${ports} }`).ports).map(
        ({ value: { hostIp, published, target } }) => [hostIp, published, target],
      );

    assert.deepEqual(portsOf("3000"), [["127.0.0.1", "3000", "3000"]]);
    assert.deepEqual(portsOf('[3000, "8080:80"]'), [
      ["127.0.0.1", "3000", "3000"],
      [undefined, "8080", "80"],
    ]);
    assert.equal(containerOf(`{ ${image}, "forwardPorts": [3000] }`).ports.state, "unset");
  });

  it("mounts the workspace folder unless the file says otherwise", () => {
    const mounts = (text: string) => items(containerOf(`{ ${image} ${text} }`).mounts);
    const workspace = { type: "bind", source: "..", target: "/workspaces/p", readOnly: false, options: [] };

    assert.deepEqual(mounts(""), [workspace]);
    assert.equal(mounts(', "workspaceMount": ""'), "unset");
    assert.deepEqual(mounts(', "workspaceMount": "source=${localWorkspaceFolder},target=/src,type=bind"'), [
      { ...workspace, target: "/src" },
    ]);
  });

  it("reads mounts as text and as object", () => {
    assert.deepEqual(mountsOf('"mounts": ["source=data,target=/data,type=volume"]'), ["volume data:/data"]);
    assert.deepEqual(mountsOf('"mounts": [{ "source": "/a", "target": "/b", "type": "bind" }]'), ["bind /a:/b"]);
    assert.deepEqual(mountsOf('"runArgs": ["-v", "/a:/b"]'), ["bind /a:/b"]);
  });

  it("resolves variables of folders, takes defaults and leaves the rest of the environment open", () => {
    const bind = (source: string) => `"mounts": ["type=bind,source=${source},target=/b"]`;

    assert.deepEqual(mountsOf(bind("${localWorkspaceFolder}/a")), ["bind ../a:/b"]);
    assert.deepEqual(mountsOf(bind("${localWorkspaceFolder}/a"), ".devcontainer/go/devcontainer.json"), [
      "bind ../../a:/b",
    ]);
    assert.deepEqual(mountsOf(bind("${localWorkspaceFolder}/a"), ".devcontainer.json"), ["bind ./a:/b"]);
    assert.deepEqual(mountsOf(bind("${localEnv:DATA:/data}")), ["bind /data:/b"]);
    assert.deepEqual(mountsOf(bind("${localEnv:HOME}/.ssh")), ['bind {"written":"${localEnv:HOME}/.ssh"}:/b']);
    assert.equal(said(containerOf('{ "image": "node:${localEnv:NODE:22}" }').image), "node:22");

    const { image: open } = containerOf('{ "image": "node:${templateOption:version}" }');
    assert.equal(open.state === "unreadable" && open.partial?.written, "node:${templateOption:version}");
  });

  it("runs a loop in place of the image's process, unless overrideCommand is false", () => {
    assert.equal(containerOf(`{ ${image} }`).entrypoint.state, "unreadable");
    assert.equal(containerOf(`{ ${image}, "overrideCommand": true }`).entrypoint.state, "unreadable");
    assert.equal(containerOf(`{ ${image}, "overrideCommand": false }`).entrypoint.state, "unset");
  });

  it("gets rights and mounts of the features that run or reach an engine", () => {
    const inside = containerOf(`{ ${image}, "features": { "ghcr.io/devcontainers/features/docker-in-docker:2": {} } }`);
    const outside = `"features": { "ghcr.io/devcontainers/features/docker-outside-of-docker:1": {} }`;

    assert.equal(said(inside.privileged), true);
    assert.deepEqual(mountsOf(outside), ["bind /var/run/docker.sock:/var/run/docker-host.sock"]);
    assert.equal(containerOf(`{ ${image}, ${outside} }`).privileged.state, "unset");
    assert.deepEqual(mountsOf('"features": { "ghcr.io/acme/features/docker-outside-of-docker:1": {} }'), []);
  });

  it("is built as the file says, with paths relative to it", () => {
    const built = (text: string) => {
      const build = valueOf(containerOf(`{ ${text} }`).build);
      assert.ok(build);
      return [build.dockerfile, build.context, build.target].map(said);
    };

    assert.deepEqual(built('"build": { "dockerfile": "Dockerfile", "context": "..", "target": "dev" }'), [
      "file:///p/.devcontainer/Dockerfile",
      "file:///p",
      "dev",
    ]);
    assert.deepEqual(built('"dockerFile": "../Dockerfile"'), [
      "file:///p/Dockerfile",
      "file:///p/.devcontainer",
      "unset",
    ]);
    assert.deepEqual(built('"build": { "dockerfile": "a/Dockerfile", "options": ["--target=dev"] }'), [
      "file:///p/.devcontainer/a/Dockerfile",
      "file:///p/.devcontainer",
      "unreadable",
    ]);
  });

  it("takes the image of a Compose service, and points to where it is written", () => {
    const service = containerOf({
      [path]: '{ "dockerComposeFile": ["../compose.yaml", "dev.yaml"], "service": "app", "runArgs": ["--init"] }',
      "compose.yaml": "services:\n  app:\n    image: alpine:3.20\n    runtime: runsc\n  db:\n    image: postgres:17\n",
      ".devcontainer/dev.yaml": "services:\n  app:\n    image: alpine:3.22\n",
    });

    assert.equal(service.name, "app");
    assert.equal(said(service.image), "alpine:3.22");
    assert.equal(service.image.state === "known" && service.image.origin?.uri, "file:///p/.devcontainer/dev.yaml");
    assert.equal(said(service.runtime), "runsc");
    assert.equal(service.init.state, "unset");
    assert.equal(service.mounts.state, "unset");
  });

  it("knows no image if a Compose file cannot be read", () => {
    const service = containerOf('{ "dockerComposeFile": "compose.yaml", "service": "app", "privileged": true }');

    assert.equal(service.image.state, "unreadable");
    assert.equal(said(service.privileged), true);
  });

  it("is absent from a file without an image", () => {
    assert.deepEqual(read('{ "features": {} }').services, []);
    assert.deepEqual(read("").services, []);
    assert.deepEqual(read("[]").services, []);
  });
});

describe("the commands of a devcontainer.json", () => {
  const commandsOf = (text: string) =>
    read(`{ ${image}, ${text} }`).commands.map(({ words }) => words.map(({ value }) => value));

  it("are those that run in the container, in the order in which they run", () => {
    assert.deepEqual(
      commandsOf(
        '"postStartCommand": "a", "initializeCommand": "b", "onCreateCommand": "c && d", "postCreateCommand": ["e", "f g"]',
      ),
      [["c"], ["d"], ["e", "f g"], ["a"]],
    );
  });

  it("may run at the same time", () => {
    assert.deepEqual(commandsOf('"postCreateCommand": { "one": "a", "two": ["b", "c"] }'), [["a"], ["b", "c"]]);
  });

  it("have exact places after escapes", () => {
    const { commands, source } = read(`{ ${image}, "postCreateCommand": "echo \\"a\\" && apt-get update" }`);

    assert.equal(source.slice(commands[1]?.at.range ?? assert.fail()), "apt-get update");
  });
});

describe("the comments of a devcontainer.json", () => {
  it("cover the property below, or the whole file above the braces", () => {
    const { comments, source } = read(`// all\n{\n  // one\n  "init": true, // line\n  /* two */\n  ${image}\n}\n`);

    assert.deepEqual(
      comments.map(({ text, covers }) => [text, covers && source.slice(covers).split("\n")[0]]),
      [
        ["all", "{"],
        ["one", '"init": true'],
        ["line", '  "init": true, // line'],
        ["two", image],
      ],
    );
  });
});

describe("a devcontainer.json that is being typed", () => {
  const before = read(`{\n  ${image},\n  "runArgs": ["--privileged"],\n  "init": true\n}\n`);

  for (const typed of ['"capAdd": ["', '"capAdd": [', '"capAdd', '"capAdd":', '"mounts": ["a" "b"],']) {
    it(`keeps its container at ${typed}`, () => {
      const now = read(`{\n  ${image},\n  "runArgs": ["--privileged"],\n  ${typed}\n  "init": true\n}\n`, before);

      assert.ok(now.problems.length > 0);
      assert.equal(said(now.services[0]?.privileged ?? assert.fail()), true);
      assert.equal(said(now.services[0]?.image ?? assert.fail()), "debian:13");
    });
  }
});

describe("the settings at a position of a devcontainer.json", () => {
  const at = (marked: string) => {
    const offset = marked.indexOf("«");
    const document = read(marked.replace("«", ""));
    return document.settingsAt(document.source.positionAt(offset)).map(({ id, value }) => [id, value]);
  };

  it("are properties, options and programs", () => {
    assert.deepEqual(at(`{ "capAdd": ["«SYS_ADMIN"] }`), [
      ["devcontainer:capAdd", "SYS_ADMIN"],
      ["devcontainer:capAdd", undefined],
    ]);
    assert.deepEqual(at(`{ "runArgs": ["--cap-add", "«SYS_ADMIN"] }`)[0], ["docker-run:--cap-add", "SYS_ADMIN"]);
    assert.deepEqual(at(`{ "runArgs": ["--net=«host"] }`)[0], ["docker-run:--net", "host"]);
    assert.deepEqual(at(`{ "build": { "«target": "dev" } }`)[0], ["devcontainer:build.target", "dev"]);
    assert.deepEqual(at(`{ ${image}, "postStartCommand": "«systemctl start a" }`)[0], [
      "command:systemctl",
      "systemctl",
    ]);
  });
});
