import type { CancellationToken } from "vscode-languageserver";
import { URI, Utils } from "vscode-uri";
import { touches } from "../../host/positions.ts";
import { version } from "../../version.ts";
import type { AtParams, WrongAdviceResult } from "../../protocol.ts";
import type { Session } from "../session.ts";

/** Lines shown above and below the findings of a long file. */
const surroundingLines = 20;

/** Returns a report that lets a maintainer reproduce the findings: rule, message, configuration and the lines around. Nothing is sent. */
export async function wrongAdvice(
  session: Session,
  { uri, position }: AtParams,
  token: CancellationToken,
): Promise<WrongAdviceResult> {
  const analyzed = await session.analyze(uri, token);
  const findings = analyzed?.analysis.findings.filter(({ range }) =>
    touches(range, { start: position, end: position }),
  );
  const [first] = findings ?? [];
  if (!analyzed || !findings || !first) return null;

  const lines = analyzed.request.document.text.split(/\r?\n/);
  const start = Math.max(0, first.range.start.line - surroundingLines);
  const shown = lines.slice(start, first.range.end.line + surroundingLines + 1);
  const { kind, config } = analyzed.analysis;
  return [
    `Bulkhead ${version}, profile ${config.profile}, data of ${config.dataDate}`,
    ...findings.map(
      ({ rule, severity, range, message }) => `- \`${rule}\` (${severity}, line ${range.start.line + 1}): ${message}`,
    ),
    `\`${Utils.basename(URI.parse(uri))}\` (${kind}), from line ${start + 1}:`,
    ["```", ...shown, "```"].join("\n"),
    "What is wrong with the advice:",
    "",
  ].join("\n\n");
}
