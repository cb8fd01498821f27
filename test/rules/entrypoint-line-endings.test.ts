import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("entrypoint-line-endings");
const windows = '#!/bin/sh\r\nexec "$@"\r\n';
const files = (dockerfile: string, script = windows) => ({ Dockerfile: dockerfile, "entrypoint.sh": script });
const run = 'ENTRYPOINT ["/entrypoint.sh"]\n';

describe("entrypoint-line-endings on near misses", () => {
  ignores(
    "on a script that a shell reads",
    files('FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT ["sh", "/entrypoint.sh"]\n'),
  );
  ignores(
    "where perl converts it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN perl -pi -e 's/\\r\\n/\\n/' /entrypoint.sh\n${run}`),
  );
  ignores(
    "where an editor converts it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN vim -c 'set ff=unix' -c wq /entrypoint.sh\n${run}`),
  );
  ignores(
    "where the stage below converts it",
    files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nRUN dos2unix /entrypoint.sh\nFROM base\n${run}`),
  );
  ignores(
    "where another stage's file replaces it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nCOPY --from=tools /out/entrypoint.sh /\n${run}`),
  );
  ignores(
    "where it is converted after each copy",
    files(`FROM debian:12\nCOPY . /\nRUN dos2unix /entrypoint.sh\nCOPY . /\nRUN dos2unix /entrypoint.sh\n${run}`),
  );
  ignores(
    "where the stage that it comes from converts it",
    files(
      `FROM debian:12 AS build\nCOPY entrypoint.sh /\nRUN dos2unix /entrypoint.sh\nFROM debian:12\nCOPY --from=build /entrypoint.sh /\n${run}`,
    ),
  );
  ignores("where a script of the build converts it", {
    ...files(`FROM debian:12\nCOPY . /\nRUN /setup.sh\n${run}`),
    "setup.sh": "#!/bin/sh\nfind / -name '*.sh' -exec dos2unix {} +\n",
  });
  ignores("where a service mounts another file over it", {
    "compose.yaml":
      "services:\n  app:\n    build: .\n    volumes: [./fixed.sh:/entrypoint.sh]\n    entrypoint: /entrypoint.sh\n",
    ...files(`FROM debian:12\nCOPY entrypoint.sh /\n${run}`),
    "fixed.sh": "#!/bin/sh\n",
  });
  ignores("on a script that runs under a condition", {
    ...files(`FROM debian:12\nCOPY . /\nENTRYPOINT ["/start.sh"]\n`),
    "start.sh": '#!/bin/sh\nif [ "$A" ]; then exec /entrypoint.sh; fi\nexec app\n',
  });
  reports(
    "of a copy after the conversion",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN dos2unix /entrypoint.sh\nCOPY . /\n${run}`),
    "5:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a conversion before the copy",
    files(`FROM debian:12\nRUN sed -i 's/\\r//' /etc/profile\nCOPY entrypoint.sh /\n${run}`),
    "4:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a name that is found on PATH",
    files('FROM debian:12\nCOPY entrypoint.sh /usr/local/bin/\nENTRYPOINT ["entrypoint.sh"]\nCMD ["app"]\n'),
    "3:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "through the stage that copies it",
    files(`FROM debian:12 AS build\nCOPY . /src\nFROM debian:12\nCOPY --from=build /src/entrypoint.sh /\n${run}`),
    "5:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a script that becomes the process",
    {
      ...files('FROM debian:12\nCOPY . /\nENTRYPOINT ["/start.sh"]\n'),
      "start.sh": "#!/bin/sh\nexec /entrypoint.sh\n",
    },
    "3:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a script that a service starts",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    command: ./entrypoint.sh\n",
      ...files('FROM debian:12\nWORKDIR /srv\nCOPY . .\nCMD ["app"]\n'),
    },
    "4:14 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a script that a service mounts",
    {
      "compose.yaml":
        "services:\n  app:\n    image: node:22-slim\n    working_dir: /srv\n    command: ./entrypoint.sh\n    volumes: [.:/srv]\n",
      ...files(""),
    },
    "5:14 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  ignores("on a service of Windows", {
    "compose.yaml":
      "services:\n  app:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n    command: /entrypoint.sh\n    volumes: [./entrypoint.sh:/entrypoint.sh]\n",
    ...files(""),
  });
  fixes(
    "a name that is found on PATH at its path",
    files('FROM debian:12\nCOPY entrypoint.sh /usr/local/bin/\nENTRYPOINT ["entrypoint.sh"]\n'),
    "FROM debian:12\nCOPY entrypoint.sh /usr/local/bin/\nRUN sed -i 's/\\r$//' /usr/local/bin/entrypoint.sh\nENTRYPOINT [\"entrypoint.sh\"]\n",
  );
  ignores(
    "where an inline file replaces it",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nCOPY <<EOF /entrypoint.sh\n#!/bin/sh\nEOF\n${run}`),
  );
  ignores(
    "where the build writes it anew",
    files(`FROM debian:12\nCOPY entrypoint.sh /\nRUN printf '#!/bin/sh' > /entrypoint.sh\n${run}`),
  );
  ignores(
    "on a program without a first line for the kernel",
    files(`FROM debian:12\nCOPY entrypoint.sh /\n${run}`, "exec app\r\n"),
  );
  reports(
    "through the stage below",
    files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nFROM base\n${run}`),
    "4:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "behind an init",
    files('FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT ["tini", "--", "/entrypoint.sh"]\n'),
    "3:27 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "in shell form",
    files("FROM debian:12\nCOPY entrypoint.sh /\nENTRYPOINT /entrypoint.sh\n"),
    "3:12 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  reports(
    "of a relative path",
    files('FROM debian:12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n'),
    "4:13 error entrypoint.sh has Windows line endings, so the kernel finds no interpreter and the container does not start. Save it with LF endings.",
  );
  fixes(
    "nothing in a byte order mark",
    files(`FROM debian:12\nCOPY entrypoint.sh /\n${run}`, "\uFEFF#!/bin/sh\n"),
    undefined,
  );
  fixes(
    "nothing in a stage that did not copy it",
    files(`FROM debian:12 AS base\nCOPY entrypoint.sh /\nFROM base\n${run}`),
    undefined,
  );
});
