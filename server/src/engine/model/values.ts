import { isOneMark, isOpen, withoutMarks, writtenPart, type Part, type PartialText } from "./partialText.ts";
import type { Device, Mount, Port, Ulimit } from "./service.ts";

// How Docker and Compose write values. Every reader answers undefined for text that the engine would refuse.

/**
 * Bytes of `512m`, `1.5 GB`, `2GiB`, `1024`: multiples of 1024, as the engine reads all of them; -1 is unlimited. `512Mi` is
 * unreadable: Compose refuses it. https://github.com/docker/go-units/blob/v0.5.0/size.go
 */
export function parseBytes(text: string): number | undefined {
  if (text === "-1") return -1;
  const match = /^(\d+(?:\.\d*)?|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
  if (match === null) return undefined;
  const power = match[2] === undefined ? 0 : "kmgtp".indexOf(match[2].toLowerCase()) + 1;
  return Math.trunc(Number(match[1]) * 1024 ** power);
}

const secondsIn: Readonly<Record<string, number>> = {
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

/** Seconds of `1m30s`, `500ms`, `0`; a number without a unit is no duration, except zero. */
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|[wdhms]))+|0)$/.exec(text);
  if (match === null) return undefined;
  let seconds = 0;
  for (const [, count, unit = ""] of (match[2] ?? "").matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|[wdhms])/gy)) {
    seconds += Number(count) * (secondsIn[unit] ?? 0);
  }
  return match[1] === "-" && seconds !== 0 ? -seconds : seconds;
}

/** Processors of `0.5`, `2`. */
export function parseCpus(text: string): number | undefined {
  return /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** A whole number, negative ones included. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The value of a boolean command line flag: `--init=false`. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(1|t|T|true|True|TRUE)$/.test(text)) return true;
  return /^(0|f|F|false|False|FALSE)$/.test(text) ? false : undefined;
}

/** Text that the file gives, or of which a run fills in some stretches. */
type Text = string | PartialText;

function markedOf(text: Text): string {
  return typeof text === "string" ? text : text.marked;
}

/** A piece of the marked text as a part. */
function partIn(text: Text, piece: string): Part {
  return typeof text !== "string" && isOpen(piece) ? { written: text.restore(piece) } : piece;
}

/**
 * `80`, `8080:80/udp`, `127.0.0.1:8000-8010:8000-8010`, `[::1]::80`, `${PORT}:80`. An empty published port is chosen by
 * the engine, so undefined.
 */
export function parsePort(text: Text): Port | undefined {
  const marked = markedOf(text);
  const slash = marked.lastIndexOf("/");
  const protocol = protocolOf(slash === -1 ? "tcp" : marked.slice(slash + 1));
  if (protocol === undefined) return undefined;

  const parts = (slash === -1 ? marked : marked.slice(0, slash)).split(":");
  // A variable alone may hold an address and several ports.
  if (parts.length === 1 && isOpen(marked)) return undefined;
  const target = parts.pop() ?? "";
  const published = parts.pop() ?? "";
  const hostIp = parts.join(":").replace(/^\[(.*)\]$/, "$1");
  if (!isPortRange(target) || (published !== "" && !isPortRange(published)) || !isAddress(hostIp)) return undefined;
  // `${BIND}8080:80`: the variable may bring an address.
  const holdsAddress = parts.length === 0 && isOpen(published) && !isOneMark(published) && isOpen(published.charAt(0));
  return {
    target: partIn(text, target),
    published: published === "" ? undefined : partIn(text, published),
    hostIp: holdsAddress ? partIn(text, published) : hostIp === "" ? undefined : partIn(text, hostIp),
    protocol: protocol === "open" ? undefined : protocol,
  };
}

/** The fields of the long syntax. */
export interface PortFields {
  readonly target: Text | undefined;
  readonly published: Text | undefined;
  readonly hostIp: Text | undefined;
  readonly protocol: Text | undefined;
}

export function portOf({ target, published, hostIp, protocol: name = "tcp" }: PortFields): Port | undefined {
  const protocol = protocolOf(markedOf(name));
  if (target === undefined || protocol === undefined || !isPortRange(markedOf(target))) return undefined;
  if (published !== undefined && published !== "" && !isPortRange(markedOf(published))) return undefined;
  if (hostIp !== undefined && !isAddress(markedOf(hostIp))) return undefined;
  const part = (text: Text): Part => partIn(text, markedOf(text));
  return {
    target: part(target),
    published: published === undefined || published === "" ? undefined : part(published),
    hostIp: hostIp === undefined || hostIp === "" ? undefined : part(hostIp),
    protocol: protocol === "open" ? undefined : protocol,
  };
}

function protocolOf(text: string): Port["protocol"] | "open" {
  if (isOpen(text)) return "open";
  const name = text.toLowerCase();
  return name === "tcp" || name === "udp" || name === "sctp" ? name : undefined;
}

function isAddress(text: string): boolean {
  return (
    text === "" ||
    (isOpen(text) && /^[\da-fA-F:.]*$/.test(withoutMarks(text))) ||
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ||
    /^(?=.*:)[\da-fA-F:.]+(%\w+)?$/.test(text)
  );
}

function isPortRange(text: string): boolean {
  if (isOpen(text)) return /^[\d-]*$/.test(withoutMarks(text));
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return false;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65_535;
}

