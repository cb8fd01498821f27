import assert from "node:assert/strict";
import { mainProcessOf } from "../../../../server/src/engine/facts/process/mainProcess.ts";
import type { SimpleCommand } from "../../../../server/src/engine/model/command.ts";
import { projectOf, serviceIn, stageIn } from "../reading.ts";

/** Each command on a line of its own; a question mark marks those that may not run. */
function runsOf(cmd: string, script: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const project = projectOf({
    Dockerfile: `FROM debian:12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/start.sh"]\n${cmd}\n`,
    "start.sh": `#!/bin/sh\n${script}\n`,
    ...others,
  });
  return (mainProcessOf(project, stageIn(project))?.runs ?? []).map(lineOf);
}

function lineOf({ words, conditional, inFunction }: SimpleCommand): string {
  const line = words.map(({ value, text }) => value ?? text).join(" ");
  return `${line}${conditional ? " ?" : ""}${inFunction === undefined ? "" : ` in ${inFunction}`}`;
}

const nginx = 'CMD ["nginx", "-g", "daemon off;"]';

describe("the commands that a script finally runs", () => {
  it("is the command, where the script runs its arguments", () => {
    assert.deepEqual(runsOf(nginx, 'set -e\nexec "$@"'), ["set -e", "nginx -g daemon off;"]);
    assert.deepEqual(runsOf(nginx, "exec gosu app $@"), ["nginx -g daemon off;"]);
    assert.deepEqual(runsOf(nginx, 'exec tini -- "${@}"'), ["nginx -g daemon off;"]);
    assert.deepEqual(runsOf(nginx, 'echo "$1"\nexec "$1" "$2"'), ["echo nginx", "nginx -g"]);
    assert.deepEqual(runsOf("CMD nginx && sleep 1", 'exec "$@"'), ["nginx", "sleep 1"]);
  });

  it("is nothing more, where there are no arguments", () => {
    assert.deepEqual(runsOf("", 'service cron start\nexec "$@"'), ["service cron start"]);
  });

  it("is a program of the script", () => {
    assert.deepEqual(runsOf(nginx, "exec java -jar app.jar"), ["java -jar app.jar"]);
    assert.deepEqual(runsOf('CMD ["-v"]', 'exec redis-server "$@"'), ["redis-server -v"]);
  });

  it("is nothing after exec and exit", () => {
    assert.deepEqual(runsOf(nginx, "exec app\necho failed\nexit 1"), ["app"]);
    assert.deepEqual(runsOf(nginx, "service cron start\nexit 0\nnginx"), ["service cron start"]);
    assert.deepEqual(runsOf(nginx, '[ "$A" ] && exit 0\nnginx'), ['[ "$A" ]', "exit 0 ?", "nginx"]);
    assert.deepEqual(runsOf("", 'exec "$@"\nsleep 1'), ["sleep 1"]);
    assert.deepEqual(runsOf('CMD ["app"]', 'exec "$@"\nsleep 1'), ["app"]);
    assert.deepEqual(runsOf("", "(exec a)\nexec >/dev/null\nsleep 1"), ["a", "exec", "sleep 1"]);
  });

  it("follows the arguments through shift and set", () => {
    assert.deepEqual(runsOf('CMD ["web", "nginx"]', 'shift\nexec "$@"').at(-1), "nginx");
    assert.deepEqual(runsOf('CMD ["-v"]', 'set -- nginx "$@"\nexec "$@"').at(-1), "nginx -v");
    assert.deepEqual(runsOf(nginx, 'set -- nginx\nexec "$@"').at(-1), "nginx");
    const flag = 'if [ "${1#-}" != "$1" ]; then set -- nginx "$@"; fi\nexec "$@"';
    assert.deepEqual(runsOf(nginx, flag).at(-1), "nginx -g daemon off;");
    assert.deepEqual(runsOf('CMD ["-v"]', flag).at(-1), '"$@"');
    assert.deepEqual(runsOf(nginx, 'if [ -n "$A" ]; then set -- nginx; fi\nexec "$@"').at(-1), '"$@"');
    assert.deepEqual(runsOf(nginx, 'while [ "$1" ]; do shift; done\nexec "$@"').at(-1), '"$@"');
  });

  it("goes through scripts that the script calls or sources", () => {
    const others = {
      "lib.sh": "service cron start",
      "bin/web": '#!/usr/bin/env bash\nexec nginx "$@"\n',
      "tool.py": "#!/usr/bin/python3\nimport os\n",
    };
    assert.deepEqual(runsOf("", ". ./lib.sh\n. /app/lib.sh\nsource /app/other.sh", others), [
      "service cron start",
      "service cron start",
      "source /app/other.sh",
    ]);
    assert.deepEqual(runsOf("", "cd bin\n./web -t", others), ["cd bin", "nginx -t"]);
    assert.deepEqual(runsOf("", 'if [ -n "$WEB" ]; then exec bin/web; fi', others), ['[ -n "$WEB" ]', "nginx ?"]);
    assert.deepEqual(runsOf("", "sh lib.sh\n./tool.py", others), ["service cron start", "./tool.py"]);
    assert.deepEqual(runsOf('CMD ["bin/web"]', 'exec "$@"', others), ["nginx"]);
  });

  it("opens functions where they are called", () => {
    const main = 'main() {\n  mkdir /x\n  exec "$@"\n}\n';
    assert.deepEqual(runsOf(nginx, `${main}main "$@"`), ["mkdir /x", "nginx -g daemon off;"]);
    assert.deepEqual(runsOf(nginx, `${main}main`), ["mkdir /x"]);
    assert.deepEqual(runsOf(nginx, `${main}if [ "$A" ]; then main sleep; fi`), ['[ "$A" ]', "mkdir /x ?", "sleep ?"]);
    assert.deepEqual(runsOf(nginx, `${main}exec "$@"`), ["nginx -g daemon off;"]);
    assert.deepEqual(runsOf(nginx, 'main() {\n  shift\n  exec "$@"\n}\nmain "$@"'), ["main nginx -g daemon off;"]);
    assert.deepEqual(runsOf("", "log() {\n  echo a\n}\nlog\nlog"), ["echo a", "log"]);
    assert.deepEqual(runsOf("", "a() {\n  b\n}\nb() {\n  a\n}\na"), ["a"]);
  });

  it("ends with scripts that start themselves or go too deep", () => {
    assert.deepEqual(runsOf("", "exec /app/start.sh"), ["/app/start.sh"]);
    const chain = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`s${index}.sh`, `#!/bin/sh\nexec /app/s${index + 1}.sh\n`]),
    );
    assert.deepEqual(runsOf("", "exec /app/s0.sh", chain), ["/app/s3.sh"]);
    assert.deepEqual(runsOf("", "./configure", { configure: `#!/bin/sh\n${"true\n".repeat(20_000)}` }), [
      "./configure",
    ]);
    const many = Array.from({ length: 40 }, () => "sh lib.sh").join("\n");
    assert.equal(runsOf("", many, { "lib.sh": "true" }).filter((line) => line === "true").length, 19);
  });

  it("is placed in the file that writes it, with the word that starts the script", () => {
    const project = projectOf({
      "compose.yaml": "services:\n  app:\n    build: .\n    command: [nginx, -t]\n",
      Dockerfile: 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "start.sh": '#!/bin/sh\necho a\nexec "$@"\n',
    });
    const [echo, nginx] = mainProcessOf(project, serviceIn(project))?.runs ?? [];

    assert.equal(echo?.at.uri, "file:///example/start.sh");
    assert.equal(echo?.startedAt?.uri, "file:///example/Dockerfile");
    assert.equal(nginx?.startedAt, undefined);
    assert.equal(project.root.source.slice(nginx!.at.range), "nginx, -t");
  });

  it("replaces the process only after exec", () => {
    const replaces = (script: string): boolean | undefined => {
      const project = projectOf({
        Dockerfile: 'FROM debian:12\nCOPY . /\nENTRYPOINT ["/start.sh"]\nCMD ["a"]\n',
        "start.sh": `#!/bin/sh\n${script}\n`,
        "inner.sh": '#!/bin/sh\nexec "$@"\n',
      });
      return mainProcessOf(project, stageIn(project))?.runs.at(-1)?.replacesShell;
    };

    assert.equal(replaces('exec "$@"'), true);
    assert.equal(replaces('"$@"'), false);
    assert.equal(replaces('exec /inner.sh "$@"'), true);
    assert.equal(replaces('/inner.sh "$@"'), false);
    assert.equal(replaces(". /inner.sh"), true);
  });
});
