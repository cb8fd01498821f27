import assert from "node:assert/strict";
import {
  daemonOf,
  daemonOfUnit,
  daemons,
  serviceCommand,
} from "../../../server/src/engine/knowledge/daemons/daemons.ts";
import { knownRepositories } from "../../../server/src/engine/knowledge/images/imageFacts.ts";

function run(line: string): string {
  const found = daemonOf(line.split(" "));
  return found === undefined ? "none" : `${found.daemon.id} ${found.form ?? "?"}`;
}

describe("daemonOf", () => {
  const expected: readonly (readonly [string, string])[] = [
    ["nginx", "nginx background"],
    ["/usr/sbin/nginx -g daemon off;", "nginx foreground"],
    ["nginx -t", "nginx passing"],
    ["apachectl start", "httpd background"],
    ["apachectl -D FOREGROUND", "httpd foreground"],
    ["httpd -DFOREGROUND", "httpd foreground"],
    ["httpd -k start", "httpd background"],
    ["apache2-foreground", "httpd foreground"],
    ["redis-server", "redis foreground"],
    ["redis-server --daemonize yes", "redis background"],
    ["memcached -d", "memcached background"],
    ["memcached", "memcached foreground"],
    ["mongod --fork --logpath /var/log/mongod.log", "mongodb background"],
    ["gunicorn --daemon app:app", "gunicorn background"],
    ["gunicorn app:app -b 0.0.0.0:8000", "gunicorn foreground"],
    ["python3 -m gunicorn app:app", "gunicorn foreground"],
    ["php-fpm8.2", "php-fpm ?"],
    ["php-fpm8.2 -F", "php-fpm foreground"],
    ["php-fpm -D", "php-fpm background"],
    ["supervisord -c /etc/supervisord.conf", "supervisord background"],
    ["supervisord -n", "supervisord foreground"],
    ["/usr/sbin/sshd -D", "sshd foreground"],
    ["/usr/sbin/sshd", "sshd background"],
    ["crond", "cron background"],
    ["cron -f", "cron foreground"],
    ["rsyslogd -n", "rsyslogd foreground"],
    ["postfix start", "postfix background"],
    ["postfix start-fg", "postfix foreground"],
    ["squid -N", "squid foreground"],
    ["dnsmasq -k", "dnsmasq foreground"],
    ["pm2 start app.js", "pm2 background"],
    ["pm2 start app.js --no-daemon", "pm2 foreground"],
    ["pm2-runtime app.js", "pm2 foreground"],
    ["docker -d", "dockerd foreground"],
    ["dockerd", "dockerd foreground"],
    ["catalina.sh run", "tomcat foreground"],
    ["catalina.sh start", "tomcat background"],
    ["zkServer.sh start-foreground", "zookeeper foreground"],
    ["caddy start", "caddy background"],
    ["caddy run", "caddy foreground"],
    ["haproxy -W -D -f /etc/haproxy.cfg", "haproxy background"],
    ["haproxy -W -db -f /etc/haproxy.cfg", "haproxy foreground"],
    ["haproxy -Ws -f /etc/haproxy.cfg", "haproxy foreground"],
    ["haproxy -W -f /etc/haproxy.cfg", "haproxy ?"],
    ["activemq start", "activemq background"],
    ["/opt/activemq/bin/activemq console", "activemq foreground"],
    ["activemq stop", "activemq passing"],
    ["forever start app.js", "forever background"],
    ["forever --spinSleepTime=1000 start app.js", "forever background"],
    ["forever app.js", "forever foreground"],
    ["forever list", "forever passing"],
    ["celery -A app worker --detach", "celery background"],
    ["celery -A app worker -l info", "celery foreground"],
    ["celery multi start w1 -A app", "celery background"],
    ["celery -A app inspect ping", "celery passing"],
    ["elasticsearch -d", "elasticsearch background"],
    ["node server.js", "none"],
  ];
  for (const [line, result] of expected) it(`reads ${line} as ${result}`, () => assert.equal(run(line), result));

  it("does not judge a command line with words that cannot be read", () => {
    assert.equal(daemonOf(["nginx", undefined])?.form, undefined);
    assert.equal(daemonOf(["nginx", "-g", "daemon off;", undefined])?.form, "foreground");
    assert.equal(daemonOf([undefined, "start"]), undefined);
    assert.equal(daemonOf([]), undefined);
  });
});

