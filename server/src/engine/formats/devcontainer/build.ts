import { buildSettings, type SettingKind } from "../../containerSettings/index.ts";
import { settingFields } from "../../model/createService.ts";
import type { Fact, Item, Unset } from "../../model/fact.ts";
import type { Build, SettingTypes } from "../../model/service.ts";
import { folderOf, resolvePath } from "../compose/project/names.ts";
import { fieldsOf, itemsOf, placeOf, textOf, type Entry, type Fields } from "../yaml/nodes.ts";
import type { ReadValue } from "./variables.ts";

/** How the image is built: `build`, or `dockerFile` and `context` beside it. Paths are relative to the file. */
export function readBuild(fields: Fields, uri: string, unset: Unset, read: ReadValue): Fact<Build> {
  const build = fields.get("build");
  const inner = fieldsOf(build);
  const dockerfile = inner.get("dockerfile") ?? fields.get("dockerFile");
  if (!dockerfile) return unset;
  const whole = build ?? dockerfile;
  const context = inner.get("context") ?? fields.get("context");
  const folder = folderOf(uri);
  const paths = {
    dockerfile: pathFact(dockerfile, folder, read),
    context: context
      ? pathFact(context, folder, read)
      : ({ state: "known", value: folder, at: placeOf(whole), entry: whole.entry } as const),
  };
  const hasOwnTarget = itemsOf(inner.get("options")).some((item) =>
    /^(?:--target|--file|-f)\b/.test(textOf(item) ?? ""),
  );
  const asKnown = (text: string): string | undefined => {
    const value = read(text);
    return typeof value === "string" ? value : undefined;
  };
  const rest = settingFields(buildSettings, unset, (kind, { devcontainer }) => {
    const value = devcontainer === undefined ? undefined : inner.get(devcontainer);
    return readers[kind]?.(value, asKnown);
  });
  const target = hasOwnTarget
    ? ({ state: "unreadable", at: placeOf(whole), entry: whole.entry } as const)
    : rest.target;
  return { state: "known", value: { ...paths, ...rest, target }, at: placeOf(whole), entry: whole.entry };
}

const readers: {
  readonly [K in SettingKind]?: (
    value: Entry | undefined,
    reads: (text: string) => string | undefined,
  ) => SettingTypes[K] | undefined;
} = {
  text: (value, reads) => value && textItem(value, reads),
  environment: (value, reads) =>
    new Map([...fieldsOf(value)].map(([name, entry]) => [name, textItem(entry, reads)] as const)),
};

function textItem(value: Entry, reads: (text: string) => string | undefined): Item<string> {
  const text = textOf(value);
  const known = text === undefined ? undefined : reads(text);
  const place = { at: placeOf(value), entry: value.entry };
  return known === undefined ? { state: "unreadable", ...place } : { state: "known", value: known, ...place };
}

function pathFact(value: Entry, folder: string, read: ReadValue): Fact<string> {
  const text = textOf(value);
  const path = text === undefined ? undefined : read(text, true);
  const uri = typeof path === "string" ? resolvePath(folder, path) : undefined;
  const place = { at: placeOf(value), entry: value.entry };
  return uri === undefined ? { state: "unreadable", ...place } : { state: "known", value: uri, ...place };
}
