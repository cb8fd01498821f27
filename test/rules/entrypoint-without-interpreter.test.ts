import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("entrypoint-without-interpreter");
const files = (dockerfile: string, script: string) => ({ Dockerfile: dockerfile, "run.sh": script });
const debian = 'FROM debian:13\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n';
const alpine = 'FROM alpine:3.22\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n';

describe("entrypoint-without-interpreter on near misses", () => {
  ignores("a program", files(debian, "\x7fELF\0\x01"));
  ignores("the shell of the image", files(alpine, "#!/bin/sh\nexec x\n"));
  ignores("bash where the image has it", files(debian, "#!/bin/bash\nexec x\n"));
  ignores("an interpreter that the tables do not list", files(alpine, "#!/usr/bin/env zsh\nexec x\n"));
  ignores("options of env before the shell of the image", files(alpine, "#!/usr/bin/env -S sh -e\nexec x\n"));
  ignores(
    "a script that an init runs with sh",
    files('FROM debian:13\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["tini", "--", "/run.sh"]\n', "exec x\n"),
  );
  ignores("a script that a shell of the image executes", {
    ...files(debian, "#!/bin/sh\nexec /x.sh\n"),
    Dockerfile: debian.replace("run.sh /", "run.sh x.sh /"),
    "x.sh": "exec x\n",
  });
  ignores("line endings, which have a rule of their own", files(debian, "#!/bin/sh\r\nexec x\r\n"));
  ignores("a program that has the name of a folder of its build", {
    Dockerfile:
      'FROM golang:1.25 AS build\nWORKDIR /app\nCOPY Makefile go.mod ./\nFROM debian:13\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    Makefile: "all:\n",
    "go.mod": "module x\n",
  });
  reports(
    "a comment before the interpreter",
    files(debian, "# run\n#!/bin/sh\n"),
    '3:13 error run.sh has no "#!" first line, so the kernel cannot execute it. Begin it with #!/bin/sh.',
  );
  reports(
    "python on Alpine",
    files(alpine, "#!/usr/bin/env python3\n"),
    "3:13 error run.sh needs python3, which alpine:3.22 lacks, so it cannot start. Install it, or write the script for sh.",
  );
  reports(
    "a shell script in a distroless image",
    files(
      'FROM gcr.io/distroless/base-debian12\nCOPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n',
      "#!/bin/sh\nexec x\n",
    ),
    "3:13 error run.sh needs sh, which gcr.io/distroless/base-debian12 lacks, so it cannot start. Install it, or write the script for sh.",
  );
  reports(
    "bash on Alpine, whatever the line endings",
    files(alpine, "#!/bin/bash\r\nexec x\r\n"),
    "3:13 error run.sh needs bash, which alpine:3.22 lacks, so it cannot start. Install it, or write the script for sh.",
  );
  ignores("a byte order mark, which entrypoint-line-endings reports", files(debian, "\uFEFF#!/bin/sh\n"));
});