/** The short syntax of `-v` and `volumes:`: `/a:/b:ro`, `data:/var/lib`, `/anonymous`, `C:\a:D:\b`, `${DATA}:/data`. */
export function parseMount(text: Text): Mount | undefined {
  const parts = splitPaths(markedOf(text));
  if (parts.length > 3 || parts.some((part) => part === "")) return undefined;
  const [first = "", second, third] = parts;
  if (second === undefined) {
    // A variable alone may hold a source, a target and a mode.
    return isOpen(first)
      ? undefined
      : { type: "volume", source: undefined, target: first, readOnly: false, options: [] };
  }
  // `/target:ro` has no source: what follows the colon is no path.
  if (third === undefined && !isPath(second) && !isOpen(second) && isPath(first)) {
    return mountOf(text, "volume", undefined, first, second);
  }
  if (second.startsWith("\\\\.\\pipe\\")) return mountOf(text, "npipe", first, second, third);
  return mountOf(text, typeOfSource(first, writtenPart(partIn(text, first))), first, second, third);
}

/** A name has no slash; a variable at the beginning may hold a name or a path, unless it always holds a folder. */
function typeOfSource(source: string, written: string): Mount["type"] {
  if (isPath(source)) return "bind";
  if (!isOpen(source.charAt(0))) return "volume";
  return /[\\/]/.test(source) || folders.test(written) ? "bind" : undefined;
}

const folders = /^(?:\$(?:PWD|HOME)|\$\{(?:PWD|HOME)\}|\$\(pwd\)|`pwd`)$/;

function mountOf(
  text: Text,
  type: Mount["type"],
  source: string | undefined,
  target: string,
  modes: string | undefined,
): Mount {
  const options = modes?.split(",") ?? [];
  const isReadOnly = options.includes("ro") || options.includes("readonly");
  return {
    type,
    source: source === undefined ? undefined : partIn(text, source),
    target: partIn(text, target),
    readOnly: isReadOnly || !options.some(isOpen) ? isReadOnly : undefined,
    options: options.filter((option) => !isOpen(option)),
  };
}

/** Splits at colons, but not after a drive letter. */
function splitPaths(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) {
    const isDrive = at === start + 1 && /^[A-Za-z]:[\\/]/.test(text.slice(start, at + 2));
    if (isDrive) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

function isPath(text: string): boolean {
  return /^([./~\\$]|[A-Za-z]:[\\/])/.test(text);
}

const mountTypes: readonly Mount["type"][] = ["bind", "volume", "tmpfs", "npipe", "cluster", "image"];

/** The long syntax of `--mount`: `type=bind,source=/a,target=/b,readonly`. Keys without a field of their own stay in `options`. */
export function parseMountFlag(text: Text): Mount | undefined {
  let type: Mount["type"] = "volume";
  let source: string | undefined;
  let target: string | undefined;
  let readOnly: boolean | "open" | undefined = false;
  const options: string[] = [];
  const fields = splitCsv(markedOf(text));
  // A variable alone may hold any number of fields.
  if (fields.some(isOneMark)) return undefined;
  for (const field of fields) {
    const equals = field.indexOf("=");
    const key = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? undefined : field.slice(equals + 1);
    if (key === "type") type = mountTypes.find((name) => name === value?.toLowerCase());
    else if (key === "source" || key === "src") source = value;
    else if (key === "target" || key === "dst" || key === "destination") target = value;
    else if (key === "readonly" || key === "ro") {
      readOnly = value === undefined ? true : isOpen(value) ? "open" : parseBoolean(value);
    } else if (!isOpen(field)) options.push(field);
  }
  if (type === undefined || readOnly === undefined || target === undefined || target === "") return undefined;
  return {
    type,
    source: source === undefined || source === "" ? undefined : partIn(text, source),
    target: partIn(text, target),
    readOnly: readOnly === "open" ? undefined : readOnly,
    options,
  };
}

/** Returns the fields of one line of CSV; a field may be in double quotes. */
function splitCsv(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}

/** `/dev/kvm`, `/dev/sda:/dev/xvda:rwm`, `/dev/fuse:r`, and CDI names such as `nvidia.com/gpu=all`. */
export function parseDevice(text: string): Device | undefined {
  if (/^[A-Za-z][\w.-]*\/[A-Za-z][\w-]*=[\w.:-]+$/.test(text)) {
    return { host: text, container: text, permissions: undefined, cdi: true };
  }
  const parts = splitPaths(text);
  const [host = "", second, third] = parts;
  if (parts.length > 3 || parts.some((part) => part === "")) return undefined;
  if (third !== undefined && !isPermissions(third)) return undefined;
  if (second === undefined) return { host, container: host, permissions: undefined, cdi: false };
  if (third === undefined && isPermissions(second)) return { host, container: host, permissions: second, cdi: false };
  return { host, container: second, permissions: third, cdi: false };
}

function isPermissions(text: string): boolean {
  return /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;
}

/** `1024` (both limits) or `1024:2048`; -1 is unlimited. */
export function parseUlimit(text: string): Ulimit | undefined {
  const [soft = "", hard = soft, ...rest] = text.split(":");
  const limits = { soft: parseInteger(soft), hard: parseInteger(hard) };
  if (rest.length > 0 || limits.soft === undefined || limits.hard === undefined) return undefined;
  return { soft: limits.soft, hard: limits.hard };
}
