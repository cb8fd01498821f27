#!/usr/bin/env node
// Replaces the desktop build's executable: `runTests({ vscodeExecutablePath })` spawns this file.
import { register } from "tsx/esm/api";

register();
const { launch } = await import("./launch.ts");
try {
  process.exit(await launch(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
