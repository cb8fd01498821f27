import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** `npm run new-rule <category>/<id>`: writes a rule file that fails its tests until it is filled in. */
const rulesFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../server/src/engine/rules");
const [wish = ""] = process.argv.slice(2);
const category = path.posix.dirname(wish);
const id = path.posix.basename(wish);
const file = path.join(rulesFolder, category, `${id}.ts`);

if (!/^(?:[a-z]+\/){1,2}[a-z]+(-[a-z]+)*$/.test(wish)) {
  fail(`Give the category and the id, such as "npm run new-rule openings/host-device"; got "${wish}".`);
} else if (existsSync(file)) {
  fail(`The rule ${id} exists already.`);
} else {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, template(category, id));
  console.log(`Wrote ${path.relative(process.cwd(), file)}. Next (a new category also goes into the type Category of rule.ts):
  1. npm run generate, which puts it on the list of rules.
  2. Write an invalid and a valid example, then the prose, then the check, until npx mocha -g "rule ${id}" is green.
  3. Choose the severity and the profile: with "strict" it is off unless somebody asks for that profile.
  4. npm run generate, read docs/rules/${id}.md as a user would, and add a line to CHANGELOG.md.`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}

function template(folder: string, name: string): string {
  const up = folder.split("/").fill("..").concat("..").join("/");
  return `import { is } from "${up}/model/fact.ts";
import { defineRule, prose } from "${up}/rule.ts";

export default defineRule({
  id: "${name}",
  category: "${folder}",
  since: "0.1.0",
  severity: "hint",
  profile: "strict",
  summary: "TODO what is wrong, as half a sentence",
  why: prose("TODO what happens, and why it matters."),
  instead: prose("TODO what to do."),
  sources: [],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": \`
            services:
              db:
                image: postgres:17
                privileged: true
          \`,
        },
        underline: "TODO",
      },
    ],
    valid: [],
  },
  check: {
    service(service, { report }) {
      if (!is(service.privileged, true)) return;

      report({ at: service.privileged.entry, message: \`Service "\${service.name}" TODO.\` });
    },
  },
});
`;
}
