import type { SettingAt } from "../model/document.ts";
import { parseBytes, parseCpus } from "../model/values.ts";

/** What a value means, by the end of the setting's id. Undefined if the value says it itself. */
type Meaning = (value: string) => string | undefined;

const isHost = (what: string): Meaning => {
  return (value) =>
    value === "host"
      ? `shares ${what} with the host`
      : /^(?:service|container):/.test(value)
        ? `shares ${what} with another container`
        : undefined;
};

const bytes: Meaning = (value) => {
  const size = parseBytes(value);
  if (size === undefined) return undefined;
  if (size === -1) return "no limit";
  return size >= 1024 ** 3 && size % (1024 ** 2 * 256) === 0
    ? `${String(size / 1024 ** 3)} GiB`
    : `${String(Math.round((size / 1024 ** 2) * 10) / 10)} MiB`;
};

const processors: Meaning = (value) => {
  const cpus = parseCpus(value);
  return cpus === undefined ? undefined : `${String(Math.round(cpus * 100))} ms of processor time in every 100 ms`;
};

const isOn = (meaning: string): Meaning => {
  return (value) => (value === "true" ? meaning : undefined);
};

const meanings: Readonly<Record<string, Meaning>> = {
  privileged: isOn("every capability, every device, no seccomp or AppArmor profile"),
  network_mode: isHost("interfaces and ports"),
  pid: isHost("all processes"),
  ipc: isHost("shared memory"),
  uts: isHost("the host name"),
  cgroup: isHost("the view of control groups"),
  userns_mode: isHost("user IDs"),
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  shm_size: bytes,
  "limits.memory": bytes,
  cpus: processors,
  "limits.cpus": processors,
  read_only: isOn("the root file system cannot be changed"),
  init: isOn("tini is PID 1"),
  user: (value) => (/^(?:root|0)(?::|$)/.test(value) ? "root" : undefined),
  USER: (value) => (/^(?:root|0)(?::|$)/.test(value) ? "root" : undefined),
};

/** Options and properties that are spelled unlike the Compose key. */
const composeNames: Readonly<Record<string, string>> = {
  net: "network_mode",
  network: "network_mode",
  userns: "userns_mode",
  cgroupns: "cgroup",
  memory: "mem_limit",
  "memory-reservation": "mem_reservation",
  "memory-swap": "memswap_limit",
  "shm-size": "shm_size",
  "read-only": "read_only",
  containerUser: "user",
};

/**
 * The setting as the file has it, and what its value means: `` `mem_limit: 512m`: 512 MiB ``. `sentence` says what the
 * setting is, if the text below does not.
 */
export function ownSetting({ id, value }: SettingAt, sentence: string | undefined): string | undefined {
  const [, kind = "", path = ""] = /^([\w-]+):(.*)$/.exec(id) ?? [];
  const name = kind === "command" ? path : (path.split(".").findLast((part) => part !== "*") ?? "");
  const written = value?.replaceAll(/\s+/g, " ").trim() ?? "";
  const isShown = written !== "" && written.length <= 80 && !written.includes("`");
  const shown = isShown ? shownAs(kind, name, written) : sentence && name;
  if (shown === undefined) return undefined;
  const meaning = meaningOf(path, name, written) ?? sentence;
  return meaning === undefined ? `\`${shown}\`` : `\`${shown}\`: ${meaning}`;
}

function meaningOf(path: string, name: string, value: string): string | undefined {
  const option = name.replace(/^--/, "");
  const key = path.endsWith(`limits.${name}`) ? `limits.${name}` : (composeNames[option] ?? option);
  return Object.hasOwn(meanings, key) ? meanings[key]?.(value) : undefined;
}

function shownAs(kind: string, name: string, value: string): string | undefined {
  switch (kind) {
    case "docker-run":
      return `${name} ${value}`;
    case "dockerfile":
      return name === "variable" || name.includes(" ") ? undefined : `${name} ${value}`;
    case "vagrant":
      return name === value ? undefined : `${name} = ${value}`;
    case "command":
      return name;
    default:
      return name === value ? undefined : `${name}: ${value}`;
  }
}
