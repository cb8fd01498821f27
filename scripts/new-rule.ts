import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { categories } from "../server/src/engine/categories.ts";
import { ruleTemplate } from "./generators/ruleTemplate.ts";

/** `npm run new-rule <category>/<id>`: writes a rule that fails only its own tests until it is filled in. */
const root = path.join(import.meta.dirname, "..");
const [wish = ""] = process.argv.slice(2);
const category = path.posix.dirname(wish);
const id = path.posix.basename(wish);
const file = path.join(root, "server/src/engine/rules", category, `${id}.ts`);
const isRule = (known: string): boolean => existsSync(path.join(root, "server/src/engine/rules", known, `${id}.ts`));
const existing = categories.find(isRule);

if (!/^(?:[a-z]+\/){1,2}[a-z]+(?:-[a-z]+)*$/.test(wish)) {
  const got = wish === "" ? "" : `; got "${wish}"`;
  fail(`Give the category and the id in kebab-case, such as "npm run new-rule memory/replaced-cpu-weight"${got}.`);
} else if (!categories.some((known) => known === category)) {
  const list = categories.map((known) => `  ${known}`).join("\n");
  fail(
    `There is no category "${category}". Add it to server/src/engine/categories.ts and to the headings in scripts/generators/tables.ts, or take one of these:\n${list}`,
  );
} else if (existing !== undefined) {
  fail(`The rule ${id} exists already, in ${existing}.`);
} else {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, ruleTemplate(category, id));
  const { status } = spawnSync(process.execPath, ["--import", "tsx", path.join(root, "scripts/generate.ts")], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
  console.log(`Wrote ${path.relative(process.cwd(), file)} and put it on the list of rules. Next:
  1. Write an invalid and a valid example, then the prose, then the check, until npx mocha -g "rule ${id}" is green.
  2. Choose the severity and the profile: with "strict" the rule is off unless a user selects that profile.
  3. npm run generate, read docs/rules/${id}.md as a user would, and add a line to CHANGELOG.md.
  4. npm run format && npm run check`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
