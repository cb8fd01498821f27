import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("shell-mismatch");
const message = (image: string, shell: string) =>
  `${image} has no ${shell}, so this command cannot start.${shell === "bash" ? " Use sh, or install bash." : ""}`;

describe("shell-mismatch on near misses", () => {
  ignores("an Alpine image that brings bash", 'FROM postgres:17-alpine\nRUN bash -c "true"\n');
  ignores("a question for bash", "FROM alpine:3.22\nRUN command -v bash && bash -c true || true\n");
  ignores("a package that brings bash", 'FROM alpine:3.22\nRUN apk add --no-cache git-flow\nCMD ["bash"]\n');
  ignores("bash that another stage brings", 'FROM alpine:3.22\nCOPY --from=tools /bin/bash /bin/bash\nCMD ["bash"]\n');
  ignores(
    "PowerShell in the image of .NET",
    'FROM mcr.microsoft.com/dotnet/sdk:9.0\nSHELL ["pwsh", "-c"]\nRUN Get-Item .\n',
  );
  ignores(
    "bash on Windows, which Git brings",
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["bash", "-l"]\n',
  );
  ignores(
    "a distroless image that gets a shell",
    "FROM gcr.io/distroless/base-debian12\nCOPY --from=busybox /bin/busybox /bin/sh\nENTRYPOINT /server\n",
  );
  ignores("a list of RUN", 'FROM gcr.io/distroless/base-debian12\nRUN ["/server", "--prepare"]\n');
  ignores("an argument of an unknown entrypoint", 'FROM alpine:3.22\nENTRYPOINT ["/x"]\nCMD ["bash"]\n');
  ignores("SHELL before no command", 'FROM alpine:3.22\nSHELL ["/bin/bash", "-c"]\n');
  ignores("a job without a container", {
    ".github/workflows/ci.yml":
      "on: [push]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n        shell: bash\n",
  });
  reports(
    "the first of several commands",
    "FROM alpine:3.22\nRUN bash -c true\nRUN bash -c true\n",
    `2:5 error ${message("alpine:3.22", "bash")}`,
  );
  reports(
    "PowerShell in Nano Server",
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nENTRYPOINT ["powershell", "-File", "x.ps1"]\n',
    `2:13 error ${message("mcr.microsoft.com/windows/nanoserver:ltsc2022", "powershell")}`,
  );
  reports(
    "RUN in an empty image",
    'FROM scratch\nCOPY app /app\nRUN /app --prepare\nCMD ["/app"]\n',
    `3:1 error ${message("scratch", "sh")}`,
  );
  reports(
    "a health check of a distroless image",
    'FROM gcr.io/distroless/base-debian12\nCOPY app /app\nHEALTHCHECK CMD /app --check\nCMD ["/app"]\n',
    `3:17 error ${message("gcr.io/distroless/base-debian12", "sh")}`,
  );
  reports(
    "docker run",
    { ".gitlab-ci.yml": "a:\n  script:\n    - docker run --rm alpine:3.22 bash -c 'make'\n" },
    `3:35 error ${message("alpine:3.22", "bash")}`,
  );
});
