import { spawn } from "node:child_process";
import { root } from "../bundles.ts";
import { editorSuites, noEditor } from "./editorSuite.ts";
import type { EditorSuite } from "./editorSuite.ts";
import { oneFailed, onePassed, oneSkipped, readMocha } from "./results.ts";
import type { Counts } from "./results.ts";

/** One part of a whole test run. */
export interface Step {
  readonly title: string;
  readonly run: () => Promise<Counts>;
}

/** Everything that `npm test` runs, in this order. A step that fails does not keep the next ones from running. */
export function allSteps(): readonly Step[] {
  return [
    check("Generated files", ["scripts/generate.ts", "--check"]),
    check("The build", ["scripts/build.ts"]),
    { title: "Tests outside the editor", run: async () => countMocha(await node(["node_modules/mocha/bin/mocha.js"])) },
    check("The packages", ["scripts/package.ts"]),
    ...editorSuites.map(editorStep),
  ];
}

function check(title: string, args: readonly string[]): Step {
  return { title, run: async () => ((await tsx(args)).code === 0 ? onePassed : oneFailed) };
}

const editorTitles: Readonly<Record<EditorSuite, string>> = {
  node: "VS Code: Node extension host",
  web: "VS Code: web worker extension host",
  restricted: "VS Code: Restricted Mode",
  installed: "VS Code: the installed package",
};

function editorStep(suite: EditorSuite): Step {
  return {
    title: editorTitles[suite],
    run: async () => {
      const outcome = await tsx(["scripts/testing/runEditorSuite.ts", suite]);
      if (outcome.code !== noEditor) return countMocha(outcome);
      return process.env["CI"] === "true" ? oneFailed : oneSkipped;
    },
  };
}

/** A desktop window that hangs has no limit of its own. In milliseconds, far beyond what any step needs. */
const longestStep = 20 * 60_000;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function countMocha({ code, output }: Outcome): Counts {
  return readMocha(output, code);
}

async function tsx(args: readonly string[]): Promise<Outcome> {
  return node(["--import", "tsx", ...args]);
}

/** Runs Node on a part of the project, shows what it prints and keeps it. */
async function node(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: longestStep,
    killSignal: "SIGINT",
  });
  let output = "";
  const show = (data: Buffer): void => {
    output += data.toString();
    process.stdout.write(data);
  };
  child.stdout.on("data", show);
  child.stderr.on("data", show);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output };
}
