import { fileURLToPath } from "node:url";
import { codeFrameColumns } from "@babel/code-frame";
import type { Finding } from "../../engine/index.ts";
import { wantsColor, type Io } from "../io.ts";
import { analyzedFiles, summaryOf, type BaselineCounts, type Results } from "../results.ts";
import { createDisplay } from "../workspace.ts";

const colors = { error: 31, warning: 33, info: 36, hint: 2, bold: 1, dim: 2 } as const;
interface Shown {
  readonly path: string;
  readonly lines: readonly string[];
}
type Paint = (style: keyof typeof colors, text: string) => string;

/** For a person: every finding with the lines around it, 1-based, then a sum. */
export function formatText(results: Results, io: Io): void {
  const hasColor = wantsColor(io);
  const paint: Paint = (style, text) => (hasColor ? `\u001B[${colors[style]}m${text}\u001B[0m` : text);
  const display = createDisplay(io.cwd);
  for (const file of results.files) {
    const shown = { path: printable(file.path), lines: file.text.split(/\r?\n/).map(printable) };
    for (const finding of file.findings) io.stdout.write(`${findingText(shown, finding, paint, display)}\n\n`);
  }
  for (const { path, message } of results.errors) io.stderr.write(`${printable(`${path}: ${message}`)}\n`);
  for (const path of results.unsupported) io.stderr.write(`${printable(path)}: ${unsupported}\n`);
  io.stdout.write(`${sum(results)}\n`);
}

const unsupported =
  "Not a file that Bulkhead checks (Dockerfile, Compose, Vagrantfile, devcontainer.json, CI workflow).";

function findingText(file: Shown, finding: Finding, paint: Paint, display: (path: string) => string): string {
  const { line, character } = finding.range.start;
  const place = paint("bold", `${file.path}:${line + 1}:${character + 1}`);
  const related = finding.related.map(
    ({ at, message }) => `  ${display(fileURLToPath(at.uri))}:${at.range.start.line + 1}: ${message}`,
  );
  return [
    `${place} ${paint(finding.severity, finding.severity)} ${printable(finding.message)} ${paint("dim", idText(finding))}`,
    ...frame(file.lines, finding, paint),
    ...related.map(printable),
  ].join("\n");
}

/** The rule, and what other tools call it. */
function idText({ rule, aliases }: Finding): string {
  return aliases.length === 0 ? rule : `${rule} (${aliases.join(", ")})`;
}

/** A line that fills the whole screen would hide more than it shows. */
const maximumWidth = 200;

function frame(lines: readonly string[], { range, severity }: Finding, paint: Paint): readonly string[] {
  const { start, end } = range;
  const first = Math.max(0, start.line - 1);
  const shown = lines.slice(first, start.line + 2);
  if (shown.some((line) => line.length > maximumWidth)) return [];

  // Only the first line of a finding is marked, so that the frame stays short.
  const endColumn = end.line > start.line ? (lines[start.line] ?? "").length : end.character;
  const location = {
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: start.line + 1, column: endColumn + 1 },
  };
  // Only these lines: a frame splits what it is given, and a long file may have a thousand findings.
  const around = { linesAbove: 1, linesBelow: 1, startLine: first + 1 };
  const framed = codeFrameColumns(shown.join("\n"), location, around);
  return [
    framed.replace(/^( *\|[ \t]*)(\^+)$/m, (_, gutter: string, marks: string) => gutter + paint(severity, marks)),
  ];
}

/** Control characters of a file would steer the terminal, and some separators would shift lines; a stand-in keeps the columns. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\u2028\u2029]/gu, "\uFFFD");
}

function sum(results: Results): string {
  const { suppressed, skipped, baseline, ...counts } = summaryOf(results);
  const analyzed = analyzedFiles(results);
  const inPart = analyzed.filter(({ read }) => read === "part").length;
  const unread = results.errors.length;
  const isNew = baseline ? "new " : "";
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const findings = found.map(
    ([severity, count]) => `${count} ${isNew}${severity}${plural(severity === "info" ? 1 : count)}`,
  );
  const sentence = `${findings.length === 0 ? `No ${isNew}findings` : findings.join(", ")} in ${filesText(analyzed.length)}`;
  const partly = inPart > 0 ? ` (${inPart} read only in part)` : "";
  const silenced = suppressed > 0 ? `, ${suppressed} suppressed` : "";
  return [
    ...(analyzed.length === 0 ? [nothingText(results)] : [`${sentence}${partly}${silenced}.`]),
    ...(baseline && analyzed.length > 0 ? [baselineText(baseline)] : []),
    ...(skipped > 0 ? [`${filesText(skipped)} in vendored and fixture folders skipped.`] : []),
    ...(unread > 0 ? [`${filesText(unread)} could not be read.`] : []),
    ...(findings.length > 0 ? ['Run "bulkhead explain <rule>" for details.'] : []),
  ].join(" ");
}

/** What a run without a file says; without another reason it names what it looked for. */
function nothingText({ errors, unsupported, skipped }: Results): string {
  return errors.length + unsupported.length + skipped === 0
    ? "No file was analysed: there is no Dockerfile, Compose file, Vagrantfile, devcontainer.json or CI workflow, or the configuration excludes them."
    : "No file was analysed.";
}

function baselineText({ known, outdated }: BaselineCounts): string {
  const recorded = `${known} finding${plural(known)} in the baseline.`;
  if (outdated === 0) return recorded;
  const entries = outdated === 1 ? "1 entry of it no longer matches" : `${outdated} entries of it no longer match`;
  return `${recorded} ${entries}: run "bulkhead baseline" to update it.`;
}

function filesText(count: number): string {
  return `${count} file${plural(count)}`;
}

function plural(count: number): string {
  return count === 1 ? "" : "s";
}
