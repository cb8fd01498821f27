import type { Item } from "../../../model/fact.ts";
import type { Dependency, Deploy, Resources, Service } from "../../../model/service.ts";
import { parseBytes, parseCpus, parseDuration } from "../../../model/values.ts";
import { readBuild, readPath } from "./build.ts";
import { readCommand, readEntrypoint, readHealthcheck } from "./command.ts";
import {
  asText,
  atName,
  createFactReader,
  known,
  readAssignments,
  readItem,
  unreadable,
  type FactReader,
  type Valueless,
} from "./facts.ts";
import { keyOfMount, keyOfPort, keyOfText, readDevice, readMount, readPort, readUlimit, textOf } from "./items.ts";
import {
  entryOf,
  entryPlace,
  fileOf,
  isNull,
  keyPlace,
  placeOf,
  type ComposeSource,
  type MappingValue,
  type Site,
  type Value,
} from "../project/value.ts";

/** A service with everything merged that could be read. */
export interface MergedService {
  readonly name: string;
  readonly site: Site;
  readonly value: MappingValue;
  readonly complete: boolean;
}

export function readService({ name, site, value, complete }: MergedService): Service {
  const at = keyPlace(site);
  const facts = createFactReader(at);
  const entries = value.entries();
  const get = (key: string): Value | undefined => entries.get(key);
  const fromOutside: Valueless = (variable, entry) => readOutside(site.file, variable, entry);
  const entrypoint = readEntrypoint(get("entrypoint"), facts);
  // One literal, as a large file has many services.
  return {
    kind: "service",
    origin: "compose",
    uri: site.file.source.uri,
    name,
    at,
    entry: entryPlace(site),
    complete: complete && value.complete,

    image: facts.image(get("image")),
    build: readBuild(get("build"), facts, fromOutside),
    platform: facts.text(get("platform")),
    command: readCommand(get("command"), facts, entrypoint),
    entrypoint,
    environment: readAssignments(get("environment"), fromOutside),
    envFiles: facts.list(get("env_file"), readEnvFile, asText),
    user: facts.text(get("user")),
    workingDir: facts.text(get("working_dir")),
    labels: readAssignments(get("labels"), (_, entry) => known(entry, "")),
    intent: readIntent(get("x-bulkhead")),
    profiles: facts.texts(get("profiles"), keyOfText),
    restart: facts.text(get("restart")),
    stopSignal: facts.text(get("stop_signal")),
    stopGracePeriod: facts.parsed(get("stop_grace_period"), parseDuration),
    init: facts.boolean(get("init")),
    readOnly: facts.boolean(get("read_only")),
    tty: facts.boolean(get("tty")),
    scale: facts.integer(get("scale")),
    dependsOn: readDependencies(get("depends_on"), facts),
    links: facts.texts(get("links"), keyOfText),
    extraHosts: readExtraHosts(get("extra_hosts"), facts),
    healthcheck: readHealthcheck(get("healthcheck"), facts),

    privileged: facts.boolean(get("privileged")),
    capAdd: facts.texts(get("cap_add"), keyOfText),
    capDrop: facts.texts(get("cap_drop"), keyOfText),
    securityOpt: facts.texts(get("security_opt")),
    devices: facts.list(get("devices"), readDevice, ({ container }) => container),
    deviceCgroupRules: facts.texts(get("device_cgroup_rules")),
    networkMode: facts.text(get("network_mode")),
    networks: readNames(get("networks"), facts),
    pid: facts.text(get("pid")),
    ipc: facts.text(get("ipc")),
    uts: facts.text(get("uts")),
    cgroup: facts.text(get("cgroup")),
    cgroupParent: facts.text(get("cgroup_parent")),
    usernsMode: facts.text(get("userns_mode")),
    isolation: facts.text(get("isolation")),
    runtime: facts.text(get("runtime")),
    sysctls: readAssignments(get("sysctls"), (_, entry) => unreadable(entry)),
    ulimits: readEach(get("ulimits"), readUlimit),
    mounts: facts.list(get("volumes"), readMount, keyOfMount),
    useApiSocket: facts.boolean(get("use_api_socket")),
    tmpfs: facts.texts(get("tmpfs"), keyOfText),
    ports: facts.list(get("ports"), readPort, keyOfPort),
    expose: facts.texts(get("expose"), keyOfText),
    hostname: facts.text(get("hostname")),

    memLimit: facts.parsed(get("mem_limit"), parseBytes),
    memReservation: facts.parsed(get("mem_reservation"), parseBytes),
    memswapLimit: facts.parsed(get("memswap_limit"), parseBytes),
    shmSize: facts.parsed(get("shm_size"), parseBytes),
    cpus: facts.parsed(get("cpus"), parseCpus),
    pidsLimit: facts.integer(get("pids_limit")),
    oomKillDisable: facts.boolean(get("oom_kill_disable")),
    oomScoreAdj: facts.integer(get("oom_score_adj")),
    deploy: readDeploy(get("deploy"), facts),
  };
}

