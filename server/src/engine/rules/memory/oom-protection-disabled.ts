import { baseImageOf } from "../../facts/baseImage.ts";
import { runsForUser } from "../../facts/rootReach.ts";
import { containerName } from "../../words.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";

export default defineRule({
  id: "oom-protection-disabled",
  category: "memory",
  since: "0.1.0",
  fix: "behaviour",
  branches: {
    discarded: { severity: "info", profile: "recommended" },
    windows: { severity: "error", profile: "recommended" },
    "out-of-range": { severity: "error", profile: "essential" },
    protected: { severity: "warning", profile: "recommended" },
  },
  summary: "Container is exempt from the kernel's OOM killer, or asks to be",
  why: prose(
    "`oom_kill_disable` exists on cgroup v1 only. On cgroup v2, today's default, the engine discards it with a warning. On v1 a container without a memory limit can hang the host with it.",
    "",
    "An `oom_score_adj` near -1000 makes the kernel kill everything else first: other containers, the engine, sshd.",
  ),
  instead:
    "Give the container a memory limit, so that the OOM killer ends it before it harms others, and remove the exemption.",
  exceptions: prose(
    "Ignores values that a variable gives, and scores from -899 to 1000. A score of -900 or less is not reported if the container has a memory limit, nor with `engine: rootless` or `podman`, which may not lower their own score.",
  ),
  errors: [
    "Your kernel does not support OomKillDisable. OomKillDisable discarded.",
    "Windows does not support OomKillDisable",
    "Invalid value for --oom-score-adj",
    "range is [-1000, 1000]",
  ],
  topic: "memory-limit",
  sources: [
    "https://github.com/moby/moby/blob/v28.0.0/daemon/daemon_unix.go",
    "https://docs.docker.com/engine/containers/resource_constraints/",
  ],
  examples: {
    invalid: [
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                oom_kill_disable: true
          `,
        },
        underline: "oom_kill_disable: true",
        branch: "discarded",
        fixed: `
          services:
            db:
              image: postgres:17
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              app:
                image: mcr.microsoft.com/windows/servercore:ltsc2022
                oom_kill_disable: true
          `,
        },
        underline: "oom_kill_disable: true",
        branch: "windows",
        fixed: `
          services:
            app:
              image: mcr.microsoft.com/windows/servercore:ltsc2022
        `,
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                oom_score_adj: -1001
          `,
        },
        underline: "-1001",
        branch: "out-of-range",
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                oom_score_adj: -1000
          `,
        },
        underline: "-1000",
        branch: "protected",
      },
    ],
    valid: [
      {
        title: "A limit of its own ends the container first.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                mem_limit: 2g
                oom_score_adj: -1000
          `,
        },
      },
      {
        title: "Only a preference.",
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                oom_score_adj: -500
          `,
        },
      },
      {
        files: {
          "compose.yaml": `
            services:
              db:
                image: postgres:17
                oom_kill_disable: false
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const { oomKillDisable, oomScoreAdj, memLimit, deploy, complete } = service;
      const name = containerName(service);
      if (is(oomKillDisable, true)) {
        const isWindows = baseImageOf(project, service)?.os === "windows";
        const { entry } = oomKillDisable;
        report({
          branch: isWindows ? "windows" : "discarded",
          at: entry,
          message: isWindows
            ? `The engine does not create ${name.replace(/^This/, "this")}: Windows has no OOM killer to switch off. Remove it.`
            : "cgroup v2, the default today, discards this setting. On cgroup v1 it can hang the host if memory runs out.",
          fixes: [{ title: "Remove the setting", kind: "behaviour", edits: () => [edit.remove([entry])] }],
        });
      }
      if (oomScoreAdj.state !== "known") return;
      const { value: score, at } = oomScoreAdj;
      const hasLimit = memLimit.state !== "unset" || deploy.limits.memory.state !== "unset";
      if (score < -1000 || score > 1000) {
        const message = `The engine does not create ${name.replace(/^This/, "this")}: oom_score_adj must be between -1000 and 1000.`;
        report({ branch: "out-of-range", at, message });
      } else if (score <= -900 && complete && !hasLimit && !runsForUser(project, service)) {
        const message = `${name} has no memory limit, and the kernel kills everything else before it. Set a limit, or raise the score.`;
        report({ branch: "protected", at, message });
      }
    },
  },
});
