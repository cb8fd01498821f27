import { boundaryOf, type Boundary } from "../../facts/boundary.ts";
import { engineOf } from "../../facts/engine.ts";
import { hardeningOf } from "../../facts/hardening.ts";
import { declares, intentOf, type IntentKey } from "../../facts/intent.ts";
import { repositoriesOf } from "../../facts/images.ts";
import { namedServicesOf } from "../../facts/namedServices.ts";
import { openingsOf, type Opening } from "../../facts/openings.ts";
import type { Severity } from "../../finding.ts";
import { startingCapabilities } from "../../knowledge/images/startingCapabilities.ts";
import { runtimeNamed, type Runtime, type RuntimeConflict, type RuntimeSetting } from "../../knowledge/runtimes.ts";
import type { Plain } from "../../model/editor.ts";
import type { Known } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import type { CheckContext, FixOffer } from "../../rule.ts";
import { containerName, list, writtenAt } from "../../words.ts";

type Editing = Pick<CheckContext, "project" | "edit">;

/** A declaration that asks for a boundary of the workload's own. */
export interface IsolationNeed {
  readonly key: IntentKey;
  readonly fact: Known<string>;
}

const needs = [
  ["trust", "untrusted"],
  ["tenancy", "multi"],
  ["kernel", "own"],
] as const;

/** Returns the declaration that asks for more than a shared kernel, the strongest one. */
export function isolationNeedOf(project: Project, workload: Workload): IsolationNeed | undefined {
  const intent = intentOf(project, workload);
  for (const [key, value] of needs) {
    const fact = intent.get(key)?.fact;
    if (fact?.value === value) return { key, fact };
  }
  return undefined;
}

/** Where a declared boundary is missing, as the parts of a message. */
export interface Gap {
  readonly severity: Severity;
  readonly subject: string;
  /** Follows `but`. */
  readonly shares: string;
  readonly remedy: string;
}

const names: Readonly<Record<string, string>> = {
  trust: "untrusted",
  tenancy: "multi-tenant",
  kernel: "to need its own kernel",
};

/** Returns what a workload is declared, as the end of `is declared …`. */
export function declaredAs({ key }: IsolationNeed): string {
  return names[key] ?? key;
}

/** Returns what a workload shares although its declaration asks for more; undefined if its boundary is enough or unknown. */
export function gapOf(project: Project, workload: Service | Job | Machine, need: IsolationNeed): Gap | undefined {
  const gap = fullGapOf(project, workload, need);
  const isAccepted =
    declares(project, workload, "kernel", "shared") ||
    (need.key === "tenancy" && declares(project, workload, "trust", "trusted"));
  return gap && isAccepted ? { ...gap, severity: "info" } : gap;
}

function fullGapOf(project: Project, workload: Service | Job | Machine, need: IsolationNeed): Gap | undefined {
  const boundary = boundaryOf(project, workload);
  if (workload.kind === "machine") return gapOfMachine(project, workload, need, boundary);
  if (boundary.of !== "shared-kernel" && boundary.of !== "user-namespace") return undefined;
  if (workload.kind === "job") {
    const subject = `Job "${workload.name}"`;
    const remedy = "Use a hosted runner, or an ephemeral one in a VM for each job.";
    return boundary.of === "shared-kernel" && boundary.on === "hosted-container"
      ? { severity: "error", subject, shares: "its runner is a container on a shared kernel", remedy }
      : { severity: "warning", subject, shares: "shares a self-hosted runner with other jobs", remedy };
  }
  const gvisor = need.key === "kernel" ? "" : "gVisor (slower system calls), ";
  return {
    severity: boundary.of === "shared-kernel" ? "error" : "warning",
    subject: containerName(workload),
    shares: sharesOf(project, boundary),
    remedy: `Use ${gvisor}a Kata microVM (needs KVM) or a VM.`,
  };
}

function sharesOf(project: Project, boundary: Boundary): string {
  if (boundary.of === "user-namespace")
    return `shares the host's kernel under ${boundary.runtime?.title ?? "a rootless engine"}`;
  return engineOf(project) === "desktop" ? "shares the kernel of Docker Desktop's VM" : "shares the host's kernel";
}

/** A machine is the boundary of one party. A declaration above several may mean that each has its own. */
function gapOfMachine(project: Project, machine: Machine, need: IsolationNeed, boundary: Boundary): Gap | undefined {
  const subject = `Machine "${machine.name}"`;
  if (boundary.of === "shared-kernel") {
    const shares = 'the provider "docker" starts a container on the host\'s kernel';
    return { severity: "error", subject, shares, remedy: "Use a provider that starts a VM." };
  }
  const isOne = project.workloads.filter(({ kind }) => kind === "machine").length === 1;
  if (need.key !== "tenancy" || !isOne) return undefined;
  return {
    severity: "error",
    subject,
    shares: "all tenants share its kernel",
    remedy: "Define a machine for each tenant.",
  };
}

/** A setting that a runtime does not support, or that undoes it. */
export interface Conflict {
  readonly opening: Opening;
  readonly conflict: RuntimeConflict;
}

/** Returns what conflicts with a runtime in a service, warnings first. */
export function conflictsUnder(project: Project, service: Service, runtime: Runtime): readonly Conflict[] {
  const conflicts = openingsOf(project, service).flatMap((opening) => {
    const conflict = conflictOf(runtime, opening);
    return conflict ? [{ opening, conflict }] : [];
  });
  return conflicts.toSorted((a, b) => weight(a.conflict) - weight(b.conflict));
}

function weight({ severity }: RuntimeConflict): number {
  return severity === "warning" ? 0 : 1;
}

