import type {
  Analysis,
  AnalysisRequest,
  Config,
  Engine,
  FileKind,
  Finding,
  Fix,
  Wanted,
} from "../../server/src/engine/index.ts";

/**
 * An engine for files called Dockerfile or compose.yaml. `BAD` is a finding with a safe fix, `RISKY` one with a fix that
 * changes behaviour, `FAIL` a word on which hovers fail, `MOVE` one whose fix creates a file, `SEE <uri>` quotes the first line of another file,
 * `SEEK <name>` quotes the nearest file of that name, `PEERS` counts the candidates, `THROW` is a defect.
 */
export function createFakeEngine(log: string[] = []): Engine {
  return {
    dataDate: "2026-11-21",
    rules: [rule("bad", "safe"), rule("risky", "behaviour"), rule("move", "refactor"), rule("see"), rule("peers")],
    docsOf: (id) => `https://docs.example/${id}.md`,
    rulePage: (id) => (id === "bad" ? "# bad" : undefined),
    topicPage: (id) => (id === "words" ? "# words" : undefined),
    kindOf: ({ uri }) => kindOf(uri),
    analyze(request) {
      log.push(request.document.text);
      return analyze(request);
    },
    hover({ document }, position) {
      const word = document.text.split("\n")[position.line] ?? "";
      if (word === "FAIL") throw new Error("a defect");
      return word.startsWith("BAD")
        ? { contents: "**bad words**", range: { start: position, end: position }, topic: "words" }
        : undefined;
    },
    complete: () => [],
    inlayHints: (_, range) => [{ position: range.start, label: "hint", tooltip: "why" }],
    ignore: () => undefined,
    intentAt: () => undefined,
    declareIntent: () => undefined,
    changeConfig: () => ({ in: "settings", keys: [] }),
    severitiesOf: () => ["warning"],
    describeConfig: ({ profile }) => [{ key: "profile", value: JSON.stringify(profile), origin: "default" }],
    newConfiguration: () => ({ text: "", notes: [] }),
    privateImages: () => [],
    unknowns: () => [],
    release: () => undefined,
    printTree: () => "tree",
  };
}

function kindOf(uri: string): FileKind | undefined {
  if (uri.endsWith("compose.yaml")) return "compose";
  return uri.endsWith("Dockerfile") ? "dockerfile" : undefined;
}

function rule(id: string, fix?: "safe" | "behaviour" | "refactor"): Engine["rules"][number] {
  return {
    id,
    category: "machine",
    since: "0.1.0",
    severity: "error",
    profile: "essential",
    summary: `Says ${id}`,
    why: "It is bad.",
    instead: "Write something good.",
    sources: [],
    examples: { invalid: [], valid: [] },
    check: {},
    ...(fix ? { fix } : {}),
  };
}

function analyze(request: AnalysisRequest): Analysis {
  const { document, files, settings } = request;
  const wanted: Wanted[] = [];
  const asked: string[] = [];
  const firstLineOf = (uri: string): string | undefined => {
    asked.push(uri);
    const state = files.get(uri);
    if (!state) return undefined;
    if (state.state === "read") return state.text.split("\n")[0] ?? "";
    return state.state === "present" ? state.type : state.reason;
  };
  const nearest = (name: string): string | undefined => {
    for (let folder = document.uri; folder.includes("/");) {
      folder = folder.slice(0, folder.lastIndexOf("/"));
      const line = firstLineOf(`${folder}/${name}`);
      if (line === undefined || line !== "missing") return line;
    }
    return "nowhere";
  };

  const findings = document.text.split("\n").flatMap((text, line): Finding[] => {
    const [word = "", argument = ""] = text.trim().split(" ");
    if (word === "THROW") throw new Error("a defect");
    if (word === "BAD") return [finding("bad", line, document.uri, "bad word", replace("safe", document.uri, line, 3))];
    if (word === "RISKY")
      return [finding("risky", line, document.uri, "risk", replace("behaviour", document.uri, line, 5))];
    if (word === "MOVE") return [finding("move", line, document.uri, "move it", moved(document.uri, line))];
    if (word === "PEERS") return [finding("peers", line, document.uri, `${request.candidates?.length} open`)];
    const seen = word === "SEEK" ? nearest(argument) : word.startsWith("SEE") ? firstLineOf(argument) : "";
    if (seen === undefined && word === "SEE") wanted.push({ file: argument });
    if (seen === undefined && word === "SEEK") wanted.push({ nearest: { from: document.uri, names: [argument] } });
    if (seen === undefined && word === "SEEN") wanted.push({ kind: "stat", uri: argument });
    return word.startsWith("SEE") ? [finding("see", line, document.uri, seen ?? "not yet")] : [];
  });
  const isOff = settings.some(({ value }) => (value as { enable?: boolean } | null)?.enable === false);
  return {
    kind: kindOf(document.uri),
    config: config(isOff),
    findings: isOff ? [] : findings,
    suppressed: [],
    wanted,
    problems: [],
    neighbours: asked,
  };
}

function config(isOff: boolean): Config {
  return {
    enable: !isOff,
    profile: "recommended",
    rules: {},
    engine: "docker",
    hostMemory: undefined,
    images: [],
    dataDate: "2026-11-21",
    requireReason: false,
    failOn: "error",
    settingProblems: [],
    exclude: [],
    excluded: false,
    inlineIgnore: true,
    file: "file:///project/bulkhead.config.yaml",
    origins: new Map([["profile", { file: "file:///project/bulkhead.config.yaml" }]]),
  };
}

function finding(id: string, line: number, uri: string, message: string, fix?: Fix): Finding {
  const range = { start: { line, character: 0 }, end: { line, character: 3 } };
  return {
    rule: id,
    aliases: [],
    severity: id === "bad" ? "warning" : "error",
    message,
    uri,
    range,
    related: id === "see" ? [{ at: { uri: "file:///project/other", range }, message: "here" }] : [],
    isRepeat: false,
    unnecessary: id === "bad",
    fixKinds: fix ? [fix.kind] : [],
    fixes: () => (fix ? [fix] : []),
  };
}

function replace(kind: Fix["kind"], uri: string, line: number, length: number): Fix {
  const range = { start: { line, character: 0 }, end: { line, character: length } };
  return {
    title: `Replace (${kind})`,
    kind,
    preferred: kind === "safe",
    edits: [{ uri, edits: [{ range, newText: "GOOD" }] }],
    create: [],
  };
}

function moved(uri: string, line: number): Fix {
  return {
    ...replace("refactor", uri, line, 4),
    title: "Move",
    create: [{ uri: "file:///project/new", text: "moved\n" }],
  };
}
