import {
  containerCommandsOf,
  kernelRightsOf,
  mayHaveOwnKernel,
  type ContainerCommand,
  type KernelRights,
} from "../../facts/containerCommands.ts";
import { sysctlWriteOf } from "../../facts/sysctlWrites.ts";
import { containerName, startOfScript } from "../../words.ts";
import { sysctlName, sysctlScope, sysctlSources } from "../../knowledge/linux/sysctls.ts";
import { is } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { onHostOf, severityFor } from "./support.ts";

export default defineRule({
  id: "kernel-setting-in-container",
  category: "kernel",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "Container sets a kernel setting that it cannot have for itself",
  why: prose(
    "All containers share the host's kernel. Only some settings exist once per container: `net.*` with the network namespace, `fs.mqueue.*` and `kernel.{msg,sem,shm}*` with the IPC namespace. The engine refuses to start a container that asks for any other, such as `vm.max_map_count`, or whose namespace is the host's.",
    "",
    "Inside a container `/proc/sys` is read-only, in a build too, so `sysctl -w` fails. In a privileged container it succeeds, and changes the host, unless the engine runs as an ordinary user.",
  ),
  instead: prose(
    "Set what belongs to the host on the host: a file in `/etc/sysctl.d`, or the virtual machine of Docker Desktop. Write the settings of a container's own namespaces under `sysctls:`, or as `--sysctl`. `kernel.hostname` is `hostname:`.",
  ),
  exceptions: prose(
    "Ignored with runtimes other than runc and crun, which may have a kernel of their own, and for commands under a condition or whose failure is caught. `user.*` depends on the engine. Information where nothing says how a container of the image is started.",
  ),
  errors: [
    'sysctl "vm.max_map_count" is not in a separate kernel namespace',
    'sysctl: setting key "vm.max_map_count": Read-only file system',
    "max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]",
    "open /proc/sys/net/core/rmem_max: no such file or directory",
  ],
  topic: "sysctls",
  sources: [
    ...sysctlSources,
    "https://docs.docker.com/reference/compose-file/services/#sysctls",
    "https://github.com/deviantony/docker-elk/issues/354",
    "https://github.com/moby/moby/issues/30778",
  ],
  examples: {
    invalid: [
      {
        title: "The limit on memory maps is the host's.",
        files: {
          "compose.yaml": `
            services:
              search:
                image: elasticsearch:8.19.4
                sysctls:
                  vm.max_map_count: 262144
          `,
        },
        underline: "vm.max_map_count: 262144",
        fixed: `
          services:
            search:
              image: elasticsearch:8.19.4
        `,
      },
      {
        title: "With the host's network, its settings are the host's too.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: haproxy:3.2
                network_mode: host
                sysctls:
                  - net.ipv4.ip_unprivileged_port_start=0
          `,
        },
        underline: "- net.ipv4.ip_unprivileged_port_start=0",
        fixed: `
          services:
            proxy:
              image: haproxy:3.2
              network_mode: host
        `,
      },
      {
        title: "The size of socket buffers has no file in a container.",
        files: {
          "compose.yaml": `
            services:
              proxy:
                image: haproxy:3.2
                sysctls:
                  net.core.rmem_max: 2500000
                  net.core.somaxconn: 4096
          `,
        },
        underline: "net.core.rmem_max: 2500000",
        severity: "warning",
        fixed: `
          services:
            proxy:
              image: haproxy:3.2
              sysctls:
                net.core.somaxconn: 4096
        `,
      },
      {
        title: "No kernel is booted for the image.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN echo "net.ipv4.ip_forward=1" >> /etc/sysctl.conf && sysctl -p
          `,
        },
        underline: "sysctl -p",
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "Each network namespace has its own.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: linuxserver/wireguard:1.0.20210914
                sysctls:
                  - net.ipv4.conf.all.src_valid_mark=1
                  - net/core/somaxconn=1024
          `,
        },
      },
      {
        title: "A microVM has a kernel of its own.",
        files: {
          "compose.yaml": `
            services:
              search:
                image: elasticsearch:8.19.4
                runtime: kata-fc
                sysctls:
                  vm.max_map_count: 262144
          `,
        },
      },
      {
        title: "The script goes on without the setting.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN sysctl -n kernel.osrelease
            CMD sysctl -w net.core.somaxconn=1024 || true; exec /app
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      if (!mayHaveOwnKernel(service)) for (const key of service.sysctls.keys()) checkSetting(service, key, context);
      checkCommands(service, context);
    },
    stage(stage, context) {
      checkCommands(stage, context);
    },
  },
});

function checkSetting(service: Service, key: string, { project, edit, report }: RuleContext): void {
  const item = service.sysctls.get(key);
  const problem = problemOf(service, key);
  if (!item || !problem) return;
  report({
    at: item.entry,
    severity: problem.severity,
    message: `${sysctlName(key)} ${problem.text}, so ${containerName(service)} does not start.${onHostOf(project, service, problem.instead)}`,
    fixes: [{ title: `Remove "${key}"`, kind: "behaviour", edits: () => [edit.remove([item.entry])] }],
  });
}

const shared = (name: string) => ({
  severity: "error" as const,
  text: `is refused with the host's ${name} namespace`,
  instead: " Set it on the host.",
});

function problemOf({ networkMode, ipc, uts }: Service, key: string) {
  const scope = sysctlScope(key);
  if (scope.kind === "host") {
    return { severity: "error" as const, text: "is a setting of the whole host", instead: " Set it on the host." };
  }
  if (scope.kind === "replaced") {
    return { severity: "error" as const, text: "is refused", instead: ` Use "${scope.by}".` };
  }
  if (scope.kind === "ipc") return is(ipc, "host") ? shared("IPC") : undefined;
  if (scope.kind === "uts") return is(uts, "host") ? shared("UTS") : undefined;
  if (scope.kind === "user") return undefined;
  if (is(networkMode, "host")) return shared("network");
  if (scope.kind === "network") return undefined;
  return { severity: "warning" as const, text: "cannot be set in a container", instead: " Set it on the host." };
}

function checkCommands(workload: Stage | Service, context: RuleContext): void {
  for (const call of containerCommandsOf(context.project, workload)) checkCommand(workload, call, context);
}

function checkCommand(workload: Stage | Service, call: ContainerCommand, { project, report }: RuleContext): void {
  const { command } = call;
  const write = sysctlWriteOf(command);
  if (!write) return;
  const rights = kernelRightsOf(project, workload, call);
  const isHosts = write.name === undefined || sysctlScope(write.name).kind === "host";
  if ((rights === "privileged" || rights === "privileged-user") && !isHosts) return;
  const setting = write.name ?? "kernel settings";
  report({
    at: command.at,
    severity: severityFor(rights),
    message: onHostOf(project, workload, effectOf(rights, call, setting, isHosts)),
    related: startOfScript(command),
  });
}

function effectOf(rights: KernelRights, { when }: ContainerCommand, setting: string, isHosts: boolean): string {
  if (rights === "privileged")
    return `This sets ${setting} of the host's kernel, for all containers and beyond the life of this one.`;
  if (rights === "privileged-user")
    return `A rootless engine has no right to change ${setting}, so this fails. Set it on the host.`;
  return `/proc/sys is read-only in ${when === "build" ? "a build" : "a container"}, so setting ${setting} fails. Set it ${isHosts ? "on the host" : "with sysctls"}.`;
}
