#!/usr/bin/env node
import { existsSync } from "node:fs";

const bundle = new URL("../dist/server.cjs", import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  console.error("bulkhead-language-server is not built yet: run `npm run build` first.");
  process.exitCode = 2;
}
