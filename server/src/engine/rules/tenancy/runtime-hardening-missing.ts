import { boundaryOf } from "../../facts/boundary.ts";
import { hardeningMeasures, hardeningOf } from "../../facts/hardening.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { containerName, list } from "../../words.ts";
import { hardeningFix } from "./support.ts";

export default defineRule({
  id: "runtime-hardening-missing",
  category: "tenancy",
  since: "0.1.0",
  severity: "hint",
  profile: "strict",
  fix: "behaviour",
  summary: "Service keeps rights that most programs do not need",
  why: prose(
    "A container starts with fourteen capabilities, may gain rights by setuid programs, and may write its whole file system. An attacker who gets into the program gets all of that. Most programs need none of it, and each measure closes a way from a bug in the program to the kernel or to the next program.",
    "",
    "A virtual machine has one wall instead; in a container these settings add up to a part of it.",
  ),
  instead: prose(
    "- `security_opt: [no-new-privileges=true]`: setuid programs give no rights. Nearly nothing breaks, except `sudo`.",
    "- `cap_drop: [ALL]`, and `cap_add` for what the program asks for.",
    "- `read_only: true` with `tmpfs: [/tmp]`: whatever else it writes needs a volume or a `tmpfs`.",
    "- `user:` with a number, if the image starts as root.",
    "- `pids_limit`: a fork bomb stops there.",
    "",
    "The quick fix adds what is missing. Start the service afterwards and look at its log.",
  ),
  exceptions: prose(
    "Reported if `no-new-privileges` or `cap_drop` is missing. Ignores privileged services, services in a virtual machine, override files and services that cannot be read as a whole. Limits of memory are `no-resource-limit`'s.",
  ),
  yieldsTo: [
    { rule: "untrusted-code-on-shared-kernel", on: "workload" },
    { rule: "privileged-container", on: "workload" },
  ],
  topic: "capabilities",
  sources: [
    "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    "https://docs.docker.com/engine/security/#linux-kernel-capabilities",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:5
          `,
        },
        underline: "api",
        fixed: `
          services:
            api:
              image: corp/api:5
              security_opt:
                - no-new-privileges=true
              cap_drop:
                - ALL
              read_only: true
              tmpfs:
                - /tmp
              pids_limit: 2048
        `,
      },
      {
        title: "The entrypoint of this image needs a few capabilities before it drops to its own user.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                pids_limit: 500
                security_opt:
                  - no-new-privileges=true
                volumes:
                  - data:/var/lib/postgresql/data
            volumes:
              data:
          `,
        },
        underline: "db",
        fixed: `
          services:
            db:
              image: postgres:17
              pids_limit: 500
              security_opt:
                - no-new-privileges=true
              volumes:
                - data:/var/lib/postgresql/data
              cap_drop:
                - ALL
              cap_add:
                - CHOWN
                - DAC_OVERRIDE
                - FOWNER
                - SETGID
                - SETUID
          volumes:
            data:
        `,
      },
    ],
    valid: [
      {
        title: "A writable root is what this program needs.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:5
                cap_drop: [ALL]
                security_opt: ["no-new-privileges:true"]
          `,
        },
      },
      {
        title: "The file overrides another one.",
        files: {
          "compose.override.yaml": `
            services:
              api:
                environment:
                  DEBUG: "1"
          `,
        },
      },
      {
        title: "Privileged services have a rule of their own.",
        files: {
          "compose.yaml": `
            services:
              api:
                image: corp/api:5
                privileged: true
          `,
        },
      },
    ],
  },
  check: {
    service(service, context) {
      const { project, report } = context;
      const { origin, privileged } = service;
      const { of } = boundaryOf(project, service);
      // Windows containers and virtual machines have other measures.
      if (origin !== "compose" || is(privileged, true) || (of !== "shared-kernel" && of !== "user-namespace")) return;
      const hardening = hardeningOf(project, service);
      if (hardening["no-new-privileges"] !== "missing" && hardening.cap_drop !== "missing") return;
      const missing = hardeningMeasures.filter((measure) => hardening[measure] === "missing");
      report({
        at: service.at,
        message: `${containerName(service)} keeps rights that an attacker in it would have too: it lacks ${list(missing)}.`,
        fixes: hardeningFix(service, context),
      });
    },
  },
});
