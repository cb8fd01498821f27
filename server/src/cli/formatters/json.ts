import { fileURLToPath } from "node:url";
import { dataDate, docsOf, type Finding } from "../../engine/index.ts";
import { version } from "../../version.ts";
import type { Io } from "../io.ts";
import { summaryOf, type Results } from "../results.ts";
import { createDisplay } from "../workspace.ts";

/** One JSON object; positions are 0-based, in UTF-16 code units, and ends are exclusive. */
export function formatJson(results: Results, io: Io): void {
  const display = createDisplay(io.cwd);
  const report = {
    version: 1,
    tool: { name: "bulkhead", version, dataDate },
    files: results.files.map(({ path, kind, findings, suppressed }) => ({
      path,
      kind,
      findings: findings.map((finding) => describe(finding, display)),
      suppressed,
    })),
    errors: results.errors.map(({ path, message }) => ({ path, message })),
    summary: summaryOf(results),
  };
  io.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

function describe(finding: Finding, display: (path: string) => string) {
  const { rule, branch, aliases, severity, message, range } = finding;
  return {
    rule,
    ...(branch === undefined ? {} : { branch }),
    ...(aliases.length === 0 ? {} : { aliases }),
    severity,
    message,
    range,
    ...(docsOf(rule) === undefined ? {} : { docs: docsOf(rule) }),
    fixes: finding.fixes().map(({ title, kind }) => ({ title, kind })),
    related: finding.related.map(({ at, message }) => ({
      path: display(fileURLToPath(at.uri)),
      range: at.range,
      message,
    })),
  };
}
