import { readConfigState, type ConfigFile } from "./file.ts";
import { takesIn } from "./globs.ts";
import { readValues, settingKeys, type ConfigIssue, type SettingValues } from "./schema.ts";
import type { RuleNames } from "../branches.ts";
import type { Severity } from "../finding.ts";
import { dataDate } from "../knowledge/dataDate.ts";
import { configFileNames, type Neighbours } from "../model/files.ts";
import type { ContainerEngine, UserImage } from "../model/project.ts";
import { parseBytes } from "../model/values.ts";
import type { Profile } from "../rule.ts";

/** The configuration in force for one file. */
export interface Config {
  readonly enable: boolean;
  readonly profile: Profile;
  /** By id of a rule or by alias of a branch. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** The engine that runs the containers. */
  readonly engine: ContainerEngine;
  /** Bytes. */
  readonly hostMemory: number | undefined;
  readonly images: readonly UserImage[];
  /** The day on which end of life is judged, `YYYY-MM-DD`. */
  readonly dataDate: string;
  readonly requireReason: boolean;
  readonly failOn: Severity | "never";
  readonly exclude: readonly string[];
  /** The file matches `exclude`. */
  readonly excluded: boolean;
  readonly inlineIgnore: boolean;
  /** URI of the configuration file that applies to the file, even if it is empty. */
  readonly file: string | undefined;
  /** Problems in the settings and flags, which belong to no file; the valid parts apply. */
  readonly settingProblems: readonly string[];
  /** Where each value comes from, by key: `rules.privileged-container`. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** The source of a value: the shipped default, a layer of the editor's settings, flags, or a file (URI) and the globs of its override. */
export type Origin = "default" | SettingsLayer["source"] | { readonly file: string; readonly override?: string };

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
  /** Excluded unless `exclude` re-includes it. */
  readonly isForeign?: boolean | undefined;
}

/** Defaults, then each layer over it key by key; `rules` and `images` entry by entry. */
export function resolveConfig(request: ConfigRequest, files: Neighbours, names: RuleNames): Config {
  const file = nearestConfigFile(request.uri, files, names);
  const settings = request.settings.map(({ source, value }) => {
    const { values, issues } = readValues(settingKeys, value);
    return { origin: source, values, issues: issues.filter(isOurs), folder: request.folder };
  });
  const layers: readonly Layer[] = [
    ...settings.filter(({ origin }) => origin !== "flags"),
    ...(file ? fileLayers(file, request.uri) : []),
    ...settings.filter(({ origin }) => origin === "flags"),
  ];
  const settingProblems = settings.flatMap(({ issues }) => issues.map(({ message }) => message));
  return { file: file?.uri, settingProblems, ...merge(request, layers) };
}

/** Settings hold keys that are the editor's alone. */
function isOurs({ path }: ConfigIssue): boolean {
  return path.length !== 1 || Object.hasOwn(settingKeys, String(path[0]));
}

/** Returns the configuration file that applies to a document: the nearest one upwards, never above the workspace folder. */
function nearestConfigFile(uri: string, files: Neighbours, names: RuleNames): ConfigFile | undefined {
  const [nearest] = files.nearest(uri, configFileNames);
  const state = nearest === undefined ? undefined : files.read(nearest);
  return nearest !== undefined && state?.state === "read" ? readConfigState(state, nearest, names) : undefined;
}

function fileLayers(file: ConfigFile, uri: string): readonly Layer[] {
  const folder = file.uri.slice(0, file.uri.lastIndexOf("/"));
  const { overrides = [], ...values } = file.values;
  const matching = overrides
    .map(({ files, ...own }) => ({ globs: [files].flat(), own }))
    .filter(({ globs }) => takesIn(globs, uri, folder))
    .map(({ globs, own }) => ({
      origin: { file: file.uri, override: globs.join(", ") },
      values: present(own),
      folder,
    }));
  return [{ origin: { file: file.uri }, values, folder }, ...matching];
}

function merge(
  { uri, isForeign = false }: ConfigRequest,
  layers: readonly Layer[],
): Omit<Config, "file" | "settingProblems"> {
  const origins = new Map<string, Origin>();
  const lastLayer = (key: keyof SettingValues): Layer | undefined => {
    const layer = layers.findLast(({ values }) => values[key] !== undefined);
    origins.set(key, layer?.origin ?? "default");
    return layer;
  };
  const last = <K extends keyof SettingValues>(key: K): SettingValues[K] => lastLayer(key)?.values[key];
  const { rules, images } = mergeEntries(layers, origins);

  const memory = last("host")?.memory;
  const excludeLayer = lastLayer("exclude");
  const exclude = excludeLayer?.values.exclude ?? [];
  return {
    enable: last("enable") ?? true,
    profile: last("profile") ?? "recommended",
    rules,
    engine: last("engine") ?? "docker",
    hostMemory: memory === undefined ? undefined : parseBytes(memory.replaceAll(/\s/g, "")),
    images,
    dataDate: last("dataDate") ?? dataDate,
    requireReason: last("requireReason") ?? false,
    failOn: last("failOn") ?? "error",
    exclude,
    excluded: takesIn([...(isForeign ? ["**"] : []), ...exclude], uri, excludeLayer?.folder),
    inlineIgnore: last("inlineIgnore") ?? true,
    origins,
  };
}

function mergeEntries(layers: readonly Layer[], origins: Map<string, Origin>): Pick<Config, "rules" | "images"> {
  const rules: Record<string, Severity | "off"> = {};
  const images = new Map<string, UserImage>();
  for (const { values, origin } of layers) {
    for (const [id, severity] of Object.entries(values.rules ?? {})) {
      rules[id] = severity;
      origins.set(`rules.${id}`, origin);
    }
    for (const [pattern, image] of Object.entries(values.images ?? {})) {
      // Images of a nearer layer take precedence.
      images.delete(pattern);
      images.set(pattern, { pattern, ...present(image) });
      origins.set(`images.${pattern}`, origin);
    }
  }
  return { rules, images: [...images.values()].toReversed() };
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Drops keys whose value is undefined, which optional keys of a schema may be. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
