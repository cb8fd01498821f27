import { kernelNeedOf } from "../../facts/kernelNeeds.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { containerName, settingName } from "../../words.ts";
import { narrowing, redundantUnderPrivileged } from "./support.ts";
import { grants } from "../../knowledge/kernelNeeds.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose, type FixOffer } from "../../rule.ts";

const reasons: Readonly<Record<string, string>> = {
  cap_add: "grants every capability",
  devices: "gives it every device of the host",
  device_cgroup_rules: "allows it every device of the host",
  security_opt: "switches these protections off",
};

export default defineRule({
  id: "redundant-with-privileged",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  fix: "behaviour",
  summary: "`cap_add`, `devices` or `security_opt` has no effect with `privileged: true`",
  why: prose(
    "`privileged: true` grants every capability, shows every device of the host and drops the default seccomp and AppArmor profiles. A list of single grants then changes nothing.",
    "",
    "The list still records what the service needs. Usually `privileged` was tried first, the list was found later, and `privileged` was forgotten.",
  ),
  instead:
    "Remove `privileged: true` and keep the list. If the service then fails, the list is incomplete: add what is missing.",
  exceptions: prose(
    "`privileged-container` reports these settings itself, so this rule reports only if that one is off. Settings that still take effect are ignored: a custom seccomp or AppArmor profile, `no-new-privileges`, SELinux labels, CDI device names, and devices that get another path in the container.",
  ),
  topic: "privileged",
  yieldsTo: [{ rule: "privileged-container", on: "workload" }],
  sources: [
    "https://github.com/moby/moby/blob/v28.0.0/oci/caps/utils.go",
    "https://docs.docker.com/reference/cli/docker/container/run/#privileged",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: lscr.io/linuxserver/wireguard:1.0.20210914
                privileged: true
                cap_add:
                  - NET_ADMIN
                restart: unless-stopped
          `,
        },
        underline: "cap_add:",
        fixed: `
          services:
            vpn:
              image: lscr.io/linuxserver/wireguard:1.0.20210914
              cap_add:
                - NET_ADMIN
              restart: unless-stopped
              sysctls:
                net.ipv4.conf.all.src_valid_mark: "1"
        `,
      },
      {
        title: "Only the item that has no effect.",
        files: {
          "compose.yaml": `
            services:
              printer:
                image: corp/print-server:4
                privileged: true
                security_opt:
                  - seccomp=unconfined
                  - no-new-privileges=true
          `,
        },
        underline: "- seccomp=unconfined",
        fixed: `
          services:
            printer:
              image: corp/print-server:4
              security_opt:
                - seccomp=unconfined
                - no-new-privileges=true
        `,
      },
    ],
    valid: [
      {
        title: "A custom profile and a device under another path still take effect.",
        files: {
          "compose.yaml": `
            services:
              printer:
                image: corp/print-server:4
                privileged: true
                devices:
                  - /dev/usb/lp0:/dev/lp0
                security_opt:
                  - seccomp=./printing.json
          `,
        },
      },
      {
        title: "The variable is unknown.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: lscr.io/linuxserver/wireguard:1.0.20210914
                privileged: \${PRIVILEGED}
                cap_add: [NET_ADMIN]
          `,
        },
      },
      {
        title: "no-new-privileges limits setuid programs in a privileged container too.",
        files: {
          "compose.yaml": `
            services:
              vpn:
                image: corp/vpn:4
                privileged: true
                security_opt: ["no-new-privileges:true"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { edit, project, report } = context;
      const { privileged } = service;
      // Podman grants other capabilities to a user than to root.
      const isForUser = service.user.state !== "unset" && isPodmanRun(project, service);
      if (!is(privileged, true) || isForUser) return;

      const redundant = redundantUnderPrivileged(service);
      const need = kernelNeedOf(project, service);
      // A variable is a switch: with its other side the grants count.
      const fixes: readonly FixOffer[] = privileged.origin
        ? []
        : [
            ...narrowing(service, need && grants[need.need], context),
            {
              title: "Comment out the grants that have no effect",
              kind: "behaviour",
              edits: () => [edit.commentOut(redundant.map((one) => one.entry))],
            },
          ];
      for (const { key, entry, isWhole } of redundant) {
        const name = settingName(project, service, key, entry);
        report({
          at: entry,
          message: `${containerName(service)} runs privileged, which ${reasons[key] ?? ""} anyway, so ${isWhole ? "" : "this part of "}"${name}" has no effect.`,
          related: [{ at: privileged.entry, message: "The container runs privileged." }],
          unnecessary: true,
          fixes,
        });
      }
    },
  },
});
