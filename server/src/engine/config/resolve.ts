import picomatch from "picomatch/posix";
import { configFileNames, readConfigFile, type ConfigFile } from "./file.ts";
import { readValues, settingKeys, type SettingValues } from "./schema.ts";
import type { Severity } from "../finding.ts";
import { dataDate } from "../knowledge/dataDate.ts";
import type { Neighbours } from "../model/files.ts";
import type { UserImage } from "../model/project.ts";
import { parseBytes } from "../model/values.ts";
import type { Profile } from "../rule.ts";

/** The configuration in force for one file. */
export interface Config {
  readonly enable: boolean;
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Bytes. */
  readonly hostMemory: number | undefined;
  readonly images: readonly UserImage[];
  /** The day on which end of life is judged, `YYYY-MM-DD`. */
  readonly dataDate: string;
  readonly requireReason: boolean;
  readonly failOn: Severity | "never";
  /** The file matches `exclude`. */
  readonly excluded: boolean;
  readonly inlineIgnore: boolean;
  /** Where each value comes from, by key: `rules.privileged-container`. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** Who says it: the shipped default, a layer of the editor's settings, flags, or a file, as a URI. */
export type Origin = "default" | SettingsLayer["source"] | { readonly file: string; readonly override?: number };

/** Raw settings of one origin, lowest precedence first: `user`, `workspace`, `folder`, then the file, then `flags`. */
export interface SettingsLayer {
  readonly source: "user" | "workspace" | "folder" | "flags";
  readonly value: unknown;
}

interface Layer {
  readonly origin: Origin;
  readonly values: SettingValues;
  /** Globs of this layer are relative to it; undefined where no folder is known. */
  readonly folder: string | undefined;
}

export interface ConfigRequest {
  readonly uri: string;
  /** The workspace folder of the document. */
  readonly folder?: string | undefined;
  readonly settings: readonly SettingsLayer[];
}

/** Defaults, then each layer over it key by key, `rules` and `images` entry by entry. */
export function resolveConfig(request: ConfigRequest, files: Neighbours, ruleIds: readonly string[]): Config {
  const file = nearestConfigFile(request.uri, files, ruleIds);
  const settings = request.settings.map(({ source, value }) => ({
    origin: source,
    values: readValues(settingKeys, value).values,
    folder: request.folder,
  }));
  const isFlags = (layer: Layer): boolean => layer.origin === "flags";
  return merge(request.uri, [
    ...settings.filter((layer) => !isFlags(layer)),
    ...(file ? fileLayers(file, request.uri) : []),
    ...settings.filter(isFlags),
  ]);
}

/** The one configuration file that counts for a document: the nearest one upwards, never beyond the workspace folder. */
export function nearestConfigFile(uri: string, files: Neighbours, ruleIds: readonly string[]): ConfigFile | undefined {
  const [nearest] = files.nearest(uri, configFileNames);
  const state = nearest === undefined ? undefined : files.read(nearest);
  return nearest !== undefined && state?.state === "read" ? readConfigFile(nearest, state.text, ruleIds) : undefined;
}

function fileLayers(file: ConfigFile, uri: string): readonly Layer[] {
  const folder = file.uri.slice(0, file.uri.lastIndexOf("/"));
  const { overrides = [], $schema: _schema, ...values } = file.values;
  const matching = overrides.flatMap(({ files, ...own }, index) =>
    matches([files].flat(), uri, folder)
      ? [{ origin: { file: file.uri, override: index }, values: present(own), folder }]
      : [],
  );
  return [{ origin: { file: file.uri }, values, folder }, ...matching];
}

function merge(uri: string, layers: readonly Layer[]): Config {
  const origins = new Map<string, Origin>();
  const last = <K extends keyof SettingValues>(key: K): SettingValues[K] => {
    const layer = layers.findLast(({ values }) => values[key] !== undefined);
    origins.set(key, layer?.origin ?? "default");
    return layer?.values[key];
  };
  const rules: Record<string, Severity | "off"> = {};
  const images = new Map<string, UserImage>();
  for (const { values, origin } of layers) {
    for (const [id, severity] of Object.entries(values.rules ?? {})) {
      rules[id] = severity;
      origins.set(`rules.${id}`, origin);
    }
    for (const [pattern, image] of Object.entries(values.images ?? {})) {
      images.set(pattern, { pattern, ...present(image) });
      origins.set(`images.${pattern}`, origin);
    }
  }

  const memory = last("host")?.memory;
  const exclude = layers.filter(({ values, folder }) => matches(values.exclude ?? [], uri, folder));
  return {
    enable: last("enable") ?? true,
    profile: last("profile") ?? "recommended",
    rules,
    hostMemory: memory === undefined ? undefined : parseBytes(memory.replaceAll(/\s|i(?=b$)/gi, "")),
    images: [...images.values()],
    dataDate: last("dataDate") ?? dataDate,
    requireReason: last("requireReason") ?? false,
    failOn: last("failOn") ?? "error",
    excluded: exclude.length > 0,
    inlineIgnore: last("inlineIgnore") ?? true,
    origins,
  };
}

/** True when a glob matches the file's path below the folder, or from the root where no folder is known. */
function matches(globs: readonly string[], uri: string, folder: string | undefined): boolean {
  if (globs.length === 0) return false;
  const base =
    folder === undefined || !uri.startsWith(`${folder}/`)
      ? uri.replace(/^[\w-]+:\/\/[^/]*\//, "")
      : uri.slice(folder.length + 1);
  return picomatch([...globs], { dot: true })(decodeURIComponent(base));
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Drops keys whose value is undefined, which optional keys of a schema may be. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
