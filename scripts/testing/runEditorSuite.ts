import { obtainExecutable } from "../vscode-host/executable.ts";
import { editorSuites, noEditor, runEditorSuite } from "./editorSuite.ts";

const suite = editorSuites.find((name) => name === process.argv[2]);
if (suite === undefined) fail(2, `Name one of the suites: ${editorSuites.join(", ")}.`);
const executable = await obtainExecutable(console.log).catch((error: unknown) => fail(noEditor, error));
await runEditorSuite(suite, executable).catch((error: unknown) => fail(1, error));

function fail(exitCode: number, error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(exitCode);
}
