import type { Unset } from "./fact.ts";
import type { Resources, Service } from "./service.ts";

/** A service of which only the name and the place are known: every fact is unset at its name. A reader spreads what it found over it. */
export function unsetService(base: Pick<Service, "origin" | "uri" | "name" | "at" | "entry" | "complete">): Service {
  const unset: Unset = { state: "unset", at: base.at };
  return {
    kind: "service",
    origin: base.origin,
    uri: base.uri,
    name: base.name,
    at: base.at,
    entry: base.entry,
    complete: base.complete,

    image: unset,
    build: unset,
    platform: unset,
    command: unset,
    entrypoint: unset,
    environment: new Map(),
    envFiles: unset,
    user: unset,
    workingDir: unset,
    labels: new Map(),
    intent: new Map(),
    profiles: unset,
    restart: unset,
    stopSignal: unset,
    stopGracePeriod: unset,
    init: unset,
    readOnly: unset,
    tty: unset,
    scale: unset,
    dependsOn: [],
    links: unset,
    extraHosts: unset,
    healthcheck: unset,

    privileged: unset,
    capAdd: unset,
    capDrop: unset,
    securityOpt: unset,
    devices: unset,
    deviceCgroupRules: unset,
    networkMode: unset,
    networks: unset,
    pid: unset,
    ipc: unset,
    uts: unset,
    cgroup: unset,
    cgroupParent: unset,
    usernsMode: unset,
    isolation: unset,
    runtime: unset,
    sysctls: new Map(),
    ulimits: new Map(),
    mounts: unset,
    useApiSocket: unset,
    tmpfs: unset,
    ports: unset,
    expose: unset,
    hostname: unset,

    memLimit: unset,
    memReservation: unset,
    memswapLimit: unset,
    shmSize: unset,
    cpus: unset,
    pidsLimit: unset,
    oomKillDisable: unset,
    oomScoreAdj: unset,
    deploy: {
      entry: undefined,
      mode: unset,
      replicas: unset,
      placement: unset,
      limits: unsetResources(unset),
      reservations: unsetResources(unset),
    },
  };
}

function unsetResources(unset: Unset): Resources {
  return { entry: undefined, memory: unset, cpus: unset, pids: unset };
}
