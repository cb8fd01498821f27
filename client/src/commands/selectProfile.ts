import * as vscode from "vscode";
import { changeConfiguration, configuredDocument } from "../configuration.ts";
import type { Server } from "../server.ts";

/** Sets how much is said; asks unless a profile is given. */
export async function selectProfile(server: Server, profile: unknown): Promise<void> {
  const value = typeof profile === "string" ? profile : await chooseProfile();
  if (value !== undefined) await changeConfiguration(server, await configuredDocument(), "profile", value);
}

async function chooseProfile(): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const items = [
    { label: "essential", detail: t("Only what fails or opens the host") },
    { label: "recommended", detail: t("Also what is worth knowing") },
    { label: "strict", detail: t("Also what is contested (no rule yet)") },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: t("How much should Bulkhead say?") });
  return chosen?.label;
}
