import assert from "node:assert/strict";
import type { Finding } from "../../server/src/engine/index.ts";
import { dedent } from "../../server/src/engine/features/pages.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { analyzeFiles, applyEdits, engineFor, uriOf } from "../../scripts/examples.ts";

/** By path; the first one is analysed. A text alone is a Dockerfile. */
export type Files = string | Readonly<Record<string, string>>;

/** Tests of one rule alone, at the strict profile, a sentence each. */
export function testsOf(id: string) {
  const rule = rules.find((one) => one.id === id);
  assert.ok(rule, id);
  const engine = engineFor(rule);
  const findings = (files: Files): readonly Finding[] =>
    analyzeFiles(byPath(files), engine).findings.filter((finding) => finding.rule !== "unused-ignore");

  return {
    ignores: (title: string, files: Files) =>
      it(`ignores ${title}`, () => assert.deepEqual(findings(files).map(shown), [])),
    /** Each finding with its place, 1-based, and its text: `2:5 error alpine has no apt-get.` */
    reports: (title: string, files: Files, ...expected: readonly string[]) =>
      it(`reports ${title}`, () => assert.deepEqual(findings(files).map(shown), expected)),
    /** One severity for each finding, for texts that a loop varies. */
    reportsAs: (title: string, files: Files, ...severities: readonly Finding["severity"][]) =>
      it(`reports ${title}`, () =>
        assert.deepEqual(
          findings(files).map(({ severity }) => severity),
          severities,
        )),
    /** The title of the first fix of the first finding. */
    offers: (title: string, files: Files, expected: string) =>
      it(`offers ${title}`, () => assert.equal(findings(files)[0]?.fixes()[0]?.title, expected)),
    /** The message of the first finding. */
    says: (title: string, files: Files, expected: string) =>
      it(`says ${title}`, () => assert.equal(findings(files).map(said)[0], expected)),
    /** The analysed file after the first fix of the first finding; undefined where none may be offered. */
    fixes: (title: string, files: Files, expected: string | undefined, kind = "behaviour") =>
      it(`fixes ${title}`, () => {
        const [fix] = findings(files)[0]?.fixes() ?? [];
        assert.equal(fix === undefined ? undefined : fixed(files, fix), expected && dedent(expected));
        assert.equal(fix?.kind, expected === undefined ? undefined : kind);
      }),
  };
}

function byPath(files: Files): Readonly<Record<string, string>> {
  return typeof files === "string" ? { Dockerfile: files } : files;
}

function said({ message }: Finding): string {
  return message;
}

function shown({ range: { start }, severity, message }: Finding): string {
  return `${String(start.line + 1)}:${String(start.character + 1)} ${severity} ${message}`;
}

function fixed(files: Files, fix: ReturnType<Finding["fixes"]>[number]): string | undefined {
  const [analyzed = "", text = ""] = Object.entries(byPath(files))[0] ?? [];
  const own = fix.edits.find(({ uri }) => uri === uriOf(analyzed));
  return own && applyEdits(dedent(text), own.edits);
}

/** A Compose file with one service. */
export function service(image: string, ...lines: readonly string[]): Files {
  return {
    "compose.yaml": ["services:", "  app:", `    image: ${image}`, ...lines.map((line) => `    ${line}`), ""].join(
      "\n",
    ),
  };
}

/** The files with a configuration that names the engine. */
export function withEngine(engine: string, files: Files): Files {
  return { ...byPath(files), "bulkhead.config.yaml": `engine: ${engine}\n` };
}

/** A GitHub workflow with one job of these lines. */
export function job(...lines: readonly string[]): Files {
  const head = ["on: [push]", "jobs:", "  test:"];
  return { ".github/workflows/test.yml": [...head, ...lines.map((line) => `    ${line}`), ""].join("\n") };
}

/** A Vagrantfile with one machine; `script` is its inline provisioner. */
export function machine(box: string, script: string, ...settings: readonly string[]): Readonly<Record<string, string>> {
  const lines = [`config.vm.box = "${box}"`, ...settings];
  if (script !== "") lines.push(`config.vm.provision "shell", inline: ${JSON.stringify(script)}`);
  return {
    Vagrantfile: ['Vagrant.configure("2") do |config|', ...lines.map((line) => `  ${line}`), "end", ""].join("\n"),
  };
}
