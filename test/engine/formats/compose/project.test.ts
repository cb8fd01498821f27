import assert from "node:assert/strict";
import { readCompose } from "../../../../server/src/engine/formats/compose/index.ts";
import { knownItems, valueOf } from "../../../../server/src/engine/model/fact.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../../../server/src/engine/project/neighbours.ts";
import { compose, only, project, textAt } from "./reading.ts";

describe("a Compose service", () => {
  it("sees what it merges through its own alias, and knows where that was written", () => {
    const text = "x-a: &a\n  privileged: true\n  cap_add: [SYS_ADMIN]\nservices:\n  web:\n    <<: *a\n    image: x\n";
    const { privileged, capAdd } = only(text);
    assert(privileged.state === "known");
    assert.deepEqual(
      [privileged.at, privileged.entry, privileged.origin].map((place) => textAt(text, place)),
      ["*a", "<<: *a", "true"],
    );
    const [item] = knownItems(capAdd);
    assert.deepEqual([textAt(text, item?.at), textAt(text, item?.origin)], ["*a", "SYS_ADMIN"]);
  });

  it("sees a value through an alias", () => {
    const text = "x-p: &p true\nservices:\n  web:\n    privileged: *p\n";
    const { privileged } = only(text);
    assert(privileged.state === "known");
    assert.deepEqual(
      [privileged.at, privileged.entry, privileged.origin].map((place) => textAt(text, place)),
      ["*p", "privileged: *p", "true"],
    );
  });

  it("extends one of its own file", () => {
    const text =
      "services:\n  web:\n    extends: base\n    cap_add: [B]\n    environment: [X=2]\n  base:\n    image: x\n    cap_add: [A, B]\n    environment: {X: 1, Y: 1}\n    command: a\n";
    const [web] = compose(text).services;
    assert(web);
    assert.equal(web.complete, true);
    assert.equal(valueOf(web.image), "x");
    assert.deepEqual(
      knownItems(web.capAdd).map(({ value }) => value),
      ["A", "B"],
    );
    assert.deepEqual(
      [...web.environment].map(([name, item]) => [name, valueOf(item)]),
      [
        ["X", "2"],
        ["Y", "1"],
      ],
    );
    assert.equal(textAt(text, web.image.at), "base");
    assert.equal(textAt(text, web.environment.get("Y")?.state === "known" ? web.capAdd.at : undefined), "[B]");
  });

  it("extends one of another file, with paths of that file", () => {
    const files = {
      "compose.yaml": "services:\n  web:\n    extends: {file: lib/base.yaml, service: base}\n    ports: ['80:80']\n",
      "lib/base.yaml":
        "services:\n  base:\n    extends: root\n    build: ./app\n    env_file: a.env\n  root:\n    privileged: true\n",
    };
    const web = only(files);
    const build = valueOf(web.build);
    assert(build && web.privileged.state === "known");
    assert.equal(valueOf(build.context), "file:///p/lib/app");
    assert.deepEqual(
      knownItems(web.envFiles).map(({ value }) => value),
      ["file:///p/lib/a.env"],
    );
    assert.deepEqual(
      [web.privileged.at, web.privileged.origin].map((place) => textAt(files, place)),
      ["{file: lib/base.yaml, service: base}", "lib/base.yaml: true"],
    );
    assert.deepEqual(compose(files).sources, ["file:///p/compose.yaml", "file:///p/lib/base.yaml"]);
  });

  const incomplete: readonly (readonly [string, string | Record<string, string>])[] = [
    ["extends a service that is not there", "services:\n  web:\n    extends: no\n"],
    ["extends a file that is missing", "services:\n  web:\n    extends: {file: no.yaml, service: x}\n"],
    ["extends a file that a variable names", "services:\n  web:\n    extends: {file: '${F}', service: x}\n"],
    ["extends itself", "services:\n  web:\n    extends: web\n"],
    ["merges what has no anchor", "services:\n  web:\n    <<: *no\n"],
    ["stands in an override file", { "compose.override.yaml": "services:\n  web:\n    image: x\n" }],
    ["stands beside an included file that is missing", "include: [no.yaml]\nservices:\n  web:\n    image: x\n"],
  ];
  for (const [name, files] of incomplete) {
    it(`is incomplete when it ${name}`, () => {
      assert.equal(only(files).complete, false);
    });
  }

  it("that a plugin provides is no container", () => {
    assert.equal(compose("services:\n  db:\n    provider: {type: x}\n  web:\n    image: x\n").services.length, 1);
  });
});

