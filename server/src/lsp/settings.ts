import type { Connection } from "vscode-languageserver";
import type { SettingsLayer } from "../engine/index.ts";
import { settingsRequest, type SettingsParams, type SettingsResult } from "../protocol.ts";
import type { ClientAbilities } from "./clientAbilities.ts";

/** The editor's settings, asked once per document until they change. */
export interface Settings {
  /** Lowest precedence first. Never rejects. */
  of(uri: string): Promise<readonly SettingsLayer[]>;
  /** Forgets what was answered; `pushed` is what an editor sent that cannot be asked. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
  forgetAll(): void;
}

export function createSettings(connection: Connection, abilities: ClientAbilities): Settings {
  const known = new Map<string, Promise<readonly SettingsLayer[]>>();
  let pushedSection = abilities.options.settings;

  const ask = async (uri: string): Promise<readonly SettingsLayer[]> => {
    if (abilities.options.settingsLayers) {
      const params: SettingsParams = { uri };
      return connection.sendRequest<SettingsResult>(settingsRequest, params);
    }
    const value: unknown = abilities.answersConfiguration
      ? await connection.workspace.getConfiguration({ scopeUri: uri, section: "bulkhead" })
      : pushedSection;
    return [{ source: "workspace", value }];
  };

  return {
    of(uri) {
      const asked = known.get(uri);
      if (asked) return asked;
      const answer = ask(uri).catch((error: unknown) => {
        connection.console.error(`The settings of ${uri} could not be read: ${String(error)}`);
        // Not kept: the next analysis asks again.
        if (known.get(uri) === answer) known.delete(uri);
        return [];
      });
      known.set(uri, answer);
      return answer;
    },
    changed(pushed) {
      known.clear();
      if (typeof pushed === "object" && pushed !== null && "bulkhead" in pushed) pushedSection = pushed.bulkhead;
    },
    forget: (uri) => {
      known.delete(uri);
    },
    forgetAll: () => known.clear(),
  };
}

/** Returns a setting that the analysis does not use, such as `inlayHints.enable`, from the layer with the highest precedence. */
export function settingOf(layers: readonly SettingsLayer[], ...path: readonly string[]): unknown {
  const valueAt = (value: unknown): unknown =>
    path.reduce<unknown>(
      (parent, key) =>
        typeof parent === "object" && parent !== null ? (parent as Record<string, unknown>)[key] : undefined,
      value,
    );
  return layers.map((layer) => valueAt(layer.value)).findLast((value) => value !== undefined && value !== null);
}
