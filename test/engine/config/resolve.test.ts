import assert from "node:assert/strict";
import { createEngine, type Config, type FileState, type SettingsLayer } from "../../../server/src/engine/index.ts";
import { dataDate } from "../../../server/src/engine/knowledge/dataDate.ts";

const engine = createEngine();
const folder = "file:///w/one";

interface Given {
  readonly path?: string;
  readonly folder?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly user?: unknown;
  readonly workspace?: unknown;
  readonly folderSettings?: unknown;
  readonly flags?: unknown;
}

/** The configuration of a Dockerfile; the workspace ends at its folder. */
function configOf({ path = "app/Dockerfile", files = {}, ...given }: Given): Config {
  const root = given.folder ?? folder;
  const settings: SettingsLayer[] = [
    { source: "user", value: given.user },
    { source: "workspace", value: given.workspace },
    { source: "folder", value: given.folderSettings },
    { source: "flags", value: given.flags },
  ];
  const states = new Map<string, FileState>();
  const state = (uri: string): FileState => {
    if (!uri.startsWith(`${root}/`)) return { state: "unreadable", reason: "outside" };
    const text = files[uri.slice(root.length + 1)];
    if (text === undefined) return { state: "unreadable", reason: "missing" };
    return { state: "read", text, bom: false, firstLineEnd: "lf" };
  };
  for (let base = `${root}/${path}`; base.includes("/", 8);) {
    base = base.slice(0, base.lastIndexOf("/"));
    for (const end of ["json", "yaml", "yml"])
      states.set(`${base}/bulkhead.config.${end}`, state(`${base}/bulkhead.config.${end}`));
  }
  const document = { uri: `${root}/${path}`, text: "FROM debian:12\n" };
  return engine.analyze({ document, files: states, folder: root, settings }).config;
}

const file = "bulkhead.config.yaml";
const override = "overrides: [{ files: Dockerfile, profile: essential }]";

describe("the configuration", () => {
  it("without anything is the shipped one", () => {
    const { origins, ...config } = configOf({});

    assert.deepEqual(config, {
      enable: true,
      profile: "recommended",
      rules: {},
      engine: "docker",
      hostMemory: undefined,
      images: [],
      dataDate,
      requireReason: false,
      failOn: "error",
      exclude: [],
      excluded: false,
      inlineIgnore: true,
      file: undefined,
      settingProblems: [],
    });
    assert.equal(origins.get("profile"), "default");
  });

  const steps: readonly (readonly [string, Given, string, unknown])[] = [
    ["the user over the default", { user: { profile: "strict" } }, "strict", "user"],
    [
      "the workspace over the user",
      { user: { profile: "essential" }, workspace: { profile: "strict" } },
      "strict",
      "workspace",
    ],
    [
      "the folder over the workspace",
      { workspace: { profile: "essential" }, folderSettings: { profile: "strict" } },
      "strict",
      "folder",
    ],
    [
      "the file over the folder",
      { folderSettings: { profile: "essential" }, files: { [file]: "profile: strict" } },
      "strict",
      { file: `${folder}/${file}` },
    ],
    [
      "the nearest file over all above",
      { files: { [file]: "profile: essential", [`app/${file}`]: "profile: strict" } },
      "strict",
      { file: `${folder}/app/${file}` },
    ],
    [
      "the override over its file",
      { files: { [file]: `profile: strict\n${override}` } },
      "essential",
      { file: `${folder}/${file}`, override: "Dockerfile" },
    ],
    ["flags over the override", { files: { [file]: override }, flags: { profile: "strict" } }, "strict", "flags"],
  ];
  for (const [title, given, profile, origin] of steps) {
    it(`takes ${title}`, () => {
      const config = configOf(given);

      assert.equal(config.profile, profile);
      assert.deepEqual(config.origins.get("profile"), origin);
    });
  }

  it("is of one file only: the nearest one hides those above it wholly", () => {
    const config = configOf({ files: { [file]: "requireReason: true", [`app/${file}`]: "profile: strict" } });

    assert.equal(config.requireReason, false);
    assert.equal(config.file, `${folder}/app/${file}`);
  });

  it("never comes from above the folder of the document, though another folder lies there", () => {
    assert.equal(
      configOf({ folder: `${folder}/app`, path: "Dockerfile", files: { [`../${file}`]: "profile: strict" } }).file,
      undefined,
    );
  });

  it("takes JSON before YAML in one folder", () => {
    const config = configOf({
      files: { [file]: "profile: strict", "bulkhead.config.json": '{ "profile": "essential" }' },
    });

    assert.equal(config.profile, "essential");
  });

  it("takes rules entry by entry, and says of each where it comes from", () => {
    const config = configOf({
      user: { rules: { "privileged-container": "off", "end-of-life-os": "hint" } },
      files: { [file]: "rules: { privileged-container: error }" },
    });

    assert.deepEqual(config.rules, { "privileged-container": "error", "end-of-life-os": "hint" });
    assert.deepEqual(config.origins.get("rules.privileged-container"), { file: `${folder}/${file}` });
    assert.equal(config.origins.get("rules.end-of-life-os"), "user");
  });

  it("asks images of a nearer layer first, and of one layer the last", () => {
    const config = configOf({
      user: { images: { "corp/*": { family: "debian" } } },
      files: { [file]: 'images: { "corp/a": { family: alpine }, "corp/b": { family: rhel } }' },
    });

    assert.deepEqual(
      config.images.map(({ pattern }) => pattern),
      ["corp/b", "corp/a", "corp/*"],
    );
  });

  it("lets a later override win over an earlier one, and leaves out those for other files", () => {
    const overrides = [
      "{ files: '**/Dockerfile', rules: { end-of-life-os: hint } }",
      "{ files: [other, app], rules: { end-of-life-os: info } }",
      "{ files: '*.yaml', rules: { end-of-life-os: error } }",
    ];
    const config = configOf({ files: { [file]: `overrides: [${overrides.join(", ")}]` } });

    assert.equal(config.rules["end-of-life-os"], "info");
  });

  it("reads the memory of the host, the day and everything else", () => {
    const config = configOf({
      files: {
        [file]: "host: { memory: 16 GiB }\ndataDate: 2030-01-31\nrequireReason: true\nfailOn: never\n",
      },
    });

    assert.equal(config.hostMemory, 16 * 1024 ** 3);
    assert.deepEqual([config.dataDate, config.requireReason, config.failOn], ["2030-01-31", true, "never"]);
  });

  it("switches a document off only in the settings", () => {
    assert.equal(configOf({ workspace: { enable: false } }).enable, false);
    assert.equal(configOf({ files: { [file]: "enable: false" } }).enable, true);
  });

  it("uses the valid part of settings that are partly invalid", () => {
    const config = configOf({
      workspace: { profile: "loud", rules: { "end-of-life-os": "off", "privileged-container": 3 }, inlayHints: {} },
    });

    assert.deepEqual([config.profile, config.rules], ["recommended", { "end-of-life-os": "off" }]);
    assert.deepEqual(config.settingProblems, [
      "profile must be essential, recommended or strict.",
      "rules.privileged-container must be off, hint, info, warning or error.",
    ]);
  });
});

