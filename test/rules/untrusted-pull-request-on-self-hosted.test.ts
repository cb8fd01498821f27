import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("untrusted-pull-request-on-self-hosted");
const workflow = (on: string, ...job: readonly string[]) => ({
  ".github/workflows/ci.yml": [`on: ${on}`, "jobs:", "  build:", ...job.map((line) => `    ${line}`), ""].join("\n"),
});
const steps = "steps: [{ run: make test }]";

describe("untrusted-pull-request-on-self-hosted on near misses", () => {
  ignores("on other events", workflow("[push, workflow_dispatch]", "runs-on: self-hosted", steps));
  ignores("on an event of the base branch alone", workflow("pull_request_target", "runs-on: self-hosted", steps));
  ignores("on a hosted runner", workflow("pull_request", "runs-on: ubuntu-24.04", steps));
  ignores("on a label of one's own", workflow("pull_request", "runs-on: arc-runner-set", steps));
  ignores("on a called workflow", workflow("pull_request", "uses: ./.github/workflows/build.yml"));
  ignores(
    "on pull requests of the repository itself",
    workflow(
      "pull_request",
      "if: github.event.pull_request.head.repo.full_name == github.repository",
      "runs-on: self-hosted",
      steps,
    ),
  );
  ignores(
    "on machines that a comment calls ephemeral",
    workflow("pull_request", "# Runs on ephemeral VMs.", "runs-on: [self-hosted, vm-pool]", steps),
  );
  ignores("on declared trust", {
    ".github/workflows/ci.yml": `on: pull_request\njobs:\n  # bulkhead trust=trusted\n  build:\n    runs-on: self-hosted\n    ${steps}\n`,
  });
  reports(
    "a condition on something else",
    workflow("{ pull_request: }", "if: always()", "runs-on: [linux, self-hosted]", steps),
    '5:14 warning Job "build" runs pull requests on a self-hosted runner. If this repository is public, any stranger\'s code runs there and can stay. Use an ephemeral VM per job.',
  );
});
