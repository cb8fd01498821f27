import * as vscode from "vscode";
import { changeConfiguration, configuredDocument } from "../configuration.ts";
import type { Server } from "../server.ts";
import { profiles } from "./profiles.ts";
import { currentProfile, markCurrent } from "./present.ts";

/** Sets the profile of the workspace; asks for it unless one is given. */
export async function selectProfile(server: Server, profile: unknown): Promise<void> {
  const document = await configuredDocument();
  const value = typeof profile === "string" ? profile : await chooseProfile(server, document);
  if (value !== undefined) await changeConfiguration(server, document, "profile", value);
}

async function chooseProfile(server: Server, document: vscode.Uri | undefined): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const items = profiles.map(({ name, detail }) => ({ label: name, detail }));
  const current = await currentProfile(server, document);
  const chosen = await vscode.window.showQuickPick(markCurrent(items, current === undefined ? [] : [current]), {
    placeHolder: t("Which advice should Bulkhead show?"),
  });
  return chosen?.label;
}
