import { job, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("container-job-on-wrong-runner");

describe("container-job-on-wrong-runner on near misses", () => {
  ignores("on a self-hosted runner", job("runs-on: [self-hosted, windows]", "container: alpine:3.22"));
  ignores("on a label of one's own", job("runs-on: windows-large", "container: alpine:3.22"));
  ignores(
    "on a matrix with Linux",
    job(
      "strategy: { matrix: { os: [ubuntu-24.04, macos-15] } }",
      "runs-on: ${{ matrix.os }}",
      "container: alpine:3.22",
    ),
  );
  ignores("on a container that an input gives", job("runs-on: macos-15", "container: ${{ inputs.image }}"));
  ignores(
    "on an image that exists for Windows too",
    job("runs-on: windows-2025", "steps:", "  - shell: bash", "    run: docker run --rm golang:1.25 go version"),
  );
  ignores("on PowerShell", job("runs-on: windows-2025", "steps:", "  - run: docker run --rm alpine:3.22"));
  ignores(
    "where an action installs an engine",
    job("runs-on: macos-15-intel", "steps:", "  - uses: docker/setup-docker-action@v4", "  - run: docker ps"),
  );
  ignores(
    "where a local action may install an engine",
    job("runs-on: macos-15-intel", "steps:", "  - uses: ./.github/actions/tools", "  - run: docker ps"),
  );
  ignores("on a command that may fail", job("runs-on: macos-15", "steps:", "  - run: docker ps || true"));
  reportsAs(
    "a command under a condition",
    job("runs-on: macos-15", "steps:", "  - if: inputs.images", "    run: docker ps"),
    "warning",
  );
  reports(
    "the label of a container and its services once",
    job(
      "runs-on: windows-2022",
      "container: mcr.microsoft.com/windows/servercore:ltsc2022",
      "services: { db: { image: redis:8 } }",
    ),
    '4:14 error Job "test" runs on windows-2022, but GitHub starts containers on Linux runners only, so the job fails before its first step. Use a Linux runner.',
  );
  reports(
    "the image on an agent of Azure",
    {
      "azure-pipelines.yml":
        "trigger: [main]\npool: { vmImage: windows-2022 }\nsteps:\n  - bash: docker run --rm alpine:3.22 true\n",
    },
    "4:27 error alpine:3.22 is a Linux image, but the engine of windows-2022 runs Windows containers only, so the pull fails.",
  );
});