describe("variables of a Compose file", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["$A", "one"],
    ["${A}", "one"],
    ["x-${A}-y", "x-one-y"],
    ["${N}", undefined],
    ["${N:-d}", "d"],
    ["${N-d}", "d"],
    ["${E:-d}", "d"],
    ["${E-d}", ""],
    ["${A:?must}", "one"],
    ["${N:?must}", undefined],
    ["${A:+y}", "y"],
    ["${E:+y}", ""],
    ["${E+y}", "y"],
    ["${N+y}", undefined],
    ["${N:-${A}}", "one"],
    ["${N:-${M:-deep}}", "deep"],
    ["${N:-a:b-c}", "a:b-c"],
    ["$$A", "$A"],
    ["$${A}", "${A}"],
    ["$(id)", "$(id)"],
    ["a$", "a$"],
    ["${", undefined],
    ["${A B}", undefined],
    ["${Q}", "two words"],
    ["${H}", "one"],
    ["${D}", "one, d $A"],
    ["${S}", "$A"],
    ["${L}", undefined],
    ["${U}", undefined],
  ];
  const env =
    "L=$LATER\nLATER=x\nA=one\nE=\nQ='two words' # c\nexport X = y\nH=$A\nD=\"${A}, ${N:-d} \\$A\"\nS='$A'\nU=a${N}\n";
  for (const [written, value] of cases) {
    it(`read ${written} as ${String(value)}`, () => {
      const text = `services:\n  web:\n    image: '${written}'\n`;
      assert.equal(valueOf(only({ "compose.yaml": text, ".env": env }).image), value);
    });
  }

  it("do not grow without end", () => {
    const env = [
      "A0=xxxxxxxxxx",
      ...Array.from({ length: 60 }, (_, n) => `A${String(n + 1)}=$A${String(n)}$A${String(n)}`),
    ];
    const image = (name: string) =>
      valueOf(only({ "compose.yaml": `services: {web: {image: $${name}}}`, ".env": env.join("\n") }).image);
    assert.equal(image("A3")?.length, 80);
    assert.equal(image("A60"), undefined);
  });

  it("know where the value was written: the default, or the environment file", () => {
    const files = {
      "compose.yaml": "services:\n  web:\n    image: ${N:-nginx}\n    user: ${A}\n",
      ".env": "A=one # c\n",
    };
    const { image, user } = only(files);
    assert(image.state === "known" && user.state === "known");
    assert.deepEqual([textAt(files, image.at), textAt(files, image.origin)], ["${N:-nginx}", "nginx"]);
    assert.deepEqual([textAt(files, user.at), textAt(files, user.origin)], ["${A}", ".env: one"]);
  });

  it("make no wish for the environment file when none is used", () => {
    const files = createNeighbours(new Map());
    readCompose(createSourceText("file:///p/other.yaml", "services:\n  web:\n    image: x\n"), files);
    assert.equal(files.asked().includes("file:///p/.env"), false);
  });
});

