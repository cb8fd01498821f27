import { sysctlName } from "../knowledge/linux/sysctls.ts";
import { argumentsOf, programName, type SimpleCommand } from "../model/command.ts";

/** A command that sets kernel settings. */
export interface SysctlWrite {
  /** The setting with dots; undefined if a file of settings is loaded, or if the name is not known. */
  readonly name: string | undefined;
}

const folder = "/proc/sys/";

/** Returns what `sysctl`, a redirect or `tee` writes below `/proc/sys`; undefined for any other command. */
export function sysctlWriteOf(command: SimpleCommand): SysctlWrite | undefined {
  const words = argumentsOf(command);
  if (programName(command) === "sysctl") {
    if (words.some(({ value }) => /^-(?:[a-z]*e|-(?:ignore|help|version)$|[hV]$)/.test(value ?? ""))) return undefined;
    const setting = words.find(({ text }) => !text.startsWith("-") && text.includes("="));
    const isLoad = words.some(({ value }) => /^(?:-p.*|--load(?:=.*)?|--system)$/.test(value ?? ""));
    if (!setting && !isLoad) return undefined;
    return {
      name:
        setting?.value === undefined
          ? undefined
          : sysctlName(setting.value.slice(0, setting.value.indexOf("=")).trim()),
    };
  }
  const redirects = command.redirects.filter(({ operator }) => /^1?>/.test(operator)).map(({ target }) => target);
  const targets = [...redirects, ...(programName(command) === "tee" ? words : [])];
  const path = targets.flatMap((word) => word?.value ?? []).find((one) => one.startsWith(folder));
  // A separate file system, which exists only after it is mounted.
  if (path === undefined || path.startsWith("/proc/sys/fs/binfmt_misc")) return undefined;
  return { name: sysctlName(path.slice(folder.length)) };
}
