import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { root } from "./bundles.ts";
import { countCases } from "./precision/cases.ts";
import { group, mark } from "./precision/fingerprint.ts";
import { judgementsFrom, readJudgements } from "./precision/judgements.ts";
import { printNew } from "./precision/print.ts";
import { keepSubjects, record } from "./precision/record.ts";
import { scan } from "./precision/scan.ts";
import { summarize, summarySchema, type Summary } from "./precision/summary.ts";

const usage = `Usage: npm run precision -- FOLDER... [options]
       npm run precision -- --record FILE

Checks each repository in the folders (owner/name is in the folder owner+name) and prints the errors and warnings
without a judgement, those that are alike once.

  --rule ID      this rule alone
  --limit N      show at most N of each rule (default: 40)
  --write        write the figures that docs/precision.md is generated from; then run npm run generate
  --cases FOLDER count the cases of each rule, for the page
  --record FILE  store judgements: lines with a fingerprint of the last run, yes or no, and a reason`;

const judgementsFolder = join(root, "docs/precision");
const figures = join(root, "docs/precision.json");
const subjects = join(root, ".build/precision/subjects.json");

const { values, positionals } = parseArgs({
  options: {
    rule: { type: "string" },
    limit: { type: "string", default: "40" },
    write: { type: "boolean", default: false },
    cases: { type: "string" },
    record: { type: "string" },
  },
  allowPositionals: true,
});
const isScan = positionals.length > 0 && positionals.every((path) => existsSync(path));

if (values.record !== undefined) {
  if (!existsSync(subjects)) throw new Error("Run npm run precision over the repositories first.");
  const kept = record(readFileSync(values.record, "utf8"), subjects, judgementsFolder);
  console.log(`${String(kept)} judgements are stored.`);
} else if (!isScan || !(Number(values.limit) >= 0)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const result = await scan(positionals, (line) => console.error(line));
  const groups = group(mark(result.problems));
  keepSubjects(subjects, groups);
  const judgements = judgementsFrom(readJudgements(judgementsFolder));
  const shown = groups.filter(({ rule }) => values.rule === undefined || rule === values.rule);
  const unread = printNew(shown, judgements, Number(values.limit), (line) => console.log(line));
  console.log(`\n${String(unread)} of ${String(shown.length)} are new.`);
  for (const crash of result.crashes) console.error(crash);
  if (values.write) {
    const date = new Date().toISOString().slice(0, 10);
    const cases = values.cases === undefined ? keptCases() : countCases(values.cases);
    writeFileSync(figures, `${JSON.stringify(summarize(result, groups, judgements, { date, cases }), undefined, 2)}\n`);
  }
  process.exitCode = result.crashes.length > 0 ? 1 : 0;
}

function keptCases(): Summary["cases"] {
  return existsSync(figures) ? v.parse(summarySchema, JSON.parse(readFileSync(figures, "utf8"))).cases : {};
}
