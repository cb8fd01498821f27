import {
  containerCommandsOf,
  kernelRightsOf,
  type ContainerCommand,
  type KernelRights,
} from "../../facts/containerCommands.ts";
import { packageCommand } from "../../facts/packages/packageManagement.ts";
import { argumentsOf, programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { startOfScript } from "../../words.ts";
import { onHostOf, severityFor, whereRuns } from "./support.ts";

export default defineRule({
  id: "kernel-module-in-container",
  category: "kernel",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  summary: "Container loads a module into the host's kernel",
  why: prose(
    "A container has no kernel of its own. `modprobe` looks for modules of the host's kernel, which the image does not have, and the engine refuses the system call that loads them. During a build both are certain.",
    "",
    "A privileged container can load a module. It then runs in the kernel of the host and of all its containers, and a fault in it stops them all.",
  ),
  instead: prose(
    "Load the module on the host, for example with a file in `/etc/modules-load.d`. The engine does not need to: current kernels have WireGuard, overlay and FUSE, and load them on demand.",
    "",
    "For a module of your own or of another kernel version, use a virtual machine: it has a kernel that can fail alone.",
  ),
  exceptions: prose(
    "Ignored if only `kmod` is installed, if the command runs under a condition or its failure is caught, and for dry runs. Information where nothing says how a container of the image is started, and in privileged containers, where it works unless `engine` is `rootless` or `podman`.",
  ),
  errors: [
    "modprobe: can't change directory to '/lib/modules': No such file or directory",
    "modprobe: FATAL: Module not found in directory /lib/modules",
    "could not open moddep file '/lib/modules/",
    "modprobe: ERROR: could not insert: Operation not permitted",
    "E: Unable to locate package linux-headers",
  ],
  topic: "kernel-commands",
  sources: [
    "https://man7.org/linux/man-pages/man8/modprobe.8.html",
    "https://man7.org/linux/man-pages/man2/init_module.2.html",
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities",
  ],
  examples: {
    invalid: [
      {
        title: "No module can be loaded during a build.",
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y nfs-kernel-server && modprobe nfsd
            CMD ["rpc.nfsd", "-F"]
          `,
        },
        underline: "modprobe nfsd",
      },
      {
        title: "The service has the capability for the tunnel, and none for modules.",
        files: {
          "compose.yaml": `
            services:
              wg:
                image: alpine:3.22
                command: sh -c "modprobe wireguard && exec /up.sh"
                cap_add: [NET_ADMIN]
          `,
        },
        underline: "modprobe wireguard",
      },
      {
        title: "The builder's kernel is not the distribution's.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y build-essential linux-headers-$(uname -r)
          `,
        },
        underline: "linux-headers-$(uname -r)",
      },
    ],
    valid: [
      {
        title: "A build of modules for export loads none.",
        files: {
          Dockerfile: `
            FROM debian:13
            RUN apt-get update && apt-get install -y kmod linux-headers-amd64 build-essential
            RUN make -C /usr/src/driver modules && depmod -n
          `,
        },
      },
      {
        title: "The script tries, and goes on with what the host has.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            COPY up.sh /up.sh
            ENTRYPOINT ["/up.sh"]
          `,
          "up.sh": "#!/bin/sh\nlsmod | grep -q wireguard || modprobe wireguard\nmodprobe tun || true\nexec app\n",
        },
      },
      {
        title: "A virtual machine loads its own.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.provision "shell", inline: "modprobe br_netfilter"
            end
          `,
        },
      },
    ],
  },
  check: {
    stage: checkCommands,
    service: checkCommands,
  },
});

const loaders = new Set(["modprobe", "insmod", "rmmod"]);

function checkCommands(workload: Stage | Service, { project, report }: RuleContext): void {
  for (const call of containerCommandsOf(project, workload)) {
    const { command, when } = call;
    const headers = when === "build" ? headersOf(command) : undefined;
    if (!headers && !loads(command)) continue;
    const rights = kernelRightsOf(project, workload, call);
    const name = programName(command) ?? "modprobe";
    report({
      at: headers?.at ?? command.at,
      severity: severityFor(rights),
      message: headers
        ? `"uname -r" is the kernel of the builder, which the image's packages do not have, so this fails.`
        : `${name} ${effectOf(project, workload, rights, when)}`,
      related: startOfScript(command),
    });
  }
}

function effectOf(project: Project, workload: Stage | Service, rights: KernelRights, when: ContainerCommand["when"]) {
  const text = {
    privileged: "loads a module into the host's kernel. A fault in it stops every container.",
    "privileged-user": "fails, because a rootless engine has no right to load kernel modules. Load it on the host.",
    none: `fails in ${whereRuns[when]}, which may not load kernel modules. Load it on the host.`,
  };
  return onHostOf(project, workload, text[rights === "unknown" ? "none" : rights]);
}

function loads(command: SimpleCommand): boolean {
  const words = argumentsOf(command).map(({ value }) => value);
  const isDry = words.some((word) =>
    /^-(?:[a-z]*[ncDV]|-(?:dry-run|show|version|help|resolve-alias))/.test(word ?? ""),
  );
  return loaders.has(programName(command) ?? "") && words.length > 0 && !isDry;
}

/** The package that is named after the running kernel. */
function headersOf(command: SimpleCommand) {
  const call = packageCommand(command);
  if (call?.action !== "install") return undefined;
  return call.command.words.find(({ text }) =>
    /^"?linux-(?:headers|image|modules[a-z-]*|tools)-(?:\$\(|`)\s*uname -r/.test(text),
  );
}
