import { containerName } from "../../words.ts";
import { has, is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "init-with-other-pid-namespace",
  category: "process",
  since: "0.1.0",
  severity: "info",
  profile: "recommended",
  fix: "safe",
  summary: "`init: true` has no effect in a PID namespace of the host or of another container",
  why: prose(
    "With `init: true` the engine starts a small init as process 1, which forwards signals and reaps orphans. In the PID namespace of the host or of another container, process 1 is already there, so the engine adds none.",
  ),
  instead: prose("Remove `init: true`, or remove `pid` if the container does not need to see other processes."),
  exceptions: prose(
    "`init: false` and an unresolved `pid` are ignored. No fix is offered if a variable or another file sets `init`.",
  ),
  errors: ["init: true has no effect", "defunct"],
  topic: "engine-init",
  sources: [
    "https://docs.docker.com/reference/cli/docker/container/run/#init",
    "https://github.com/moby/moby/blob/master/daemon/oci_linux.go",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              agent:
                image: corp/agent:2
                pid: host
                init: true
          `,
        },
        underline: "init: true",
        fixed: `
          services:
            agent:
              image: corp/agent:2
              pid: host
        `,
      },
      {
        title: "The other container has its own process 1.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: corp/web:2
              debug:
                image: corp/debug:2
                pid: service:web
                init: true
          `,
        },
        underline: "init: true",
        fixed: `
          services:
            web:
              image: corp/web:2
            debug:
              image: corp/debug:2
              pid: service:web
        `,
      },
    ],
    valid: [
      {
        title: "It has a namespace of its own.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: corp/agent:2
                init: true
          `,
        },
      },
      {
        title: "No init is asked for.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: corp/agent:2
                pid: host
                init: false
          `,
        },
      },
      {
        title: "The variable is unknown.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: corp/agent:2
                pid: \${PID_MODE}
                init: true
          `,
        },
      },
    ],
  },
  check: {
    service(service, { edit, report }) {
      const { init, pid } = service;
      if (!is(init, true) || !has(pid, (mode) => /^(?:host$|service:|container:)/.test(mode))) return;
      const owner = pid.value === "host" ? "the host's PID namespace" : "the PID namespace of another container";
      report({
        at: init.entry,
        message: `${containerName(service)} uses ${owner}, so the engine adds no init there. Remove "init".`,
        related: [{ at: pid.entry, message: "The PID namespace." }],
        unnecessary: true,
        fixes: init.origin
          ? []
          : [
              {
                title: 'Remove "init", which has no effect',
                kind: "safe",
                preferred: true,
                edits: () => [edit.remove([init.entry])],
              },
            ],
      });
    },
  },
});
