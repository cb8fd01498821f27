import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./bundles.ts";
import { runCases } from "./cases/run.ts";

const { values, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
const [folder] = positionals;

if (folder === undefined) {
  console.log("No cases: name the folder that holds them, as in npm run cases -- ../cases.");
} else if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exitCode = 2;
} else {
  const isRight = await runCases({
    folder: resolve(folder),
    acceptedFolder: join(root, "test/cases"),
    only: values.only,
    print: (line) => console.log(line),
  });
  process.exitCode = isRight ? 0 : 1;
}
