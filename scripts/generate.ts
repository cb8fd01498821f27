import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import type { Generated } from "./generators/generated.ts";

/**
 * Writes every file that derives from the rules or the manifest; with `--check` it writes nothing and fails on a
 * difference. The address and the index come first, as all others read the rules through them.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes("--check");
const stale: string[] = [];

await settle((await import("./generators/address.ts")).address(root));
await settle((await import("./generators/index.ts")).ruleIndex(root));
await settle((await import("./generators/pages.ts")).rulePages(root));
await settle((await import("./generators/settings.ts")).settings(root));
await settle((await import("./generators/tables.ts")).sarifRules());
await settle((await import("./generators/settings.ts")).settingsTable(root));
await settle((await import("./generators/settings.ts")).profilePicker());
await settle((await import("./generators/unknowns.ts")).unknowns());
await settle((await import("./generators/precision.ts")).precisionPage(root));

if (check && stale.length > 0) {
  console.error(
    `These files no longer fit the rules. Run "npm run generate" and commit them:\n  ${stale.join("\n  ")}`,
  );
  process.exitCode = 1;
} else {
  console.log(check ? "Generated files are up to date." : `Generated files: ${stale.length} changed.`);
}

async function settle({ files, folders = [] }: Generated): Promise<void> {
  for (const { path: name, text } of files) {
    const target = path.join(root, name);
    const wanted = await formatted(target, text);
    if (existsSync(target) && readFileSync(target, "utf8") === wanted) continue;
    stale.push(name);
    if (check) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, wanted);
  }
  const expected = new Set(files.map((file) => file.path));
  for (const folder of folders) {
    const present = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [];
    for (const name of present.map((entry) => `${folder}/${entry}`).filter((entry) => !expected.has(entry))) {
      stale.push(`${name} (removed)`);
      if (!check) rmSync(path.join(root, name));
    }
  }
}

async function formatted(target: string, text: string): Promise<string> {
  const options = await prettier.resolveConfig(target, { editorconfig: true });
  const { ignored } = await prettier.getFileInfo(target, { ignorePath: path.join(root, ".prettierignore") });
  return ignored ? text : prettier.format(text, { ...options, filepath: target });
}
