import { spawnSync } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { options, root, wasm } from "./bundles.ts";
import { sizes } from "./bench/sizes.ts";
import { startup } from "./bench/startup.ts";
import { table } from "./bench/table.ts";

/** Bundles as the product is bundled: what tsx adds to each call would be measured too. */
async function bundle(entry: string, name: string): Promise<string> {
  const out = join(root, ".build/bench", name);
  await mkdir(join(root, ".build/bench"), { recursive: true });
  await copyFile(wasm.from, join(root, ".build/bench/prism.wasm"));
  await build({ ...options({ entry, out, host: "node", format: "cjs" }), minify: true });
  return out;
}

const { values } = parseArgs({ options: { corpus: { type: "string" } } });
const suite = await bundle("scripts/bench/suite.ts", "suite.cjs");
const { status } = spawnSync(process.execPath, [suite, ...(values.corpus ? [resolve(values.corpus)] : [])], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
if (status === 0 && values.corpus === undefined) {
  const server = await bundle("server/src/node/main.ts", "server.cjs");
  console.log(table("Start and size", [await startup(server), ...sizes()]));
}
