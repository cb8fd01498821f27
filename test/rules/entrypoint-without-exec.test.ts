import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("entrypoint-without-exec");
const started = (script: string, ...lines: readonly string[]) => ({
  Dockerfile: [
    "FROM node:22",
    "COPY start.sh /start.sh",
    ...lines,
    ...(lines.length > 0 ? [] : ['CMD ["/start.sh"]']),
    "",
  ].join("\n"),
  "start.sh": `#!/bin/sh\n${script}\n`,
});

describe("entrypoint-without-exec on near misses", () => {
  for (const script of [
    "exec node server.js",
    "node server.js &\nwait",
    "node server.js | tee /log",
    "node server.js || exit 1",
    "[ -f /ready ] && node server.js",
    "(node server.js)",
    "node server.js\necho done",
    "run() {\n  node server.js\n}",
    "trap 'exit' TERM\nnode server.js",
    "node migrate.js",
    "cp -r /site /srv",
  ]) {
    ignores(`a script with ${JSON.stringify(script)}`, started(script));
  }
  ignores("an init that signals the group", started("node server.js", 'ENTRYPOINT ["dumb-init", "--", "/start.sh"]'));
  ignores("Windows, which has no such signals", {
    Dockerfile:
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n',
    "start.sh": "#!/bin/sh\ndotnet app.dll\n",
  });
  ignores("a script that is only sourced", started("node server.js", "CMD . /start.sh"));
  reports(
    "a script below tini",
    started("set -e\nnode server.js", 'ENTRYPOINT ["tini", "--", "/start.sh"]'),
    '3:27 warning The script starts node without exec, so docker stop signals only the shell and kills the program after 10 s. Write "exec" before it.',
  );
  reports(
    "a tool that a script hands on as information",
    started('"$@"', 'ENTRYPOINT ["/start.sh"]', 'CMD ["ykman"]'),
    '3:13 info The script starts "$@" without exec, so docker stop signals only the shell and kills the program after 10 s. Write "exec" before it.',
  );
});
