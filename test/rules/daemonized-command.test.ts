import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes, says } = testsOf("daemonized-command");
const script = (dockerfile: string, text: string) => ({
  Dockerfile: `FROM debian:12\nCOPY start.sh /\n${dockerfile}\n`,
  "start.sh": `#!/bin/sh\n${text}\n`,
});

describe("daemonized-command on near misses", () => {
  reports(
    "of a service in an image that runs other commands than its own",
    service("elasticsearch:8.19.4", 'command: bash -c "service elasticsearch start"'),
    "4:14 warning This starts Elasticsearch in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of any program before a trailing &",
    "FROM node:22\nCOPY . /app\nCMD node server.js &\n",
    '3:5 warning "&" runs node in the background and the shell returns, so the container exits immediately. Remove the "&".',
  );
  reports(
    "of the last of several programs",
    "FROM node:22\nCMD node a.js & node b.js &\n",
    '2:17 warning "&" runs node in the background and the shell returns, so the container exits immediately. Remove the "&".',
  );
  ignores("where the shell waits", "FROM node:22\nCMD node a.js & node b.js & wait\n");
  ignores("where something else stays", "FROM node:22\nCMD node a.js & exec node b.js\n");
  reports(
    "of a daemon that its configuration file sends to the background",
    {
      Dockerfile: 'FROM debian:12\nCOPY redis.conf /etc/redis.conf\nCMD ["redis-server", "/etc/redis.conf"]\n',
      "redis.conf": "port 6379\ndaemonize yes\n",
    },
    "3:5 warning This starts Redis in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  ignores("where the configuration file keeps it", {
    Dockerfile: 'FROM debian:12\nCOPY redis.conf /etc/redis.conf\nCMD ["redis-server", "/etc/redis.conf"]\n',
    "redis.conf": "daemonize no\n",
  });
  ignores("where the command names another file", {
    Dockerfile: 'FROM debian:12\nCOPY redis.conf /etc/old.conf\nCMD ["redis-server", "/etc/redis.conf"]\n',
    "redis.conf": "daemonize yes\n",
  });
  ignores("where an option comes after the file", {
    Dockerfile: 'FROM debian:12\nCOPY redis.conf /etc/\nCMD ["redis-server", "/etc/redis.conf", "--daemonize", "no"]\n',
    "redis.conf": "daemonize yes\n",
  });
  ignores("where something waits behind it", "FROM debian:12\nCMD service nginx start; tail -f /dev/null\n");
  ignores("on the daemon's own image", 'FROM nginx:1.29\nCMD ["nginx"]\n');
  ignores("on a base that nobody knows", 'FROM corp/base:1\nCMD ["nginx"]\n');
  ignores(
    "where a configuration is copied that nobody has read",
    'FROM debian:12\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]\n',
  );
  ignores(
    "where a configuration is mounted",
    service("debian:12", "command: nginx", 'volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]'),
  );
  ignores("where it only checks", 'FROM debian:12\nCMD ["nginx", "-t"]\n');
  ignores("on an argument of another entrypoint", 'FROM debian:12\nENTRYPOINT ["/init"]\nCMD ["nginx"]\n');
  ignores(
    "on a stage that is not run",
    'FROM debian:12 AS test\nCMD service nginx start\nFROM debian:12\nCMD ["app"]\n',
  );
  ignores(
    "on a script that runs its arguments in the end",
    script('CMD ["/start.sh"]', 'service nginx start\nexec "$@"'),
  );
  ignores(
    "on a script that stays in the foreground",
    script('ENTRYPOINT ["/start.sh"]', "exec nginx -g 'daemon off;'"),
  );
  ignores(
    "on a script whose arguments a condition replaces",
    script(
      'ENTRYPOINT ["/start.sh"]\nCMD ["redis-server", "--daemonize", "yes"]',
      'if [ "$A" ]; then set -- redis-server; fi\nexec "$@"',
    ),
  );
  ignores(
    "on the form of the official images",
    script(
      'ENTRYPOINT ["/start.sh"]\nCMD ["redis-server"]',
      [
        'if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then',
        '\tset -- redis-server "$@"',
        "fi",
        "if [ \"$1\" = 'redis-server' -a \"$(id -u)\" = '0' ]; then",
        "\tfind . \\! -user redis -exec chown redis '{}' +",
        '\texec gosu redis "$0" "$@"',
        "fi",
        'exec "$@"',
      ].join("\n"),
    ),
  );
  ignores(
    "on functions of an entrypoint that can be sourced",
    script(
      'ENTRYPOINT ["/start.sh"]\nCMD ["postgres"]',
      '_main() {\n\tpg_ctl -D "$PGDATA" start\n\texec "$@"\n}\nif ! _is_sourced; then\n\t_main "$@"\nfi',
    ),
  );
  ignores(
    "on a script that keeps nginx by its configuration",
    script('CMD ["/start.sh"]', 'echo "daemon off;" >> /etc/nginx/nginx.conf\nnginx'),
  );
  ignores("on a service whose mount brings configuration", {
    "compose.yaml":
      "services:\n  web:\n    build: .\n    command: /start.sh\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf]\n",
    ...script("", "nginx"),
  });
  reports(
    "of a script that ignores its arguments",
    script('ENTRYPOINT ["tini", "--", "/start.sh"]\nCMD ["nginx"]', "service nginx start"),
    "3:27 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a command that a script runs in the end",
    script('ENTRYPOINT ["/start.sh"]\nCMD ["service", "nginx", "start"]', 'chown -R app /srv\nexec "$@"'),
    "4:6 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a script that a script starts",
    {
      Dockerfile: 'FROM debian:12\nCOPY *.sh /usr/local/bin/\nENTRYPOINT ["entrypoint.sh"]\n',
      "entrypoint.sh": "#!/bin/sh\nexec start.sh\n",
      "start.sh": "#!/bin/bash\nservice nginx start\n",
    },
    "3:13 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a command that Compose gives to the image's script",
    {
      "compose.yaml": "services:\n  web:\n    build: .\n    command: service nginx start\n",
      ...script('ENTRYPOINT ["/start.sh"]\nCMD ["app"]', 'exec "$@"'),
    },
    "4:14 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a script that Compose mounts",
    {
      "compose.yaml":
        "services:\n  web:\n    image: debian:12\n    command: /start.sh\n    volumes: [./start.sh:/start.sh]\n",
      "start.sh": "#!/bin/sh\nservice nginx start\n",
    },
    "4:14 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  says(
    "what a script starts",
    script('CMD ["/start.sh"]', "service nginx start"),
    "This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  ignores(
    "on a script with something behind it",
    script("CMD /start.sh && tail -f /var/log/nginx/access.log", "service nginx start"),
  );
  ignores(
    "on a start under a condition",
    script('CMD ["/start.sh"]', 'if [ -n "$WEB" ]; then service nginx start; fi'),
  );
  ignores("on an option that a variable gives", service("redis:8", "command: redis-server --daemonize ${DAEMONIZE}"));
  ignores("on systemctl, which starts nothing without systemd", "FROM debian:12\nCMD systemctl start nginx\n");
  ignores("on systemctl in a service", service("ubuntu:24.04", "command: systemctl restart nginx"));
  ignores(
    "on rc-service, which starts nothing without OpenRC",
    'FROM alpine:3.22\nCMD ["rc-service", "nginx", "start"]\n',
  );
  ignores("on BusyBox's httpd", 'FROM alpine:3.22\nCMD ["httpd", "-p", "8080", "-f"]\n');
  ignores(
    "on BusyBox's httpd in a copied root",
    'FROM alpine:3.22 AS root\nRUN adduser -D static\nFROM scratch\nCOPY --from=root / /\nCMD ["/usr/sbin/httpd", "-f", "-p", "80"]\n',
  );
  ignores(
    "on an httpd of an unknown root",
    'FROM alpine:3.22 AS root\nRUN apk add --root /out busybox\nFROM scratch\nCOPY --from=root /out /\nCMD ["httpd", "-f"]\n',
  );
  ignores(
    "on an httpd that is all there is",
    'FROM busybox AS root\nFROM scratch\nCOPY --from=root /bin/httpd /httpd\nCMD ["/httpd", "-f"]\n',
  );
  reports(
    "of Apache by its options",
    'FROM corp/base:1\nENTRYPOINT ["httpd", "-k", "start"]\n',
    "2:12 warning This starts Apache HTTP Server in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of Apache in a copied root",
    'FROM debian:12 AS root\nRUN apt-get install -y apache2\nFROM scratch\nCOPY --from=root / /\nCMD ["httpd", "-f", "/etc/apache2/apache2.conf"]\n',
    "5:5 warning This starts Apache HTTP Server in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a distribution's php-fpm",
    'FROM debian:12\nCMD ["php-fpm8.2"]\n',
    "2:5 warning This starts PHP-FPM in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a copied configuration that leaves it",
    {
      Dockerfile: 'FROM debian:12\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["nginx"]\n',
      "nginx.conf": "events {}\n",
    },
    "3:5 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a script behind an init",
    script('ENTRYPOINT ["tini", "--", "/start.sh"]', "set -e\nservice nginx start"),
    "3:27 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  reports(
    "of a shell's text",
    service("nginx:1.29", 'command: bash -c "service nginx start"'),
    "4:14 warning This starts nginx in the background and returns, so the container exits immediately. Run it in the foreground.",
  );
  fixes(
    "an entry point as an entry point",
    "FROM ubuntu:24.04\nENTRYPOINT service nginx start\n",
    'FROM ubuntu:24.04\nENTRYPOINT ["nginx", "-g", "daemon off;"]\n',
  );
  fixes(
    "nothing where an init stands before it",
    'FROM debian:12\nENTRYPOINT ["tini", "--"]\nCMD ["service", "nginx", "start"]\n',
    undefined,
  );
  fixes("nothing that sets variables on the way", "FROM debian:12\nCMD TZ=UTC service nginx start\n", undefined);
  fixes(
    "a list in one line",
    service("debian:12", "command: [service, nginx, start] # the site"),
    'services:\n  app:\n    image: debian:12\n    command: ["nginx", "-g", "daemon off;"] # the site\n',
  );
  fixes(
    "no list over several lines",
    service("debian:12", "command:", "  - service", "  - nginx", "  - start"),
    undefined,
  );
});
