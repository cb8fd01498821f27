import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { compileRuby, createEngine, createRubyParser } from "../../server/src/engine/index.ts";
import { createRuby } from "../../server/src/host/ruby.ts";
import { createNodeReader } from "../../server/src/node/files.ts";
import { readRubyWasm } from "../../server/src/node/wasm.ts";
import { createProject, removeProjects, type Project } from "../cli/run.ts";
import { startEditor, stopEditors, type Editor } from "./inMemory.ts";

const fixtures = path.join(import.meta.dirname, "../fixtures/projects");

interface Said {
  readonly rule: unknown;
  readonly severity: unknown;
  readonly message: string;
  readonly range: unknown;
  readonly related: readonly { readonly path: string; readonly range: unknown; readonly message: string }[];
}

/** Returns the findings of each file, by its path. */
type Report = ReadonlyMap<string, readonly Said[]>;

function copyOf(name: string): Project {
  const project = createProject({});
  cpSync(path.join(fixtures, name), project.folder, { recursive: true });
  // The root of the command line is where git's is.
  mkdirSync(path.join(project.folder, ".git"));
  return project;
}

async function onCommandLine(project: Project, paths: readonly string[] = []): Promise<Report> {
  const { out } = await project.run(["check", "--format", "json", ...paths]);
  const { files } = JSON.parse(out) as {
    files: {
      path: string;
      findings: (Said & { docs: unknown; fixes: unknown; branch: unknown; aliases: unknown })[];
    }[];
  };
  return new Map(
    files.map((file) => [
      file.path,
      file.findings.map(({ docs: _docs, fixes: _fixes, branch: _branch, aliases: _aliases, ...said }) => said),
    ]),
  );
}

async function startIn(folder: string): Promise<Editor> {
  const ruby = createRuby(readRubyWasm, () => Promise.resolve({ compileRuby, createRubyParser }));
  return startEditor({
    engine: createEngine({ ruby: ruby.parser }),
    host: { readerFor: createNodeReader, prepare: ruby.prepare },
    folders: [URI.file(folder).toString()],
  });
}

async function saidInEditor(editor: Editor, folder: string, file: string): Promise<readonly Said[]> {
  const diagnostics = await editor.pull(uriOf(folder, file));
  return diagnostics.map((diagnostic) => toSaid(diagnostic, folder));
}

function toSaid({ code, severity, message, range, relatedInformation = [] }: Diagnostic, folder: string): Said {
  return {
    rule: code,
    severity: severityNames[severity ?? DiagnosticSeverity.Hint],
    message: String(message),
    range,
    related: relatedInformation.map(({ location, message: text }) => ({
      path: path.relative(folder, URI.parse(location.uri).fsPath).replaceAll("\\", "/"),
      range: location.range,
      message: text,
    })),
  };
}

/** An editor shows a finding in the second of two files one level lower; the command line counts it in the first. */
function isRepeat({ related }: Said, checked: readonly string[]): boolean {
  return related.some(({ message, path: name }) => message === "The cause." && checked.includes(name));
}

function raised(said: Said, checked: readonly string[]): Said {
  const levels = ["hint", "info", "warning", "error"];
  return isRepeat(said, checked) ? { ...said, severity: levels[levels.indexOf(String(said.severity)) + 1] } : said;
}

const severityNames = { 1: "error", 2: "warning", 3: "info", 4: "hint" } as const;

function uriOf(folder: string, file: string): string {
  return URI.file(path.join(folder, file)).toString();
}

function openFile(editor: Editor, folder: string, file: string): void {
  editor.open(uriOf(folder, file), readFileSync(path.join(folder, file), "utf8"), "plaintext");
}

describe("an editor and the command line", () => {
  afterEach(() => {
    stopEditors();
    removeProjects();
  });

  const names = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it("have projects to be compared on", () => {
    assert.ok(names.length >= 3);
  });

  for (const { name } of names) {
    it(`say the same of every file of the project ${name} when all of them are open`, async () => {
      const project = copyOf(name);
      const report = await onCommandLine(project);
      const files = [...report.keys()];
      const editor = await startIn(project.folder);
      for (const file of files) openFile(editor, project.folder, file);

      assert.ok([...report.values()].flat().length > 4, "the project has something to say");
      for (const [file, said] of report) {
        const inEditor = await saidInEditor(editor, project.folder, file);
        assert.deepEqual(
          inEditor.filter((one) => !isRepeat(one, files)),
          said,
          file,
        );
        for (const { rule, related } of inEditor.filter((one) => isRepeat(one, files))) {
          const cause = report.get(related.find(({ message }) => message === "The cause.")?.path ?? "");
          assert.ok(
            cause?.some((one) => one.rule === rule),
            `${file}: ${String(rule)}`,
          );
        }
      }
    });

    it(`say the same of each file of the project ${name} alone`, async () => {
      const project = copyOf(name);
      const files = [...(await onCommandLine(project)).keys()];
      const editor = await startIn(project.folder);

      for (const file of files) {
        const report = await onCommandLine(project, [file]);
        openFile(editor, project.folder, file);
        const inEditor = await saidInEditor(editor, project.folder, file);
        assert.deepEqual(
          inEditor.map((one) => raised(one, files)),
          report.get(file),
          file,
        );
        editor.close(uriOf(project.folder, file));
      }
    });
  }

  it("say of a workflow what its Vagrantfile lets them say, whether one was opened before or not", async () => {
    const project = copyOf("library");
    const workflow = ".github/workflows/test.yml";
    const editor = await startIn(project.folder);
    openFile(editor, project.folder, workflow);

    const rules = (await saidInEditor(editor, project.folder, workflow)).map(({ rule }) => rule);

    assert.ok(rules.includes("vm-for-ephemeral-ci"), rules.join(", "));
  });
});
