import type { Position } from "vscode-languageserver-types";
import type { Completion } from "../answer.ts";
import { intentTexts, type IntentValueText } from "../directives/intentTexts.ts";
import { intentKeys, isIntentKey } from "../facts/intent.ts";
import { namesService, serviceValue, settingValues, type CompletedSetting } from "../knowledge/settingValues.ts";
import type { FileKind } from "../model/document.ts";
import type { SourceText } from "../model/text/sourceText.ts";

/** A value that is being typed. */
interface Typed {
  readonly setting: string;
  readonly text: string;
}

// Text that is being typed is rarely whole, so only the lines are read.

const begun = "([\\w.:=-]{0,80})$";
const scalar = new RegExp(`^ *(?:- +)?([\\w-]{1,40}): +["']?${begun}`);
const flow = new RegExp(`^ *([\\w-]{1,40}): *\\[(?:[^\\][]{0,400}[, ])?["']?${begun}`);
const item = new RegExp(`^ *- *["']?${begun}`);
const mapped = /^ +([\w.]{0,80})$/;

/** Values of settings of containers that no schema lists, and of declared intent. */
export function completeValue(kind: FileKind, source: SourceText, position: Position): readonly Completion[] {
  const before = source.lineText(position.line).slice(0, position.character);
  const option = optionIn(before, position.line === 0 ? "" : source.lineText(position.line - 1));
  if (option) return items(option, position, false);
  if (kind === "devcontainer") return items(propertyIn(source, position.line, before), position, false);
  if (kind !== "compose") return [];
  const typed = composeValue(source, position.line, before);
  return typed?.setting.startsWith("x-bulkhead") === true ? intentItems(typed, position) : items(typed, position, true);
}

/** The setting of a service whose value is typed: `runtime`, `cap_add`, `x-bulkhead.trust`. */
function composeValue(source: SourceText, line: number, before: string): Typed | undefined {
  const own = scalar.exec(before) ?? flow.exec(before);
  const below = item.exec(before) ?? mapped.exec(before);
  const path = keysAbove(source, line, before);
  if (path[0] !== "services") return undefined;
  if (own?.[1] !== undefined) {
    const setting = [...path.slice(2), own[1]].join(".");
    return { setting, text: own[2] ?? "" };
  }
  const isMapped = path[2] === "x-bulkhead" || path[2] === "sysctls";
  return below && (item.test(before) || isMapped)
    ? { setting: path.slice(2).join("."), text: below[1] ?? "" }
    : undefined;
}

/** The keys around a line, by their indentation, outermost first. */
function keysAbove(source: SourceText, line: number, before: string): readonly string[] {
  const path: string[] = [];
  const depth = before.search(/[^ ]|$/);
  // The items of a list may be as deep as its key.
  let limit = /^ *-/.test(before) ? depth + 1 : depth;
  for (let above = line - 1; above >= 0 && limit > 0; above -= 1) {
    const [, indentation = "", key] = /^( *)["']?([\w.-]{1,80})["']?:/.exec(source.lineText(above)) ?? [];
    if (key === undefined || indentation.length >= limit) continue;
    limit = indentation.length;
    path.unshift(key);
  }
  return path;
}

const properties: Readonly<Record<string, CompletedSetting>> = { capAdd: "cap_add", securityOpt: "security_opt" };

/** The property of a devcontainer.json whose list has the value that is typed. */
function propertyIn(source: SourceText, line: number, before: string): Typed | undefined {
  const text = /(?:^[ \t]*|[[,] *)"([\w.:=-]{0,80})$/.exec(before)?.[1];
  if (text === undefined) return undefined;
  for (let above = line; above >= Math.max(0, line - 50); above -= 1) {
    const written = above === line ? before : source.lineText(above);
    const [, name = "", rest = ""] = /"(\w{1,40})"\s{0,20}:\s{0,20}\[([^\]]*)$/.exec(written) ?? [];
    if (name !== "") return Object.hasOwn(properties, name) ? { setting: properties[name] ?? rest, text } : undefined;
    if (above < line && /[\]}]/.test(written)) return undefined;
  }
  return undefined;
}

const options: Readonly<Record<string, CompletedSetting>> = {
  "cap-add": "cap_add",
  "cap-drop": "cap_drop",
  runtime: "runtime",
  "security-opt": "security_opt",
  sysctl: "sysctls",
  pid: "pid",
  ipc: "ipc",
  uts: "uts",
  userns: "userns_mode",
  network: "network_mode",
  net: "network_mode",
  isolation: "isolation",
};

/** The option of `docker run` whose value is typed, on its line, on a continued line, or among options of a container. */
function optionIn(before: string, lineBefore: string): Typed | undefined {
  const [, name = "", text = ""] = new RegExp(`(?:^|[\\s"'])--([a-z-]{1,20})[= ]["']?${begun}`).exec(before) ?? [];
  const setting = Object.hasOwn(options, name) ? options[name] : undefined;
  if (setting === undefined) return undefined;
  const isRun = /\b(?:docker|podman|nerdctl)\b.{0,200}\b(?:run|create)\b|^\s*options: |\bargs ['"]/.test(before);
  const isListed = /^\s*"--[a-z-]+=[^"]*$|"runArgs"/.test(before);
  const isContinued = /^\s*--/.test(before) && /\\\s*$/.test(lineBefore);
  return isRun || isListed || isContinued ? { setting, text } : undefined;
}

function items(typed: Typed | undefined, position: Position, isCompose: boolean): readonly Completion[] {
  if (!typed || !Object.hasOwn(settingValues, typed.setting)) return [];
  const setting = typed.setting as CompletedSetting;
  const values = settingValues[setting];
  const all = isCompose && namesService.has(setting) ? [...values, serviceValue] : values;
  return all.map(({ text, meaning }, rank) => completionOf(text, meaning, typed, position, rank));
}

function intentItems({ setting, text }: Typed, position: Position): readonly Completion[] {
  const key = setting.replace(/^x-bulkhead\.?/, "");
  const typed = { setting, text };
  if (key === "") {
    return Object.entries(intentTexts).map(([name, one], rank) =>
      completionOf(`${name}: `, one.text, typed, position, rank, name),
    );
  }
  if (!isIntentKey(key)) return [];
  const texts: Readonly<Record<string, IntentValueText>> = intentTexts[key].values;
  return intentKeys[key].flatMap((value, rank) => {
    const meaning = texts[value]?.meaning;
    return meaning === undefined ? [] : [completionOf(value, meaning, typed, position, rank)];
  });
}

function completionOf(
  text: string,
  detail: string,
  typed: Typed,
  position: Position,
  rank: number,
  label = text,
): Completion {
  const start = { ...position, character: position.character - typed.text.length };
  // The order of the table is of use; editors sort by text.
  return { label, text, range: { start, end: position }, kind: "value", detail, rank: 100 + rank };
}
