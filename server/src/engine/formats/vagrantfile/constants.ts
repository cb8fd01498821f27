import {
  assumed,
  derivedText,
  textOf,
  unknown,
  type Call,
  type RubyObject,
  type Span,
  type Value,
} from "./ruby/values.ts";

/** `ENV`: what it holds is not known; a given default counts until a run says otherwise. */
export const environment: RubyObject = {
  isConfigured: false,
  send(call) {
    if (call.name !== "[]" && call.name !== "fetch") return undefined;
    const fallback = call.name === "fetch" ? call.arguments[1]?.value : undefined;
    return fallback ? assumed(fallback) : unknown(call.head, true);
  },
};

/** `Dir.pwd`: where Vagrant is run, which is the Vagrantfile's folder as a rule. */
export const directory: RubyObject = {
  isConfigured: false,
  send: (call) => (call.name === "pwd" || call.name === "getwd" ? derivedText(".", call.head) : undefined),
};

/** `File`, as far as it computes paths. Paths are relative to the Vagrantfile's folder. */
export const file: RubyObject = {
  isConfigured: false,
  send(call) {
    const parts = call.arguments.map(({ value }) => textOf(value));
    if (parts.some((part) => part === undefined)) return undefined;
    return pathOf(call, parts.map(String), call.head);
  },
};

function pathOf(call: Call, parts: readonly string[], span: Span): Value | undefined {
  const [first = "", base] = parts;
  switch (call.name) {
    case "join":
      return derivedText(parts.join("/").replace(/\/{2,}/g, "/"), span);
    case "dirname":
      return derivedText(first.includes("/") ? first.slice(0, first.lastIndexOf("/")) || "/" : ".", span);
    case "expand_path":
    case "absolute_path":
    case "realpath":
      return /^[/~]/.test(first) ? derivedText(first, span) : derivedText(normalized(`${base ?? "."}/${first}`), span);
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
