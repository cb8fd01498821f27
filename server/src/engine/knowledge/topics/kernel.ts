import { capabilities, capabilitySources } from "../linux/capabilities.ts";
import { namespaces } from "../linux/namespaces.ts";
import { runtimes } from "../runtimes.ts";
import { costOf, lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const reaches = {
  host: "Enough to take over or stop the host.",
  notable: "Affects more than the container, within limits.",
  ordinary: "Affects only the container itself.",
};

const insteadOf = {
  host: "run what needs it on the host, or in a virtual machine. gVisor and Kata apply it to their own kernel.",
  notable: "grant it only to the one container that needs it, and drop all others there.",
  ordinary: "`cap_drop: [ALL]`, and add only what the program needs.",
};

/** One topic for each capability, for items of `cap_add` and `cap_drop`. */
export const capabilityTopics: readonly Topic[] = capabilities.map(({ name, isDefault, reach, opens, usual }) =>
  defineTopic({
    id: `capability-${name.toLowerCase().replaceAll("_", "-")}`,
    title: `CAP_${name}${isDefault ? " (granted by default)" : ""}`,
    refines: "capabilities",
    values: new RegExp(`^(?:CAP_)?${name}$`, "i"),
    text: lines(
      `${name} ${opens}, in the kernel that all containers of the host share.`,
      `- ${reaches[reach]}`,
      ...(usual === undefined ? [] : [`- ${usual}`]),
      ...(isDefault ? ["- The engine grants it by default, so adding it has no effect, but dropping it does."] : []),
      "- In a **virtual machine** it affects only the guest's kernel.",
      costOf("start"),
      `- **Instead:** ${insteadOf[reach]}`,
    ),
    sources: capabilitySources,
  }),
);

const notes: Readonly<Record<string, readonly string[]>> = {
  network: [
    "- With `host`, published ports are discarded, because the process listens on the host's interfaces directly. Compose rejects `networks` next to it.",
    "- On Docker Desktop, `host` is Docker Desktop's VM, unless host networking is enabled (4.34 and later; TCP and UDP).",
  ],
  pid: ["- On Docker Desktop, `host` is Docker Desktop's VM, so the laptop's own processes are not visible."],
  user: ["- Without `userns-remap` on the engine, `host` has no effect."],
};

const alternatives: Readonly<Record<string, string>> = {
  network: "publish ports, or share the network of one other service.",
  pid: "`pid: service:…` shares the processes of one other container, for debuggers and monitoring.",
  ipc: "`shm_size` for more shared memory, or `ipc: service:…` with one other container.",
  uts: "`hostname`.",
  user: "`userns-remap` or a rootless engine, so that root inside is an ordinary user outside.",
  cgroup: "`private`, the default with cgroup v2, is enough for systemd as well.",
};

/** One topic for each namespace that a Compose key can give up. */
export const namespaceTopics: readonly Topic[] = namespaces.flatMap(({ name, setting, hides, shows, source }) =>
  setting === undefined
    ? []
    : [
        defineTopic({
          id: name === "network" ? "network-host" : `namespace-${name}`,
          title: `${setting}: the ${name} namespace`,
          text: lines(
            `Its own namespace hides ${hides}.`,
            `- With \`host\` the container sees ${shows}.`,
            ...(notes[name] ?? []),
            "- A **virtual machine** shares none of it, because it has its own kernel.",
            costOf("start"),
            `- **Instead:** ${alternatives[name] ?? "keep the namespace, and mount or publish the one thing that is needed."}`,
          ),
          sources: [source, "https://docs.docker.com/reference/compose-file/services/"],
        }),
      ],
);

const instead = {
  "shared-kernel": "for untrusted code or several tenants, `runsc` (gVisor), Kata Containers or a virtual machine.",
  "user-namespace": "for untrusted code, a kernel that is not shared: gVisor, Kata Containers or a virtual machine.",
  "user-space-kernel": "Kata Containers, if there is KVM. It is faster where system calls dominate.",
  "virtual-machine":
    "gVisor, if there is no KVM; a virtual machine for each tenant with containers inside, if tenants have many services.",
};

/** One topic for each runtime. */
export const runtimeTopics: readonly Topic[] = [
  ...runtimes.map((runtime) =>
    defineTopic({
      id: `runtime-${runtime.id}`,
      title: `runtime: ${runtime.title}`,
      refines: "runtime",
      values: runtime.names,
      text: lines(
        `- **Shares:** ${runtime.shares}.`,
        `- **Breaks:** ${runtime.breaks}.`,
        `- **Needs:** ${runtime.needs}.`,
        ...(runtime.about === undefined ? [] : [`- ${runtime.about}`]),
        "- A **virtual machine** has a whole system of its own, with disk, init system and updates.",
        costOf(runtime.id === "firecracker" ? "firecracker" : "start"),
        `- **Instead:** ${instead[runtime.kind]}`,
      ),
      sources: runtime.sources,
    }),
  ),
  defineTopic({
    id: "isolation",
    title: "isolation: a process or a small virtual machine, for Windows containers",
    text: lines(
      "`process` runs the container on the host's Windows kernel, whose build must match the image's. `hyperv` gives it a small virtual machine with its own kernel, which may be older than the host's.",
      "- **Shared:** with `process` the Windows kernel, with `hyperv` nothing but the hypervisor.",
      "- `default` is `process` on Windows Server and `hyperv` on Windows 10 and 11.",
      "- A Linux engine accepts only `default`: *invalid isolation 'hyperv' on linux*. Choose a `runtime` there.",
      "- A **virtual machine** has a whole Windows of its own, with its license and updates.",
      costOf("memory"),
      "- **Linux** containers on Windows run in WSL 2 or another hidden virtual machine, not with `hyperv`.",
    ),
    sources: [
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/hyperv-container",
      "https://learn.microsoft.com/en-us/virtualization/windowscontainers/deploy-containers/version-compatibility",
    ],
  }),
  defineTopic({
    id: "runtime",
    title: "runtime: the boundary between workload and host kernel",
    text: lines(
      "runc starts a process on the shared kernel. Other runtimes add a layer: gVisor adds a kernel in user space, Kata and Firecracker a small virtual machine, sysbox a user namespace.",
      "- Use runc for trusted code. For untrusted code or several tenants use gVisor, a microVM, or a virtual machine for each tenant with containers inside.",
      "- Bulkhead cannot see whose code runs. Declare it (`# bulkhead trust=untrusted`), and sharing the kernel becomes an error.",
      "- A runtime must be registered with the engine. Docker Desktop supports none of them.",
      "- Clouds put a **virtual machine** around them: nodes of GKE, EKS and AKS are VMs, AWS Lambda and Fargate use Firecracker.",
      costOf("start"),
    ),
    sources: ["https://gvisor.dev/docs/", "https://katacontainers.io/", "https://firecracker-microvm.github.io/"],
  }),
];
