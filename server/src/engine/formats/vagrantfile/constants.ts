import type { Neighbours } from "../../model/files.ts";
import { createSourceText } from "../../model/text/sourceText.ts";
import { readData, type DataFormat } from "./data.ts";
import { scriptUri } from "./machine/scripts.ts";
import {
  assumed,
  booleanValue,
  derivedText,
  openText,
  pairOf,
  textOf,
  truth,
  unknown,
  type Call,
  type RubyObject,
  type Span,
  type Value,
} from "./ruby/values.ts";

/** Ruby's own objects that Vagrantfiles use, over the files around the Vagrantfile. */
export function createConstants(uri: string, files: Neighbours): ReadonlyMap<string, RubyObject> {
  const uriOf = (path: Value | undefined): string | undefined => {
    const text = textOf(path);
    return text === undefined ? undefined : scriptUri(text, uri);
  };
  const contentOf = (call: Call): Value | undefined => {
    const path = uriOf(call.arguments[0]?.value);
    const state = path === undefined ? undefined : files.read(path);
    // What the project does not hold is left to the environment, like a variable.
    if (path === undefined || state?.state !== "read") return unknown(call.head, state !== undefined);
    const { text } = state;
    const span = { start: 0, end: text.length, file: createSourceText(path, text) };
    return derivedText(text, span);
  };
  const file = plain((call) => {
    if (READING.has(call.name)) return contentOf(call);
    if (!EXISTENCE.has(call.name)) return pathOf(call);
    const path = uriOf(call.arguments[0]?.value);
    return path === undefined ? undefined : existence(path, call, files);
  });
  const data = (format: DataFormat): RubyObject =>
    plain((call) => {
      const content = call.name === "load_file" || call.name.endsWith("_load_file") ? contentOf(call) : undefined;
      const text = content ?? (PARSING.has(call.name) ? call.arguments[0]?.value : undefined);
      const symbols = pairOf(call.options, "symbolize_names")?.value;
      return text && readData(text, format, symbols !== undefined && truth(symbols) === true);
    });
  const yaml = data("yaml");
  return new Map([
    ["ENV", environment],
    ["File", file],
    ["IO", file],
    ["Dir", plain((call) => (/^(pwd|getwd)$/.test(call.name) ? derivedText(".", call.head) : file.send(call)))],
    ["YAML", yaml],
    ["Psych", yaml],
    ["JSON", data("json")],
    ...OF_THE_HOST.map((name) => [name, host] as const),
  ]);
}

const READING = new Set(["read", "open"]);
const EXISTENCE = new Set(["exist?", "exists?", "file?", "directory?"]);
const PARSING = new Set(["load", "safe_load", "unsafe_load", "parse"]);

function plain(send: RubyObject["send"]): RubyObject {
  return { isConfigured: false, send };
}

/** Only what is there is certain: a missing file may be there on another machine, and Vagrant's own come and go. */
function existence(path: string, call: Call, files: Neighbours): Value {
  const state = path.includes("/.vagrant/") ? undefined : files.stat(path);
  if (state === "missing") return assumed(booleanValue(false, call.head));
  if (typeof state !== "object") return unknown(call.head, state !== undefined);
  return booleanValue(state.type === "folder" ? call.name !== "file?" : call.name !== "directory?", call.head);
}

const OF_THE_HOST = ["Etc", "Facter", "Random", "RbConfig", "SecureRandom", "Socket", "Time"];

/** What only the machine that runs Vagrant has. */
const host = plain((call) => unknown(call.head, true));

/** Variables that every host sets; Ruby sets `HOME` on Windows. */
const ALWAYS_SET: ReadonlySet<string | undefined> = new Set(["HOME", "PATH"]);

/** `ENV`: what it holds is unknown; a given default counts until a run decides otherwise. */
const environment = plain((call) => {
  if (call.name !== "[]" && call.name !== "fetch") return undefined;
  if (ALWAYS_SET.has(textOf(call.arguments[0]?.value))) return openText(call.head, true);
  const fallback = call.name === "fetch" ? call.arguments[1]?.value : undefined;
  return fallback ? assumed(fallback) : unknown(call.head, true);
});

/** Paths are relative to the Vagrantfile's folder, where Vagrant usually runs. */
function pathOf(call: Call): Value | undefined {
  const parts = call.arguments.map(({ value }) => textOf(value));
  return parts.some((part) => part === undefined) ? undefined : computed(call.name, parts.map(String), call.head);
}

function computed(name: string, parts: readonly string[], span: Span): Value | undefined {
  const [first = "", base] = parts;
  switch (name) {
    case "join":
      return derivedText(parts.join("/").replace(/\/{2,}/g, "/"), span);
    case "dirname":
      return derivedText(first.includes("/") ? first.slice(0, first.lastIndexOf("/")) || "/" : ".", span);
    case "basename":
      // The name of the project's folder differs between machines.
      return /^[./]*$/.test(first) || base !== undefined
        ? unknown(span, true)
        : derivedText(first.slice(first.lastIndexOf("/") + 1), span);
    case "expand_path":
    case "absolute_path":
    case "realpath":
      return derivedText(/^[/~]/.test(first) ? first : normalized(`${base ?? "."}/${first}`), span);
    default:
      return undefined;
  }
}

function normalized(path: string): string {
  const result: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && result.length > 0 && result[result.length - 1] !== "..") result.pop();
    else if (part !== "." && part !== "") result.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + (result.join("/") || ".");
}