function conflictOf(runtime: Runtime, opening: Opening): RuntimeConflict | undefined {
  const setting = settingOf(opening);
  return setting === undefined || (runtime.id === "kata" && setting === "network-host")
    ? undefined
    : runtime.conflicts[setting];
}

const namespaces: Readonly<Record<string, RuntimeSetting>> = {
  network: "network-host",
  pid: "pid-host",
  user: "userns-host",
};

function settingOf({ kind, what }: Opening): RuntimeSetting | undefined {
  switch (kind) {
    case "namespace":
      return namespaces[what];
    case "engine-socket":
      return "engine-socket";
    case "device":
      if (what === "/dev/kvm") return "kvm";
      if (what === "/dev/fuse") return "fuse";
      // GPUs and TPUs. https://gvisor.dev/docs/user_guide/gpu/, https://gvisor.dev/docs/user_guide/tpu/
      return /^\/dev\/(?:nvidia|accel|vfio)|^nvidia\.com\//.test(what) ? undefined : "host-device";
    default:
      return undefined;
  }
}

/** Offers what separates a service further, the stronger boundary first. */
export function isolationFixes(service: Service, editing: Editing): readonly FixOffer[] {
  return [...sandboxFix(service, editing), ...hardeningFix(service, editing)];
}

/** Offers to run the service under gVisor. Not if a setting of it conflicts with gVisor, or if the engine cannot have it. */
export function sandboxFix(service: Service, { project, edit }: Editing): readonly FixOffer[] {
  const runsc = runtimeNamed("runsc");
  const { origin, runtime, privileged } = service;
  const isTaken = runtime.state === "unreadable" || privileged.state !== "unset" || engineOf(project) === "desktop";
  if (origin !== "compose" || !runsc || isTaken || conflictsUnder(project, service, runsc).length > 0) return [];
  const hosts = [...new Set(namedServicesOf(project, service).map(({ name }) => `"${name}"`))];
  const cost =
    hosts.length > 0 ? `${list(hosts)} no longer ${hosts.length > 1 ? "resolve" : "resolves"}` : "slower system calls";
  const title = `Run under gVisor with "runtime: runsc" (install it on the host first; ${cost})`;
  const edits = () => [
    runtime.state === "known" ? edit.replaceValue(runtime, "runsc") : edit.addToService(service, "runtime", "runsc"),
  ];
  return [{ title, kind: "behaviour", edits }];
}

/** Podman's default, which stops a fork bomb only. https://github.com/containers/common/blob/main/docs/containers.conf.5.md */
const processes = 2048;

/** Offers the measures that the service lacks, in the order of their keys. Not for a privileged one, which ignores most. */
export function hardeningFix(service: Service, { project, edit }: Editing): readonly FixOffer[] {
  if (service.origin !== "compose" || service.privileged.state !== "unset") return [];
  const settings = missingSettings(project, service);
  const added = settings.map(([key, value]) => (key === "security_opt" ? "no-new-privileges" : nameOf(key, value)));
  if (settings.length === 0) return [];
  const edits = () => settings.map(([key, value]) => edit.addToService(service, key, value));
  return [{ title: `Harden: add ${list(added)} (test it)`, kind: "behaviour", edits }];
}

function nameOf(key: string, value: Plain): string {
  return key === "cap_drop" || key === "cap_add" ? `${key} ${(value as readonly string[]).join(", ")}` : key;
}

function missingSettings(project: Project, service: Service): readonly (readonly [key: string, value: Plain])[] {
  const hardening = hardeningOf(project, service);
  const user = hardening.user === "set";
  const repositories = repositoriesOf(project, service);
  const known = startingCapabilities.find((row) => row.repositories.some((one) => repositories.includes(one)));
  const keeps = user || service.capAdd.state !== "unset" ? undefined : known?.capabilities;
  const isMissing = (measure: keyof typeof hardening): boolean => hardening[measure] === "missing";
  return [
    ...(isMissing("no-new-privileges") ? [["security_opt", ["no-new-privileges=true"]] as const] : []),
    ...(isMissing("cap_drop") ? [["cap_drop", ["ALL"]] as const] : []),
    ...(isMissing("cap_drop") && keeps ? [["cap_add", keeps] as const] : []),
    // Where such an image writes besides its data is its own affair.
    ...(isMissing("read_only") && !known ? [["read_only", true] as const, ["tmpfs", ["/tmp"]] as const] : []),
    ...(isMissing("pids_limit") ? [["pids_limit", processes] as const] : []),
  ];
}

/** Offers to declare a value in place of the one that is declared. Not if another entry brings it, as in `<<: *base`. */
export function redeclareFix({ key, fact }: IsolationNeed, { project, edit }: Editing): readonly FixOffer[] {
  const other = { trust: "trusted", tenancy: "single", kernel: "shared" }[key as string];
  // In another file only a comment is sure to hold nothing but the value.
  const written = writtenAt(project, fact.at) ?? (fact.entry === fact.at ? fact.value : "");
  if (other === undefined || !written.includes(fact.value)) return [];
  const edits = () => [edit.replaceText(fact.at, written.replace(fact.value, other))];
  return [{ title: `Declare ${key}=${other} instead`, kind: "behaviour", edits }];
}

/** Offers to answer whose code a service runs, in a comment above it. */
export function declareTrustFixes(service: Service, { edit }: Editing): readonly FixOffer[] {
  return ["untrusted", "trusted"].map((value) => ({
    title: `Declare trust=${value}`,
    kind: "behaviour",
    edits: () => [edit.declareIntent(service, "trust", value)],
  }));
}
