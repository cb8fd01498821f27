import { isPodmanRun, redundantUnderPrivileged } from "../../facts/openings.ts";
import { writtenAt } from "../../facts/written.ts";
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
  profile: "essential",
  fix: "behaviour",
  summary: "Narrow grants stand beside `privileged: true`, which makes them pointless",
  why: prose(
    "`privileged: true` grants every capability, shows every device of the host and drops the default seccomp and AppArmor profiles. A list of single grants beside it changes nothing.",
    "",
    "The list is worth something all the same: it is the record of what the service needs. Usually `privileged` was tried first, the list was found later, and nobody took `privileged` away again.",
  ),
  instead:
    "Remove `privileged: true` and keep the list. If the service then fails, the list was not complete: add what is missing.",
  exceptions: prose(
    "What still counts under `privileged` is left alone: a custom seccomp or AppArmor profile, `no-new-privileges`, SELinux labels, CDI device names, and devices that get another path in the container.",
  ),
  topic: "privileged",
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
        underline: "cap_add:\n      - NET_ADMIN",
        fixed: `
          services:
            vpn:
              image: lscr.io/linuxserver/wireguard:1.0.20210914
              cap_add:
                - NET_ADMIN
              restart: unless-stopped
        `,
      },
    ],
    valid: [
      {
        title: "A custom profile and a device under another path still count.",
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
        title: "Nobody knows what the variable will be.",
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
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { privileged } = service;
      // Podman grants other capabilities to a user than to root.
      const isForUser = service.user.state !== "unset" && isPodmanRun(project, service);
      if (!is(privileged, true) || isForUser) return;

      const redundant = redundantUnderPrivileged(service);
      const usual = service.origin === "compose" ? "privileged: true" : "--privileged";
      const written = writtenAt(project, privileged.entry) ?? usual;
      // A variable is a switch: with its other side the grants count.
      const fixes: readonly FixOffer[] = privileged.origin
        ? []
        : [
            {
              title: `Remove "${written}" and keep the single grants`,
              kind: "behaviour",
              edits: () => [edit.remove([privileged.entry])],
            },
            {
              title: "Comment out the grants that change nothing",
              kind: "behaviour",
              edits: () => [edit.commentOut(redundant.map((one) => one.entry))],
            },
          ];
      for (const { key, entry, isWhole } of redundant) {
        report({
          at: entry,
          message: `"${service.name}" is privileged, which already ${reasons[key] ?? ""}: ${isWhole ? "" : "this part of "}"${key}" changes nothing.`,
          unnecessary: true,
          fixes,
        });
      }
    },
  },
});
