import { testsOf } from "./nearMisses.ts";

const { ignores, says } = testsOf("many-services-in-one-container");

const supervised = (...programs: readonly string[]) => ({
  Dockerfile: 'FROM debian:13\nCOPY all.conf /etc/supervisor/conf.d/\nCMD ["supervisord", "-n"]\n',
  "all.conf": programs.map((name) => `[program:${name}]\ncommand=/usr/bin/${name}\n`).join(""),
});
const runs = (...names: readonly string[]): string =>
  `This container runs ${names.join(" and ")}. If one fails, the container runs on. Give each a container of its own.`;

describe("many-services-in-one-container on near misses", () => {
  ignores("a service and its helpers", supervised("app", "cron", "rsyslog"));
  ignores("one daemon twice", "FROM debian:13\nCMD redis-server --port 1 & redis-server --port 2\n");
  ignores("a daemon and a program that is no daemon", "FROM debian:13\nCMD /prepare && nginx -g 'daemon off;'\n");
  ignores("a condition", "FROM debian:13\nCMD [ -n \"$DB\" ] && service mysql start; nginx -g 'daemon off;'\n");
  ignores(
    "a stage that nothing runs",
    "FROM debian:13 AS a\nCMD service mysql start && nginx\nFROM debian:13\nCMD /app\n",
  );
  ignores("an unread configuration", 'FROM debian:13\nCOPY conf.d /etc/supervisor/conf.d\nCMD ["supervisord", "-n"]\n');
  says("the programs", supervised("web", "worker"), runs('"web"', '"worker"'));
  says("the daemons", "FROM debian:13\nCMD service mysql start && nginx -g 'daemon off;'\n", runs("MySQL", "nginx"));
  says(
    "the processes of monit",
    {
      Dockerfile: 'FROM debian:13\nCOPY monitrc /etc/monit/monitrc\nCMD ["monit", "-I"]\n',
      monitrc: "check process nginx with pidfile /run/nginx.pid\ncheck process app with pidfile /run/app.pid\n",
    },
    runs('"nginx"', '"app"'),
  );
  says(
    "that honcho ends with its processes",
    {
      Dockerfile: 'FROM debian:13\nCOPY Procfile /app/\nCMD ["honcho", "start"]\n',
      Procfile: "web: /app/web\nworker: /app/worker\n",
    },
    'This container runs "web" and "worker". If one fails, all of them end. Give each a container of its own.',
  );
  ignores("keys of another file", {
    Dockerfile: 'FROM debian:13\nCOPY app.yml /etc/app.yml\nCMD ["honcho", "start"]\n',
    "app.yml": "web: 1\nworker: 2\n",
  });
});