describe("files of a Compose project", () => {
  const base =
    "services:\n  web:\n    image: a\n    ports: ['80:80']\n    environment: [X=1]\n    command: one\n    cap_add: [A]\n    volumes: ['vv:/d', 'ww:/e']\n    build: .\nvolumes: {v: }\n";

  it("are merged as docker compose merges the override file", () => {
    const override =
      "services:\n  web:\n    privileged: true\n    ports: ['81:81', '80:80']\n    environment: {X: 2, Y: 3}\n    command: [two]\n    cap_add: [B, A]\n    volumes: ['xx:/d']\n    build: {target: dev}\n  extra: {image: b}\nnetworks: {n: }\n";
    const files = { "compose.yaml": base, "compose.override.yaml": override };
    const document = compose(files);
    const [web, extra] = document.services;
    assert(web && extra);
    assert.equal(document.isOverride, false);
    assert.deepEqual(
      knownItems(web.ports).map(({ value }) => value.target),
      ["80", "81"],
    );
    assert.deepEqual(
      [...web.environment].map(([name, item]) => [name, valueOf(item)]),
      [
        ["X", "2"],
        ["Y", "3"],
      ],
    );
    assert.deepEqual(
      valueOf(web.command)?.arguments.map(({ value }) => value),
      ["two"],
    );
    assert.deepEqual(
      knownItems(web.capAdd).map(({ value }) => value),
      ["A", "B"],
    );
    assert.deepEqual(
      knownItems(web.mounts).map(({ value }) => `${value.source ?? ""}:${value.target}`),
      ["xx:/d", "ww:/e"],
    );
    assert.deepEqual(
      [valueOf(web.build)?.target, valueOf(web.build)?.context].map((fact) => fact && valueOf(fact)),
      ["dev", "file:///p"],
    );
    assert.equal(textAt(files, web.privileged.at), "compose.override.yaml: true");
    assert.equal(extra.uri, "file:///p/compose.override.yaml");
    assert.deepEqual([document.volumes, document.networks], [["v"], ["n"]]);
    assert.deepEqual(document.sources, ["file:///p/compose.yaml", "file:///p/compose.override.yaml"]);
  });

  it("are merged the same way when the override file is the one that is read", () => {
    const files = {
      "compose.override.yaml": "services:\n  web:\n    ports: ['81:81']\n",
      "compose.yaml": base,
    };
    const document = compose(files);
    const [web] = document.services;
    assert(web);
    assert.equal(document.isOverride, false);
    assert.deepEqual(
      knownItems(web.ports).map(({ value, entry }) => `${value.target} ${textAt(files, entry) ?? ""}`),
      ["80 compose.yaml: '80:80'", "81 '81:81'"],
    );
    assert.deepEqual(document.sources, ["file:///p/compose.override.yaml", "file:///p/compose.yaml"]);
  });

  it("are merged with !reset and !override", () => {
    const override =
      "services:\n  web:\n    image: !reset null\n    ports: !override ['1:1']\n    cap_add: !reset []\n    command:\n    environment:\n";
    const web = only({ "compose.yaml": base, "docker-compose.override.yml": override });
    assert.equal(web.image.state, "unset");
    assert.equal(web.capAdd.state, "unset");
    assert.deepEqual(
      knownItems(web.ports).map(({ value }) => value.target),
      ["1"],
    );
    // Null takes a command away, and leaves everything else.
    assert.equal(web.command.state, "unset");
    assert.equal(valueOf(web.environment.get("X") ?? web.image), "1");
  });

  it("are merged when they are documents of one file", () => {
    assert.equal(valueOf(only(`${base}---\nservices: {web: {image: b}}\n`).image), "b");
  });

  it("are found under another spelling of the address", () => {
    const files = project({ "a%2Bb/compose.override.yaml": "services: {web: {privileged: true}}" });
    const { services } = readCompose(createSourceText("file:///p/a+b/compose.yaml", base), files);
    assert.equal(services[0]?.privileged.state, "known");
  });

  it("are not merged into a file that docker compose would not take", () => {
    const document = compose({
      "docker-compose.yml": base,
      "compose.yaml": "services: {}",
      "compose.override.yaml": "services: {web: {image: b}}",
    });
    assert.equal(document.services[0] && valueOf(document.services[0].image), "a");
  });

  it("wait for an override file that is not delivered yet", () => {
    const files = createNeighbours(new Map());
    const document = readCompose(createSourceText("file:///p/compose.yaml", base), files);
    assert.equal(document.services[0]?.complete, false);
    assert.equal(
      files.wanted().some((wish) => "file" in wish && wish.file.endsWith("/compose.override.yaml")),
      true,
    );
  });

  it("are included with their own folder and environment", () => {
    const files = {
      "compose.yaml":
        "include:\n  - sub/a.yaml\n  - path: [sub/b.yaml, sub/c.yaml]\n    project_directory: .\nservices:\n  web: {image: x}\n",
      "sub/a.yaml": "services:\n  a: {build: ., image: '$V'}\nvolumes: {va: }\n",
      "sub/.env": "V=inner\n",
      "sub/b.yaml": "services:\n  b: {build: .}\n",
      "sub/c.yaml": "services:\n  b: {privileged: true}\n",
    };
    const document = compose(files);
    const byName = new Map(document.services.map((service) => [service.name, service]));
    const context = (name: string) => {
      const build = byName.get(name)?.build;
      return build?.state === "known" ? valueOf(build.value.context) : undefined;
    };
    assert.deepEqual([...byName.keys()].sort(), ["a", "b", "web"]);
    assert.deepEqual([context("a"), context("b")], ["file:///p/sub", "file:///p"]);
    const image = byName.get("a")?.image;
    assert.equal(image && valueOf(image), "inner");
    assert.equal(byName.get("b")?.privileged.state, "known");
    assert.equal(byName.get("a")?.uri, "file:///p/sub/a.yaml");
    assert.deepEqual(document.volumes, ["va"]);
  });

  /** The first file as a project includes it: image and build context of its first service, and whether all was read. */
  const included = (files: Readonly<Record<string, string>>) => {
    const document = compose(files);
    const [service] = document.services;
    const build = service && valueOf(service.build);
    return [service && valueOf(service.image), build && valueOf(build.context), service?.complete];
  };
  const app = "services:\n  app: {build: ., image: '$V'}\n";

  it("take folder and variables from the entry that includes them", () => {
    const entry = "include:\n  - path: [infra/app.yaml]\n    project_directory: deploy\n    env_file: [vars/app.env]\n";
    assert.deepEqual(
      included({ "infra/app.yaml": app, "compose.yaml": entry, "vars/app.env": "V=given\n", "infra/.env": "V=own\n" }),
      ["given", "file:///p/deploy", true],
    );
    assert.deepEqual(compose({ "infra/app.yaml": app, "compose.yaml": entry }).sources, [
      "file:///p/infra/app.yaml",
      "file:///p/compose.yaml",
    ]);
  });

  it("take their own folder and the variables of the including file if the entry names none", () => {
    const files = { "infra/app.yaml": app, "compose.yaml": "include: [infra/app.yaml]\n", "infra/.env": "V=own\n" };
    assert.deepEqual(included(files), ["own", "file:///p/infra", true]);
    assert.deepEqual(included({ ...files, ".env": "V=outer\n" }), ["outer", "file:///p/infra", true]);
  });

  it("are merged with the other files of the entry", () => {
    assert.deepEqual(
      included({
        "infra/prod.yaml": "services:\n  app: {privileged: true}\n",
        "compose.yaml": "include:\n  - path: [infra/app.yaml, infra/prod.yaml]\n    project_directory: .\n",
        "infra/app.yaml": app,
        ".env": "V=root\n",
      }),
      ["root", "file:///p", true],
    );
    assert.deepEqual(
      included({
        "infra/app.yaml": app,
        "compose.yaml": "include:\n  - path: [infra/app.yaml, missing.yaml]\n",
      }).at(-1),
      false,
    );
  });

  it("are found through included files, and past projects that do not include them", () => {
    const files = {
      "a/b/app.yaml": app,
      "a/b/compose.yaml": "services: {other: {image: x}}\n",
      "compose.yaml": "include: [a/all.yaml]\n",
      "a/all.yaml": "include:\n  - path: b/app.yaml\n    project_directory: .\n",
      ".env": "V=root\n",
    };
    assert.deepEqual(included(files), ["root", "file:///p/a", true]);
  });

  it("are independent if no project includes them", () => {
    const files = { "infra/app.yaml": app, "compose.yaml": "include: [other.yaml]\n", "infra/.env": "V=own\n" };
    assert.deepEqual(included(files), ["own", "file:///p/infra", true]);
    const open = { ...files, "compose.yaml": "include: [{path: infra/app.yaml, project_directory: '$DIR'}]\n" };
    assert.deepEqual(included(open), ["own", "file:///p/infra", true]);
  });

  it("may include each other without end", () => {
    const document = compose({
      "compose.yaml": "include: [b.yaml]\nservices: {a: {image: x}}",
      "b.yaml": "include: [compose.yaml]\nservices: {b: {image: y}}",
    });
    assert.deepEqual(document.services.map(({ name }) => name).sort(), ["a", "b"]);
  });

  const roles: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ["compose.override.yaml", { "compose.override.yaml": base }, true],
    ["docker-compose.override.yml", { "docker-compose.override.yml": base }, true],
    ["compose.override.yaml with its base", { "compose.override.yaml": base, "compose.yaml": base }, false],
    [
      "an override file of which another one takes the place",
      { "compose.override.yaml": base, "compose.override.yml": base, "compose.yaml": base },
      true,
    ],
    ["a variant of a base with the same service", { "docker-compose.dev.yml": base, "docker-compose.yml": base }, true],
    ["a variant whose service cannot stand alone", { "docker-compose.dev.yml": "services: {web: {tty: true}}" }, true],
    ["a variant that stands alone", { "docker-compose.prod.yml": base }, false],
    [
      "a variant beside a base with other services",
      { "compose.ci.yaml": base, "compose.yaml": "services: {db: {image: x}}" },
      false,
    ],
    ["the base", { "compose.yaml": base }, false],
  ];
  for (const [name, files, isOverride] of roles) {
    it(`${isOverride ? "override" : "independent"}: ${name}`, () => {
      assert.equal(compose(files).isOverride, isOverride);
    });
  }
});

