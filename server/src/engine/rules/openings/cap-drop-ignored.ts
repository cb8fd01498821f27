import { kernelNeedOf } from "../../facts/kernelNeeds.ts";
import { isPodmanRun } from "../../facts/openings.ts";
import { rootReachOf } from "../../facts/rootReach.ts";
import { grants } from "../../knowledge/kernelNeeds.ts";
import { is, knownItems } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName, settingName } from "../../words.ts";
import { narrowing } from "./support.ts";

export default defineRule({
  id: "cap-drop-ignored",
  category: "openings",
  since: "0.1.0",
  severity: "warning",
  profile: "essential",
  fix: "behaviour",
  summary: "`cap_drop` has no effect beside `privileged: true`",
  why: prose(
    "A privileged container gets every capability before the engine looks at `cap_drop`, which it then skips without a message. The file looks hardened and is not.",
  ),
  instead: prose(
    "Remove `privileged: true`, keep `cap_drop` and add the few capabilities that the software needs.",
    "",
    "If it needs `privileged`, remove `cap_drop`, so that no reader relies on it. `read_only` and `no-new-privileges` still work.",
  ),
  exceptions: "Ignored with `podman run`, whose rules differ, and if a variable decides `privileged`.",
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
                image: qmcgaw/gluetun:v3.40
                privileged: true
                cap_drop:
                  - ALL
          `,
        },
        underline: "cap_drop:",
        fixed: `
          services:
            vpn:
              image: qmcgaw/gluetun:v3.40
              cap_drop:
                - ALL
              cap_add:
                - NET_ADMIN
              devices:
                - /dev/net/tun:/dev/net/tun
        `,
      },
      {
        title: "An engine inside has no narrower grant.",
        files: {
          "compose.yaml": `
            services:
              builder:
                image: docker:28-dind
                privileged: true
                cap_drop: [SYS_TIME]
          `,
        },
        underline: "cap_drop: [SYS_TIME]",
      },
    ],
    valid: [
      {
        title: "The list counts if the variable is false.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                privileged: \${PRIVILEGED}
                cap_drop: [ALL]
          `,
        },
      },
      {
        title: "Nothing is dropped.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                privileged: true
                cap_drop: []
          `,
        },
      },
      {
        title: "These still protect a privileged container.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:2
                privileged: true
                read_only: true
                security_opt: ["no-new-privileges:true"]
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { project, report } = context;
      const { privileged, capDrop } = service;
      if (!is(privileged, true) || capDrop.state !== "known" || knownItems(capDrop).length === 0) return;
      if (isPodmanRun(project, service) || rootReachOf(project, service).of === "windows") return;

      const need = kernelNeedOf(project, service);
      const grant = need && grants[need.need];
      report({
        at: capDrop.entry,
        message: `${containerName(service)} is privileged, so "${settingName(project, service, "cap_drop", capDrop.entry)}" has no effect. Remove "privileged" to drop capabilities.`,
        related: [{ at: privileged.entry, message: "Grants every capability." }],
        fixes: need && !grant ? [] : narrowing(service, grant, context),
      });
    },
  },
});
