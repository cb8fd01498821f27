import { declares } from "../../facts/intent.ts";
import { namesEphemeralMachines } from "../../facts/machine/runner.ts";
import { has } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import type { Project } from "../../model/project.ts";
import { defineRule, prose } from "../../rule.ts";

/** Conditions that exclude pull requests from forks, or require an approval. */
const gates = /pull_request|event_name|fork|head\.repo|repository|actor|association|label|github\.ref|false/i;

export default defineRule({
  id: "untrusted-pull-request-on-self-hosted",
  category: "ci",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  summary: "Pull requests run on a self-hosted runner that keeps its state",
  why: prose(
    "In a public repository anyone may open a pull request, and its code runs on the runner: it may also change the workflow. A self-hosted runner is one machine for many jobs, so what a job leaves behind, such as a process, a changed tool or a read credential, is there for the next one. An approval of first-time contributors asks once per person.",
    "",
    "A machine that is made for each job and thrown away is the boundary that hosted runners have: a virtual machine or a microVM, because containers of jobs share the kernel of the runner.",
  ),
  instead:
    "Run pull requests on hosted runners and keep the self-hosted one for pushes, or register it with `--ephemeral` in a virtual machine of its own.",
  exceptions: prose(
    "Ignored if a label or a comment of the file names ephemeral machines, if the job has a condition on the event, the repository, the actor or a label, if it deploys to an environment, which may need an approval, and with `trust=trusted` or `lifetime=ephemeral` declared. Reported once per workflow. The files do not show whether the repository is public.",
  ),
  yieldsTo: [{ rule: "untrusted-code-on-shared-kernel", on: "workload" }],
  topic: "ci-machine",
  sources: [
    "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners",
    "https://docs.github.com/en/actions/reference/runners/self-hosted-runners#ephemeral-runners-for-autoscaling",
  ],
  examples: {
    invalid: [
      {
        files: {
          ".github/workflows/ci.yml": `
            on: [push, pull_request]
            jobs:
              build:
                runs-on: self-hosted
                steps:
                  - uses: actions/checkout@v5
                  - run: make test
          `,
        },
        underline: "self-hosted",
      },
      {
        title: "A container on the runner shares its kernel.",
        files: {
          ".github/workflows/ci.yml": `
            on:
              pull_request:
                branches: [main]
            jobs:
              build:
                runs-on: [self-hosted, linux]
                container: node:22
                steps:
                  - run: npm ci && npm test
          `,
        },
        underline: "[self-hosted, linux]",
      },
    ],
    valid: [
      {
        title: "Only the repository's own branches reach the runner.",
        files: {
          ".github/workflows/ci.yml": `
            on: [push, pull_request]
            jobs:
              build:
                if: github.event_name == 'push'
                runs-on: self-hosted
                steps:
                  - run: make test
          `,
        },
      },
      {
        title: "The machine serves one job.",
        files: {
          ".github/workflows/ci.yml": `
            on: pull_request
            jobs:
              build:
                runs-on: [self-hosted, linux, ephemeral]
                steps:
                  - run: make test
          `,
        },
      },
      {
        title: "The machine is declared to be thrown away.",
        files: {
          ".github/workflows/ci.yml": `
            on: pull_request
            jobs:
              # bulkhead lifetime=ephemeral
              build:
                runs-on: self-hosted
                steps:
                  - run: make test
          `,
        },
      },
      {
        title: "A deployment may need an approval.",
        files: {
          ".github/workflows/ci.yml": `
            on: pull_request
            jobs:
              preview:
                runs-on: self-hosted
                environment: preview
                steps:
                  - run: make preview
          `,
        },
      },
    ],
  },
  check: {
    job(job, { project, report }) {
      const { root } = project;
      const trigger = root.kind === "workflow" && root.triggers.find(({ value }) => value === "pull_request");
      const isExplained = root.comments.some(({ text }) => namesEphemeralMachines(text));
      if (!trigger || isExplained || root.jobs.find((one) => isOpen(project, one)) !== job) return;

      const others = root.jobs.filter((one) => one !== job && isOpen(project, one));
      report({
        at: job.runsOn.at,
        message: `Job "${job.name}" runs pull requests on a self-hosted runner. If this repository is public, any stranger's code runs there and can stay. Use an ephemeral VM per job.`,
        related: [
          { at: trigger.at, message: "The trigger." },
          ...others.map(({ at }) => ({ at, message: "Another job on such a runner." })),
        ],
      });
    },
  },
});

/** True if code of a pull request reaches a lasting machine by this job. */
function isOpen(project: Project, job: Job): boolean {
  const { runsOn, condition, deployment, steps } = job;
  const isLasting = has(runsOn, (labels) => labels.includes("self-hosted") && !labels.some(namesEphemeralMachines));
  const isGated = condition.state === "unreadable" || has(condition, (text) => gates.test(text));
  return (
    isLasting &&
    !isGated &&
    deployment.state === "unset" &&
    steps.length > 0 &&
    !declares(project, job, "trust", "trusted") &&
    !declares(project, job, "lifetime", "ephemeral")
  );
}