describe("exclude", () => {
  const excluded = (globs: readonly string[], path = "app/Dockerfile"): boolean =>
    configOf({ path, workspace: { exclude: globs } }).excluded;

  it("is relative to the workspace folder in settings, to its own folder in a file", () => {
    assert.deepEqual([excluded(["app/Dockerfile"]), excluded(["one/app/Dockerfile"])], [true, false]);
    const inFile = (glob: string): boolean => configOf({ files: { [`app/${file}`]: `exclude: ["${glob}"]` } }).excluded;
    assert.deepEqual([inFile("/Dockerfile"), inFile("app/Dockerfile")], [true, false]);
  });

  it("without a slash means the name at any depth, and all below a folder of that name", () => {
    assert.ok(excluded(["Dockerfile"], "a/b/Dockerfile"));
    assert.ok(excluded(["vendor"], "a/vendor/b/Dockerfile"));
    assert.ok(excluded(["vendor/"], "a/vendor/b/Dockerfile"));
    assert.ok(!excluded(["/vendor"], "a/vendor/b/Dockerfile"));
    assert.ok(!excluded(["Dockerfile/"], "a/Dockerfile"));
  });

  it("knows stars, braces, dot folders, encoded names and taking back", () => {
    assert.ok(excluded(["**/*.{prod,dev}"], "x/Dockerfile.prod"));
    assert.ok(excluded([".docker/**"], ".docker/Dockerfile"));
    assert.ok(excluded(["a b/**"], "a%20b/Dockerfile"));
    assert.ok(!excluded(["**", "!keep"], "keep/Dockerfile"));
    assert.ok(!excluded(["!keep"], "other/Dockerfile"));
    assert.ok(!excluded(["["], "a/Dockerfile"));
  });

  it("of a nearer layer replaces that of a farther one", () => {
    assert.equal(configOf({ user: { exclude: ["app"] }, files: { [file]: "exclude: []" } }).excluded, false);
  });

  it("leaves the file without findings", () => {
    const document = { uri: "untitled:Dockerfile-1", text: "FROM debian:8\n", languageId: "dockerfile" };
    const analyze = (exclude: readonly string[]) =>
      engine.analyze({ document, files: new Map(), settings: [{ source: "user", value: { exclude } }] }).findings
        .length;

    assert.ok(analyze([]) > 0);
    assert.equal(analyze(["Dockerfile-*"]), 0);
  });
});

describe("the configuration of an untitled document", () => {
  it("comes from settings alone, so no file is requested", () => {
    const document = { uri: "untitled:Dockerfile-1", text: "FROM debian:8\n", languageId: "dockerfile" };
    const { wanted, neighbours } = engine.analyze({ document, files: new Map(), settings: [] });

    const configurations = [...wanted.map((one) => JSON.stringify(one)), ...neighbours].filter((one) =>
      one.includes("bulkhead.config"),
    );
    assert.deepEqual(configurations, []);
  });
});
