import { capabilities, capabilitySources } from "../linux/capabilities.ts";
import { namespaces } from "../linux/namespaces.ts";
import { runtimes } from "../runtimes.ts";
import { figures } from "../figures.ts";
import { lines } from "./text.ts";
import { defineTopic, type Topic } from "./topic.ts";

const reaches = {
  host: "Enough to take over or stop the host.",
  notable: "Affects more than the container, within limits.",
  ordinary: "Affects only the container itself.",
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
          ),
          sources: [source, "https://docs.docker.com/reference/compose-file/services/"],
        }),
      ],
);

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
        `- ${figures.start.render}.`,
      ),
      sources: runtime.sources,
    }),
  ),
  defineTopic({
    id: "isolation",
    title: "isolation: a process or a small virtual machine, for Windows containers",
    text: lines(
      "`process` runs the container on the host's Windows kernel, whose build must match the image's. `hyperv` gives it a small virtual machine with its own kernel, which may be older than the host's.",
      "- `default` is `process` on Windows Server and `hyperv` on Windows 10 and 11.",
      "- A Linux engine accepts only `default`: *invalid isolation 'hyperv' on linux*. Choose a `runtime` there.",
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
      `- ${figures.start.render}.`,
      `- ${figures.memory.render}.`,
    ),
    sources: ["https://gvisor.dev/docs/", "https://katacontainers.io/", "https://firecracker-microvm.github.io/"],
  }),
];
