import type { CancellationToken } from "vscode-languageserver";
import type { StatusParams, StatusResult } from "../../protocol.ts";
import { isActive, type Analyzed } from "../analyzed.ts";
import type { Session } from "../session.ts";

/** Returns the findings and the effective configuration of a document; null if the file is unsupported. */
export async function status(
  session: Session,
  { uri }: StatusParams,
  token: CancellationToken,
): Promise<StatusResult | null> {
  const analyzed = await session.analyze(uri, token);
  if (!analyzed) return null;

  const { findings, suppressed, config } = analyzed.analysis;
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    error: count("error"),
    warning: count("warning"),
    info: count("info"),
    hint: count("hint"),
    suppressed: suppressed.length,
    enabled: isActive(analyzed),
    profile: config.profile,
    dataDate: config.dataDate,
    ...(config.file === undefined ? {} : { configFile: config.file }),
    unknown: analyzed.engine
      .unknowns(analyzed.request)
      .map(({ kind, name, at, rules }) => ({ kind, name, range: at.range, rules: rules.length })),
    unread: unreadFiles(analyzed),
    values: analyzed.engine.describeConfig(config),
  };
}

/** A missing file is not listed: the analysis looks for many that need not exist. */
function unreadFiles({ request }: Analyzed): StatusResult["unread"] {
  return [...request.files].flatMap(([uri, state]) =>
    state.state === "unreadable" && ["denied", "too-large"].includes(state.reason)
      ? [{ uri, reason: state.reason }]
      : [],
  );
}
