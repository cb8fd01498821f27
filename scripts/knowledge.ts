import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./bundles.ts";
import { checks } from "./knowledge/checks.ts";
import { coverageOf } from "./knowledge/popular.ts";
import { runChecks, type Accepted } from "./knowledge/run.ts";

const usage = `Usage: npm run knowledge -- [--sources DIR] [--popular FILE] [--write]

  --sources DIR   compare the tables with checkouts of their sources; owner/name is in the folder DIR/owner+name.
                  A missing checkout skips what needs it. Exits with 1 if an unexplained difference is left.
  --write         store the commits and dates of the sources in scripts/knowledge/sources.json
  --popular FILE  count how many images, boxes and runners of a list in Markdown the tables know`;

const { values } = parseArgs({
  options: {
    sources: { type: "string" },
    popular: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const { sources, popular } = values;
const missing = [sources, popular].find((path) => path !== undefined && !existsSync(path));

if (missing !== undefined || (sources === undefined && popular === undefined)) {
  console.error(missing === undefined ? usage : `There is no ${missing}.`);
  process.exitCode = 2;
} else {
  if (popular !== undefined) console.log(coverageOf(readFileSync(popular, "utf8")).join("\n"));
  if (sources !== undefined) compare(sources);
}

function compare(folder: string): void {
  const accepted = JSON.parse(
    readFileSync(join(root, "scripts/knowledge/accepted.json"), "utf8"),
  ) as readonly Accepted[];
  const { lines, open, revisions } = runChecks(folder, checks, accepted);
  console.log([...lines, `${String(open)} unexplained differences`].join("\n"));
  if (open > 0) process.exitCode = 1;
  if (!values.write) return;
  const file = join(root, "scripts/knowledge/sources.json");
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
  const all = Object.entries({ ...kept, ...Object.fromEntries(revisions) }).toSorted(([a], [b]) => a.localeCompare(b));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
}
