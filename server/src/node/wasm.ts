import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The bytes of `prism.wasm`: it lies beside a bundle; where nothing is bundled it is still in its package. */
export function readRubyWasm(): Promise<Uint8Array> {
  const beside = new URL("./prism.wasm", import.meta.url);
  if (existsSync(beside)) return readFile(fileURLToPath(beside));
  return readFile(createRequire(import.meta.url).resolve("@ruby/prism/src/prism.wasm"));
}