describe("a Compose document", () => {
  it("is empty where there are no services, and never reads a workflow's", () => {
    for (const text of [
      "",
      "a",
      "- a",
      "services:",
      "services: []",
      "services: x",
      "jobs:\n  services:\n    a: {image: x}\n",
    ]) {
      assert.deepEqual(compose(text).services, []);
    }
  });

  it("names repeated keys and aliases without an anchor", () => {
    const { problems } = compose("services:\n  web:\n    image: a\n    image: b\n    privileged: *no\n");
    assert.deepEqual(
      problems.map(({ message, range }) => [message.split(",")[0], range.start.line]),
      [
        ['Unknown anchor "no": no anchor of this name precedes the alias', 4],
        ['Mapping key "image" is already defined in line 3', 3],
      ],
    );
  });

  it("keeps the last good services while a line is half typed", () => {
    const good = "services:\n  web:\n    image: nginx\n    command: x\n  db:\n    image: postgres\n";
    const first = compose(good);
    const now = compose(good.replace("command: x", 'command: "x'), first);
    assert.deepEqual(
      now.services.map(({ name, image }) => [name, valueOf(image)]),
      [
        ["web", "nginx"],
        ["db", "postgres"],
      ],
    );
    assert.equal(now.problems.length > 0, true);
  });

  const settings: readonly (readonly [string, readonly string[], string | undefined])[] = [
    [
      "services:\n  web:\n    privi|leged: true\n",
      ["compose:services.*.privileged", "compose:services.*", "compose:services"],
      "true",
    ],
    [
      "services:\n  web:\n    cap_add:\n      - SYS_|ADMIN\n",
      ["compose:services.*.cap_add", "compose:services.*", "compose:services"],
      "SYS_ADMIN",
    ],
    [
      "services:\n  web:\n    deploy: {resources: {limits: {mem|ory: 1G}}}\n",
      ["compose:services.*.deploy.resources.limits.memory"],
      "1G",
    ],
    [
      "services:\n  web:\n    sysctls:\n      net.core.somax|conn: 1024\n",
      ["compose:services.*.sysctls"],
      "net.core.somaxconn=1024",
    ],
    ["services:\n  web:\n    volumes:\n      - ty|pe: bind\n", ["compose:services.*.volumes.*.type"], "bind"],
    ["services:\n  web:\n    ulimits: {nofile: {so|ft: 1}}\n", ["compose:services.*.ulimits.*.soft"], "1"],
    [
      "services:\n  web:\n    networks: {front: {ali|ases: []}}\n",
      ["compose:services.*.networks.*.aliases"],
      undefined,
    ],
    ["networks:\n  a:\n    dri|ver: x\n", ["compose:networks.*.driver"], "x"],
    ["x-common: &c\n  privi|leged: true\n", ["compose:services.*.privileged"], "true"],
    [
      "services:\n  web:\n    command: system|ctl start x\n",
      ["command:systemctl", "compose:services.*.command"],
      "systemctl",
    ],
    ["ser|vices:\n  web: {}\n", ["compose:services"], undefined],
    ["services:\n\n|\n  web: {}\n", ["compose:services"], undefined],
  ];
  for (const [marked, ids, value] of settings) {
    it(`knows ${ids[0] ?? ""} at the cursor`, () => {
      const document = compose(marked.replace("|", ""));
      const found = document.settingsAt(document.source.positionAt(marked.indexOf("|")));
      assert.deepEqual(
        found.slice(0, ids.length).map(({ id }) => id),
        ids,
      );
      assert.equal(found[0]?.value, value);
    });
  }

  it("prints its services, one fact a line", () => {
    assert.equal(
      compose("services:\n  web:\n    image: x\n    command: [a, $B]\n    cap_add: [A]\n").printTree(),
      'service web 2:3-2:6\n  image 3:12-3:13 = "x"\n  command 4:14-4:21 exec ["a","?$B"]\n    4:14-4:21 ["a","?$B"]\n  capAdd 5:14-5:17\n    - 5:15-5:16 = "A"\n',
    );
  });
});
