import { testsOf } from "./nearMisses.ts";

const { silent, speaks, mends } = testsOf("entrypoint-line-endings");
const windows = '#!/bin/sh\r\nexec "$@"\r\n';
const files = (dockerfile: string, script = windows) => ({ Dockerfile: dockerfile, "entrypoint.sh": script });
const run = 'ENTRYPOINT ["/entrypoint.sh"]\n';

describe("entrypoint-line-endings on near misses", () => {
  silent(
    "on a script that a shell reads",
    files('FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT ["sh", "/entrypoint.sh"]\n'),
  );
  silent(
    "where perl converts it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN perl -pi -e 's/\\r\\n/\\n/' /entrypoint.sh\n${run}`),
  );
  silent(
    "where an editor converts it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN vim -c 'set ff=unix' -c wq /entrypoint.sh\n${run}`),
  );
  silent(
    "where the stage below converts it",
    files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nRUN dos2unix /entrypoint.sh\nFROM base\n${run}`),
  );
  silent(
    "where another stage's file replaces it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nCOPY --from=tools /out/entrypoint.sh /\n${run}`),
  );
  silent(
    "where an inline file replaces it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nCOPY <<EOF /entrypoint.sh\n#!/bin/sh\nEOF\n${run}`),
  );
  silent(
    "where the build writes it anew",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN printf '#!/bin/sh' > /entrypoint.sh\n${run}`),
  );
  silent(
    "on a program without a first line for the kernel",
    files(`FROM debian:12\nCOPY entrypoint.sh /\n${run}`, "exec app\r\n"),
  );
  speaks("through the stage below", files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nFROM base\n${run}`), "error");
  speaks(
    "behind an init",
    files('FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT ["tini", "--", "/entrypoint.sh"]\n'),
    "error",
  );
  speaks("in shell form", files("FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT /entrypoint.sh\n"), "error");
  speaks(
    "of a relative path",
    files('FROM debian:12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n'),
    "error",
  );
  mends(
    "nothing in a byte order mark",
    files(`FROM debian:12\nCOPY entrypoint.sh /\n${run}`, "\uFEFF#!/bin/sh\n"),
    undefined,
  );
  mends(
    "nothing in a stage that did not copy it",
    files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nFROM base\n${run}`),
    undefined,
  );
});
