import type { SettingKind } from "../../../containerSettings/index.ts";
import type { CommandLine } from "../../../model/command.ts";
import type { ReadSetting } from "../../../model/createService.ts";
import type { Fact } from "../../../model/fact.ts";
import type { SettingTypes } from "../../../model/service.ts";
import {
  parseBytes,
  parseCpus,
  parseDevice,
  parseInteger,
  parseMount,
  parseMountFlag,
  parsePort,
  parseUlimit,
} from "../../../model/values.ts";
import { readCommandLine } from "../commandLine.ts";
import { readScript } from "../script.ts";
import type { OptionFacts } from "./optionFacts.ts";
import type { Option } from "./options.ts";

type Readers = {
  readonly [K in SettingKind]: (options: OptionFacts, flags: readonly string[]) => SettingTypes[K] | undefined;
};

const asText = (text: string): string => text;
const texts = (options: OptionFacts, flags: readonly string[]) => options.list(flags, asText);
const pairs = (options: OptionFacts, flags: readonly string[]) => options.pairs(flags, asText);
const notAnOption = (): undefined => undefined;

const readers: Readers = {
  text: (options, flags) => options.one(flags, asText),
  image: notAnOption,
  boolean: (options, flags) => options.flag(flags),
  integer: (options, flags) => options.one(flags, parseInteger),
  cpus: (options, flags) => options.one(flags, parseCpus),
  bytes: (options, flags) => options.one(flags, parseBytes),
  seconds: (options, flags) => options.one(flags, parseInteger),
  texts,
  distinctTexts: texts,
  textOrTexts: texts,
  environment: pairs,
  labels: pairs,
  sysctls: pairs,
  // The folder that the path starts from is known to a run only.
  envFiles: (options, flags) => options.list<string>(flags, () => undefined),
  command: notAnOption,
  entrypoint: (options, flags) => options.one(flags, entrypointOf),
  healthcheck: healthcheckOf,
  build: notAnOption,
  intent: notAnOption,
  dependencies: notAnOption,
  hostEntries: texts,
  devices: (options, flags) => options.list(flags, parseDevice),
  // The value says how many or which; all of them are GPUs.
  deviceRequests: (options, flags) => options.list(flags, () => ({ driver: undefined, capabilities: ["gpu"] })),
  networkMode: (options, flags) => (joinsNetworks(options, flags) ? undefined : networkOf(options, flags)),
  networks: (options, flags) => (joinsNetworks(options, flags) ? options.list(flags, networkName) : undefined),
  networkAliases: texts,
  ulimits: (options, flags) => options.pairs(flags, parseUlimit),
  mounts: (options, flags) =>
    options.parts(flags, (text, flag) => (flag === "mount" ? parseMountFlag(text) : parseMount(text))),
  ports: (options, flags) => options.parts(flags, parsePort),
  plain: notAnOption,
  deploy: notAnOption,
};

/** Reads settings from the options of `docker run`. */
export function settingReader(options: OptionFacts): ReadSetting {
  return (kind, { flags }) => (flags === undefined ? undefined : readers[kind](options, flags));
}

function entrypointOf(text: string, option: Option): CommandLine {
  const words = text === "" ? [] : [{ value: text, text: option.text, at: option.at }];
  return { form: "exec", arguments: words, commands: readCommandLine(words, option.at) };
}

function healthcheckOf(options: OptionFacts, [command = ""]: readonly string[]): Fact<CommandLine | "none"> {
  const off = options.flag(["no-healthcheck"]);
  if (off.state === "known" && off.value) return { ...off, value: "none" };
  return options.one([command], (text, option) => ({
    form: "shell",
    arguments: [{ value: text, text: option.text, at: option.at }],
    commands: readScript({ text, placeAt: option.placeOf }).commands,
  }));
}

function networkOf(options: OptionFacts, flags: readonly string[]): Fact<string> {
  return options.one(flags, networkName);
}

/** True if the option names networks and not a mode. */
function joinsNetworks(options: OptionFacts, flags: readonly string[]): boolean {
  const mode = networkOf(options, flags);
  return mode.state === "known" && !/^(bridge|default|host|none|private|slirp4netns|pasta)$|:/.test(mode.value);
}

/** The long syntax is `name=web,alias=db`. */
function networkName(text: string): string | undefined {
  if (!text.includes("=") || text.includes(":")) return text;
  return /(?:^|,)name=([^,]+)/.exec(text)?.[1];
}
