import { add, closingLine, none } from "./testing/results.ts";
import type { Counts } from "./testing/results.ts";
import { allSteps } from "./testing/steps.ts";

// Type checking and linting are `npm run check`: they say nothing about what the product does.
const lines: string[] = [];
let total: Counts = none;
for (const { title, run } of allSteps()) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const counts = await run();
  total = add(total, counts);
  lines.push(`${title}: ${closingLine(counts)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
console.log(`\n${lines.join("\n")}\n\n${closingLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
