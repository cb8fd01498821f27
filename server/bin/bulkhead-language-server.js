#!/usr/bin/env node
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const bundle = fileURLToPath(new URL("../dist/server.cjs", import.meta.url));
if (existsSync(bundle)) {
  // An import would first search the whole bundle for the names of its exports, which takes longer than to run it.
  createRequire(import.meta.url)(bundle);
} else {
  console.error("bulkhead-language-server is not built yet: run `npm run build` first.");
  process.exitCode = 2;
}
