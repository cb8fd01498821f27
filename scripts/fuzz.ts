import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./bundles.ts";

const usage = `Usage: npm run fuzz [-- options]

  --minutes N      how long to go on, shared by all formats (default: 5)
  --format NAME    only test/fuzz/NAME.test.ts
  --seed N         where to begin (default: the time), as a failure has printed it
  --runs N         mutations for each seed (default: 1000)`;

const folder = "test/fuzz";
const ending = ".test.ts";

interface Choice {
  readonly milliseconds: number;
  readonly formats: readonly string[];
  readonly seed: number;
  readonly runs: number;
}

function choose(): Choice | undefined {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "5" },
      format: { type: "string" },
      seed: { type: "string" },
      runs: { type: "string", default: "1000" },
    },
  });
  const all = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
  const formats = all.filter((name) => values.format === undefined || name === values.format);
  const choice = {
    milliseconds: Number(values.minutes) * 60_000,
    formats,
    seed: Number(values.seed ?? Date.now() % 1_000_000_000),
    runs: Number(values.runs),
  };
  const isValid = formats.length > 0 && choice.milliseconds > 0 && Number.isInteger(choice.seed) && choice.runs > 0;
  return isValid ? choice : undefined;
}

/** Mutates the samples of each format in turn, each time from another seed, until the time is over. Returns what failed. */
function fuzz({ milliseconds, formats, seed, runs }: Choice): readonly string[] {
  const end = performance.now() + milliseconds;
  const failed = new Map<string, string>();
  for (let round = 0; round === 0 || performance.now() < end; round += 1) {
    for (const format of formats.filter((one) => !failed.has(one))) {
      const own = String(seed + round);
      console.log(`${format}: ${String(runs)} mutations from seed ${own}`);
      const repeat = `npm run fuzz -- --format ${format} --seed ${own} --runs ${String(runs)} --minutes 0.01`;
      if (!passes(format, own, runs)) failed.set(format, repeat);
    }
    if (failed.size === formats.length) break;
  }
  return [...failed.values()];
}

/** fast-check prints the smallest failing input that it finds, and mocha the rest. */
function passes(format: string, seed: string, runs: number): boolean {
  // The project's own configuration of mocha would add all other tests.
  const mocha = ["--import=tsx", "node_modules/mocha/bin/mocha.js", "--no-config", "--timeout", "60000"];
  const { status } = spawnSync(
    process.execPath,
    [...mocha, "--reporter", "dot", "--require", "./scripts/fuzzing/seed.ts", `${folder}/${format}${ending}`],
    {
      cwd: root,
      env: { ...process.env, BULKHEAD_FUZZ_RUNS: String(runs), BULKHEAD_FUZZ_SEED: seed },
      stdio: "inherit",
    },
  );
  return status === 0;
}

const choice = choose();
if (choice === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const failed = fuzz(choice);
  if (failed.length > 0) console.error(`\nTo see a failure again:\n${failed.join("\n")}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
