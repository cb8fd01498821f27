import { testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("zombie-processes");
const project = (command: string, settings: readonly string[] = [], file = "compose.yaml") => ({
  [file]: ["services:", "  shots:", "    build: .", ...settings.map((line) => `    ${line}`), ""].join("\n"),
  Dockerfile: `FROM python:3.13\nRUN apt-get update && apt-get install -y --no-install-recommends chromium\n${command}\n`,
});
const run = 'CMD ["python", "shots.py"]';

describe("zombie-processes on near misses", () => {
  ignores("no init on purpose", project(run, ["init: false"]));
  ignores("an init that a run decides", project(run, ["init: ${INIT}"]));
  ignores("another PID namespace", project(run, ["pid: host"]));
  ignores("a supervisor", project('CMD ["supervisord", "-n"]'));
  ignores("an unread script", project('ENTRYPOINT ["/entrypoint.sh"]\nCMD ["python", "shots.py"]'));
  ignores("dumb-init", project('ENTRYPOINT ["dumb-init", "--"]\nCMD ["python", "shots.py"]'));
  ignores("a removed browser", {
    ...project(run),
    Dockerfile: `FROM python:3.13\nRUN apt-get remove -y chromium\n${run}\n`,
  });
  ignores("tests", project(run, [], "docker-compose.test.yml"));
  reportsAs("a browser under python", project(run), "info");
});
