import { disabledProfile, engineSocketsOf } from "../../facts/openings.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import type { Severity } from "../../finding.ts";
import { is, knownItems } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName } from "../../words.ts";
import { isNeeded, lessThan, onHost, weightOnHost } from "./support.ts";

export default defineRule({
  id: "security-profile-disabled",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "`security_opt` switches a protection off",
  why: prose(
    "A container uses the host's kernel directly. Three filters keep most of that kernel out of its reach: seccomp refuses about forty system calls, AppArmor or SELinux refuses mounts and writes to the kernel's files, and masked paths hide parts of `/proc` and `/sys`. Most published container escapes need one of them to be off.",
  ),
  instead: prose(
    "`seccomp=unconfined` against *Operation not permitted* on an old host hides an engine or libseccomp that is older than the image: update these. A debugger or profiler needs one call more: pass a profile that allows it (`seccomp=profile.json`).",
    "",
    "For AppArmor, load a profile with the rules that are missing and name it: `apparmor=my-profile`. For SELinux, mount with `:z` or `:Z` instead of `label=disable`.",
  ),
  exceptions: prose(
    "Information if the software needs it (rootless BuildKit, FUSE, systemd, agents that observe the host), for seccomp in a `devcontainer.json`, where debuggers and profilers meet it, for `label=disable`, which has no effect on hosts without SELinux, and for `no-new-privileges:false`, which only repeats the default of most engines. One level lower with `podman run`, with `engine: desktop`, and in CI jobs unless they run on a self-hosted runner.",
    "",
    "Ignored are custom profiles, containers in a sandbox or a virtual machine, privileged ones, and `label=disable` beside the engine's socket, which SELinux would refuse.",
  ),
  errors: [
    "Operation not permitted",
    "operation not permitted, seccomp",
    "make: /bin/sh: Operation not permitted",
    "The following signatures couldn't be verified",
    "Problem executing scripts APT::Update::Post-Invoke",
    "No usable sandbox!",
    "Failed to move to new namespace",
  ],
  topic: "security-profiles",
  sources: [
    "https://docs.docker.com/engine/security/seccomp/",
    "https://docs.docker.com/engine/security/apparmor/",
    "https://github.com/docker-library/official-images/issues/16829",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                security_opt:
                  - seccomp:unconfined
          `,
        },
        underline: "seccomp:unconfined",
      },
      {
        title: "Root in the container can write to the kernel's files.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.provision "shell", inline: "docker run -d --security-opt systempaths=unconfined corp/app:2"
            end
          `,
        },
        underline: "systempaths=unconfined",
        severity: "info",
      },
      {
        title: "FUSE needs AppArmor to be off.",
        files: {
          "compose.yaml": `
            services:
              drive:
                image: rclone/rclone:1.71
                cap_add: [SYS_ADMIN]
                devices: [/dev/fuse]
                security_opt: ["apparmor:unconfined"]
          `,
        },
        underline: '"apparmor:unconfined"',
        severity: "info",
      },
      {
        title: "This is the default already.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                security_opt:
                  - no-new-privileges:false
          `,
        },
        underline: "no-new-privileges:false",
        severity: "info",
      },
      {
        title: "A devcontainer with a debugger, which the default filter does not stop any more.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "build": { "dockerfile": "Dockerfile" },
              "runArgs": ["--cap-add=SYS_PTRACE", "--security-opt", "seccomp=unconfined"]
            }
          `,
        },
        underline: '"seccomp=unconfined"',
        severity: "info",
      },
    ],
    valid: [
      {
        title: "The debugger of a devcontainer under the default filter.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "build": { "dockerfile": "Dockerfile" },
              "runArgs": ["--cap-add=SYS_PTRACE"]
            }
          `,
        },
      },
      {
        title: "Profiles of its own, and more protection than the default.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                security_opt:
                  - apparmor=corp-app
                  - label=type:corp_app_t
                  - no-new-privileges:true
          `,
        },
      },
      {
        title: "SELinux would refuse the socket.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: corp/agent:2
                security_opt: ["label:disable"]
                volumes:
                  - /var/run/docker.sock:/var/run/docker.sock
          `,
        },
      },
      {
        title: "gVisor's own kernel filters its calls.",
        files: {
          "compose.yaml": `
            services:
              run:
                image: corp/run:2
                runtime: runsc
                security_opt: [seccomp=unconfined]
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, report }) {
      if (is(service.privileged, true)) return;
      for (const { value, at } of knownItems(service.securityOpt)) {
        const found = lossOf(project, service, value);
        const severity = found && weightOnHost(project, service, found.severity);
        if (!found || !severity || isWithoutEffect(project, service, value)) continue;
        report({ at, severity, message: `${containerName(service)} ${onHost(project, service, found.loss)}.` });
      }
    },
  },
});

interface Loss {
  readonly severity: Severity;
  /** Ends a sentence that begins with the container. */
  readonly loss: string;
}

const losses: Readonly<Record<string, string>> = {
  seccomp: "may call all of the host's kernel, because its seccomp filter is off",
  apparmor:
    "may mount file systems and write to kernel files as far as its capabilities allow, because AppArmor is off",
  systempaths: "sees the parts of /proc and /sys that engines hide, and root in it can write to them",
};

/** Rootless engines have no AppArmor, and the hidden files of the kernel are root's. */
function isWithoutEffect(project: Project, service: Service, option: string): boolean {
  return runsForUser(project, service) && disabledProfile(option) !== "seccomp";
}

function lossOf(project: Project, service: Service, option: string): Loss | undefined {
  if (/^no-new-privileges[:=]false$/.test(option))
    return { severity: "info", loss: "lets programs gain rights through setuid, as most engines do by default" };
  const profile = disabledProfile(option);
  if (profile === undefined) return undefined;
  if (profile === "label") {
    if (engineSocketsOf(project, service).length > 0) return undefined;
    return {
      severity: "info",
      loss: "runs without SELinux's separation. To read mounted files, mount them with :z or :Z",
    };
  }
  // Debuggers and profilers of a devcontainer call what the filter refuses.
  const isForDebugging = service.origin === "devcontainer" && profile === "seccomp";
  const isNecessary =
    isForDebugging ||
    isNeeded(project, service, ({ securityOptions }) => securityOptions.includes(`${profile}=unconfined`));
  const severity = isNecessary ? lessThan("warning") : "warning";
  return severity && { severity, loss: losses[profile] ?? "" };
}
