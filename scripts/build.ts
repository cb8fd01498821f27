import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";
import type { Metafile } from "esbuild";
import { productBundles, root, wasm } from "./bundles.ts";

/** Builds every product bundle once, minified as it is shipped, and says which packages went into them. */
export async function buildProduct(): Promise<readonly Metafile[]> {
  await Promise.all(
    ["dist/client", "server/dist"].map((folder) => rm(join(root, folder), { recursive: true, force: true })),
  );
  await copyWasm();
  const results = await Promise.all(productBundles(true).map((bundle) => build(bundle))).catch(() => {
    // esbuild has printed what is wrong, and where.
    throw new Error("The build failed.");
  });
  return results.flatMap((result) => result.metafile ?? []);
}

async function watchProduct(): Promise<void> {
  await copyWasm();
  const contexts = await Promise.all(productBundles(false).map((bundle) => context({ ...bundle, logLevel: "info" })));
  await Promise.all(contexts.map((one) => one.watch()));
}

async function copyWasm(): Promise<void> {
  await mkdir(dirname(wasm.to), { recursive: true });
  await copyFile(wasm.from, wasm.to);
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { watch: { type: "boolean", default: false } } });
  await (values.watch ? watchProduct() : buildProduct()).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