function readDeploy(value: Value | undefined, facts: FactReader): Deploy {
  const resources = entryOf(value, "resources");
  const placement = entryOf(value, "placement");
  return {
    entry: value && entryPlace(value.site),
    mode: facts.text(entryOf(value, "mode")),
    replicas: facts.integer(entryOf(value, "replicas")),
    placement: placement === undefined || isNull(placement) ? facts.unset : known(placement, plainOf(placement)),
    limits: readResources(entryOf(resources, "limits"), facts),
    reservations: readResources(entryOf(resources, "reservations"), facts),
  };
}

function readResources(value: Value | undefined, facts: FactReader): Resources {
  return {
    entry: value && entryPlace(value.site),
    memory: facts.parsed(entryOf(value, "memory"), parseBytes),
    cpus: facts.parsed(entryOf(value, "cpus"), parseCpus),
    pids: facts.integer(entryOf(value, "pids")),
  };
}

/** A name without a value takes the one of the shell that runs docker compose, or of `.env`. */
function readOutside({ lookup }: ComposeSource, name: string, entry: Value): Item<string> {
  const found = lookup(name);
  return found ? known(entry, found.value, found.at) : unreadable(entry);
}

function readEnvFile(item: Value): Item<string> {
  const path = entryOf(item, "path") ?? item;
  const fact = readPath(path, fileOf(path).folder);
  return fact.state === "known" ? { ...fact, entry: entryPlace(item.site) } : unreadable(item);
}

/** A mapping of texts; a list counts as its texts joined by commas. */
function readIntent(value: Value | undefined): ReadonlyMap<string, Item<string>> {
  return readEach(value, (entry) => {
    if (entry.kind !== "list") return readItem(entry, asText);
    const texts = entry.items.map(textOf);
    return texts.every((text) => text !== undefined) ? known(entry, texts.join(",")) : unreadable(entry);
  });
}

function readEach<T>(value: Value | undefined, read: (value: Value) => Item<T>): ReadonlyMap<string, Item<T>> {
  if (value?.kind !== "mapping") return new Map();
  return new Map([...value.entries()].map(([name, entry]) => [name, read(entry)]));
}

function readDependencies(value: Value | undefined, facts: FactReader): readonly Dependency[] {
  if (value?.kind === "list") {
    return value.items.flatMap((item): readonly Dependency[] => {
      const service = textOf(item);
      if (service === undefined) return [];
      return [{ service, condition: facts.unset, at: placeOf(item.site), entry: entryPlace(item.site) }];
    });
  }
  if (value?.kind !== "mapping") return [];
  return [...value.entries()].map(([service, entry]) => ({
    service,
    condition: facts.text(entryOf(entry, "condition")),
    at: keyPlace(entry.site),
    entry: entryPlace(entry.site),
  }));
}

/** Names of a mapping with settings, or of a list. */
function readNames(value: Value | undefined, facts: FactReader) {
  if (value?.kind !== "mapping") return facts.texts(value);
  return known(
    value,
    [...value.entries()].map(([name, entry]) => known(atName(entry), name)),
  );
}

/** `host:address` of both syntaxes. */
function readExtraHosts(value: Value | undefined, facts: FactReader) {
  if (value?.kind !== "mapping") return facts.texts(value);
  const items = [...value.entries()].flatMap(([name, entry]) => {
    if (entry.kind === "scalar" && entry.isAssignment) return [readItem(entry, asText)];
    return (entry.kind === "list" ? entry.items : [entry]).map((address) =>
      readItem(address, (text) => `${name}:${text}`),
    );
  });
  return known(value, items);
}

/** Data of a value for those who look at it as a whole; parts that depend on a run, and more than anyone writes, are left out. */
function plainOf(value: Value, budget = { left: 500 }): unknown {
  if (value.kind === "lost" || budget.left-- <= 0) return undefined;
  if (value.kind === "scalar") return textOf(value);
  if (value.kind === "list") return value.items.map((item) => plainOf(item, budget));
  return Object.fromEntries([...value.entries()].map(([name, entry]) => [name, plainOf(entry, budget)]));
}
