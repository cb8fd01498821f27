import type { CancellationToken, InlayHint, InlayHintParams } from "vscode-languageserver";
import { isActive } from "../analyzed.ts";
import type { Session } from "../session.ts";
import { settingOf } from "../settings.ts";

export async function inlayHints(
  session: Session,
  { textDocument, range }: InlayHintParams,
  token: CancellationToken,
): Promise<InlayHint[]> {
  const analyzed = await session.analyze(textDocument.uri, token);
  if (!analyzed || !isActive(analyzed)) return [];
  if (settingOf(analyzed.request.settings, "inlayHints", "enable") === false) return [];

  return analyzed.engine.inlayHints(analyzed.request, range).map(({ position, label, tooltip }) => ({
    position,
    label,
    ...(tooltip === "" ? {} : { tooltip: { kind: "markdown" as const, value: tooltip } }),
    paddingLeft: true,
  }));
}

/** Hints rest on settings and on neighbouring files as findings do. */
export function refreshInlayHints(session: Session): void {
  if (!session.abilities.refreshesInlayHints) return;
  session.onStale(() => void session.connection.languages.inlayHint.refresh().catch(() => undefined));
}