describe("serviceCommand", () => {
  it("reads the service managers", () => {
    assert.deepEqual(serviceCommand(["service", "nginx", "start"]), {
      manager: "service",
      action: "start",
      units: ["nginx"],
      starts: true,
    });
    assert.deepEqual(serviceCommand(["/etc/init.d/mysql", "restart"]), {
      manager: "init.d",
      action: "restart",
      units: ["mysql"],
      starts: true,
    });
    assert.deepEqual(serviceCommand(["systemctl", "enable", "--now", "nginx.service", "redis"]), {
      manager: "systemctl",
      action: "enable",
      units: ["nginx", "redis"],
      starts: true,
    });
    assert.equal(serviceCommand(["systemctl", "daemon-reload"])?.action, "other");
    assert.equal(serviceCommand(["nginx", "start"]), undefined);
    assert.equal(serviceCommand(["service", undefined, "start"]), undefined);
  });

  it("leads from units to daemons", () => {
    assert.equal(daemonOfUnit("apache2")?.id, "httpd");
    assert.equal(daemonOfUnit("php8.1-fpm.service")?.id, "php-fpm");
    assert.equal(daemonOfUnit("postgresql@16-main")?.id, "postgres");
    assert.equal(daemonOfUnit("elasticsearch")?.id, "elasticsearch");
    assert.equal(daemonOfUnit("activemq")?.id, "activemq");
    assert.equal(daemonOfUnit("my-app"), undefined);
  });
});

describe("daemon table", () => {
  it("holds at least 45 daemons with unique ids, programs and units", () => {
    assert.ok(daemons.length >= 45, String(daemons.length));
    for (const list of [
      daemons.map(({ id }) => id),
      daemons.flatMap(({ programs }) => programs),
      daemons.flatMap(({ units }) => units),
    ]) {
      assert.deepEqual(
        list.filter((entry, index) => list.indexOf(entry) !== index),
        [],
      );
    }
  });

  it("holds signals, absolute data folders, real ports, ordered memory and https sources", () => {
    for (const { id, stopSignal, data, ports, memory, source } of daemons) {
      assert.match(stopSignal, /^SIG(?:TERM|INT|QUIT|USR1|WINCH)$/, id);
      for (const path of data) assert.match(path, /^\/[^\s]*[^/]$/, id);
      for (const port of ports) assert.ok(port > 0 && port < 65536, id);
      assert.match(source, /^https:\/\/\S+$/, id);
      if (memory !== undefined) assert.ok(memory.from > 0 && memory.from <= memory.to, id);
    }
  });

  it("has the stop signals of the official images", () => {
    const signal = (id: string): string | undefined => daemons.find((daemon) => daemon.id === id)?.stopSignal;
    assert.equal(signal("sonarqube"), "SIGINT");
    assert.equal(signal("postgres"), "SIGINT");
    assert.equal(signal("nginx"), "SIGQUIT");
    assert.equal(signal("haproxy"), "SIGUSR1");
    assert.equal(signal("redis"), "SIGTERM");
  });

  it("gives foreground forms that it reads as foreground itself", () => {
    for (const { id, foreground } of daemons) {
      if (foreground !== undefined)
        assert.deepEqual([daemonOf(foreground)?.daemon.id, daemonOf(foreground)?.form], [id, "foreground"]);
    }
  });

  it("knows every process that the image table names", () => {
    const ids = new Set(daemons.map(({ id }) => id));
    for (const { name, process } of knownRepositories)
      if (process !== undefined) assert.ok(ids.has(process), `${name}: ${process}`);
  });
});
