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
});
