import type { CommandLine } from "../../../model/command.ts";
import type { Fact } from "../../../model/fact.ts";
import type { Service } from "../../../model/service.ts";
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

/** What the options of `docker run` say of the container. */
export function serviceFacts(options: OptionFacts): Partial<Service> {
  // Far faster than a spread of four objects in Node 20.
  return Object.assign(
    {},
    processFacts(options),
    boundaryFacts(options),
    networkFacts(options),
    resourceFacts(options),
  );
}

function processFacts(options: OptionFacts): Partial<Service> {
  return {
    platform: options.text("platform"),
    entrypoint: options.one("entrypoint", entrypointOf),
    environment: options.pairs("env", (text) => text),
    // The folder that the path starts from is known to a run only.
    envFiles: options.list<string>({ "env-file": () => undefined }),
    user: options.text("user"),
    workingDir: options.text("workdir"),
    labels: options.pairs("label", (text) => text),
    restart: options.text("restart"),
    stopSignal: options.text("stop-signal"),
    stopGracePeriod: options.one("stop-timeout", parseInteger),
    init: options.flag("init"),
    tty: options.flag("tty"),
    healthcheck: healthcheckOf(options),
  };
}

function boundaryFacts(options: OptionFacts): Partial<Service> {
  return {
    privileged: options.flag("privileged"),
    readOnly: options.flag("read-only"),
    capAdd: options.texts("cap-add"),
    capDrop: options.texts("cap-drop"),
    securityOpt: options.texts("security-opt"),
    devices: options.list({ device: parseDevice }),
    deviceCgroupRules: options.texts("device-cgroup-rule"),
    pid: options.text("pid"),
    ipc: options.text("ipc"),
    uts: options.text("uts"),
    cgroup: options.text("cgroupns"),
    cgroupParent: options.text("cgroup-parent"),
    usernsMode: options.text("userns"),
    isolation: options.text("isolation"),
    runtime: options.text("runtime"),
    sysctls: options.pairs("sysctl", (text) => text),
    mounts: options.parts({ volume: parseMount, mount: parseMountFlag }),
    tmpfs: options.texts("tmpfs"),
  };
}

function networkFacts(options: OptionFacts): Partial<Service> {
  const mode = options.one("network", networkName);
  const isMode = mode.state !== "known" || /^(bridge|default|host|none|private|slirp4netns|pasta)$|:/.test(mode.value);
  return {
    ...(isMode ? { networkMode: mode } : { networks: options.list({ network: networkName }) }),
    ports: options.parts({ publish: parsePort }),
    expose: options.texts("expose"),
    links: options.texts("link"),
    extraHosts: options.texts("add-host"),
    hostname: options.text("hostname"),
  };
}

function resourceFacts(options: OptionFacts): Partial<Service> {
  return {
    memLimit: options.one("memory", parseBytes),
    memReservation: options.one("memory-reservation", parseBytes),
    memswapLimit: options.one("memory-swap", parseBytes),
    shmSize: options.one("shm-size", parseBytes),
    cpus: options.one("cpus", parseCpus),
    pidsLimit: options.one("pids-limit", parseInteger),
    ulimits: options.pairs("ulimit", parseUlimit),
    oomKillDisable: options.flag("oom-kill-disable"),
    oomScoreAdj: options.one("oom-score-adj", parseInteger),
  };
}

function entrypointOf(text: string, option: Option): CommandLine {
  const words = text === "" ? [] : [{ value: text, text: option.text, at: option.at }];
  return { form: "exec", arguments: words, commands: readCommandLine(words, option.at) };
}

function healthcheckOf(options: OptionFacts): Fact<CommandLine | "none"> {
  const off = options.flag("no-healthcheck");
  if (off.state === "known" && off.value) return { ...off, value: "none" };
  return options.one("health-cmd", (text, option) => ({
    form: "shell",
    arguments: [{ value: text, text: option.text, at: option.at }],
    commands: readScript({ text, placeAt: option.placeOf }).commands,
  }));
}

/** The long syntax is `name=web,alias=db`. */
function networkName(text: string): string | undefined {
  if (!text.includes("=") || text.includes(":")) return text;
  return /(?:^|,)name=([^,]+)/.exec(text)?.[1];
}
