import { service, testsOf } from "./nearMisses.ts";

const { ignores, reportsAs, fixes } = testsOf("path-style-mismatch");
const windows = "mcr.microsoft.com/windows/servercore:ltsc2022";

describe("path-style-mismatch on near misses", () => {
  ignores("a substitution before a misspelt instruction", "FROM debian:13\nRUN A=`date`\nRNU echo\n");
  ignores("a path before a comment", `FROM ${windows}\n# c:\\\nRUN dir\n`);
  ignores("a path that only looks swallowed", `FROM ${windows}\nRUN copy a c:\\\n    && dir\n`);
  ignores("a folder of the current drive", `FROM ${windows}\nWORKDIR /app\nCOPY . /app/\n`);
  ignores("a mount of a Windows container", service(windows, 'volumes: ["data:C:/data"]'));
  ignores("a pipe", service(windows, "volumes: ['\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine']"));
  ignores("a volume with one letter as its name", service("nginx:1.29", 'volumes: ["d:/data"]'));
  ignores("an unknown image", service("corp/app:1", "volumes: ['data:C:\\data']"));
  ignores("a name with a colon", "FROM debian:13\nCOPY a:b /srv/\n");
  ignores("a Linux engine that asks for Windows", "FROM --platform=windows/amd64 golang:1.25\nWORKDIR C:/src\n");
  reportsAs("a drive in a Linux container", service("nginx:1.29", "volumes: ['data:C:\\data']"), "warning");
  reportsAs("a mount without a drive", service(windows, 'volumes: ["data:/data"]'), "warning");
  reportsAs(
    "docker run in a script",
    {
      ".github/workflows/t.yml":
        "on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker run -v data:C:/data alpine:3.22 true\n",
    },
    "warning",
  );
  reportsAs(
    "a synced folder",
    {
      Vagrantfile:
        'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.synced_folder ".", "C:/src"\nend\n',
    },
    "warning",
  );
  fixes(
    "a backslash after the directive",
    "# escape=`\nFROM debian:13\nRUN a \\\n  && b\n",
    "# escape=`\nFROM debian:13\nRUN a `\n  && b\n",
  );
  fixes(
    "nothing if other lines go on with a backslash",
    "FROM debian:13\nRUN a `\n  && b\nRUN c \\\n  && d\n",
    undefined,
  );
});
