import { resolve } from "node:path";

/** The arguments of the launcher, as flags of the `code` command. */
export interface Request {
  /** The folder to open; the first argument that is not a flag. */
  readonly folder: string | undefined;
  readonly extension: string | undefined;
  /** Set by `--extensionDevelopmentKind=web`: load the extension into the web worker extension host. */
  readonly web: boolean;
  /** The compiled suite to run inside the editor; without it the editor just opens. */
  readonly tests: string | undefined;
  /** Trust is asked for, and so missing, unless `--disable-workspace-trust` is given. */
  readonly trusted: boolean;
  /** Kept between runs when given, otherwise a folder that is deleted at the end. */
  readonly userData: string | undefined;
  readonly installedExtensions: string | undefined;
  /** A .vsix to install; nothing is opened then. */
  readonly install: string | undefined;
  /** A file to show at startup. */
  readonly openFile: string | undefined;
}

/** Reads `--name=value` flags; flags that only matter to the desktop build are passed over. */
export function readRequest(args: readonly string[]): Request {
  const flags = new Map(args.filter((arg) => arg.startsWith("--")).map(splitFlag));
  const path = (name: string) => {
    const value = flags.get(name);
    return value ? resolve(value) : undefined;
  };
  const folder = args.find((arg) => !arg.startsWith("-"));
  return {
    folder: folder === undefined ? undefined : resolve(folder),
    extension: path("extensionDevelopmentPath"),
    web: flags.get("extensionDevelopmentKind") === "web",
    tests: path("extensionTestsPath"),
    trusted: flags.has("disable-workspace-trust"),
    userData: path("user-data-dir"),
    installedExtensions: path("extensions-dir"),
    install: path("install-extension"),
    openFile: path("open-file"),
  };
}

function splitFlag(flag: string): [name: string, value: string] {
  const [name = "", ...value] = flag.slice(2).split("=");
  return [name, value.join("=")];
}
