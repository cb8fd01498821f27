import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("wrong-stop-signal");
const image = (base: string, ...lines: readonly string[]) => [`FROM ${base}`, ...lines, ""].join("\n");
const nginx = 'CMD ["nginx", "-g", "daemon off;"]';

describe("wrong-stop-signal on near misses", () => {
  ignores("an unknown base", image("corp/base:1", nginx));
  ignores("a base with the signal", image("nginx:1.29-alpine", nginx));
  ignores("a base that sets the signal of its server", image("php:8.4-apache", 'CMD ["apache2-foreground"]'));
  ignores("PHP with its own server", image("wordpress:6-fpm-alpine", 'CMD ["php-fpm"]'));
  ignores("another process", image("debian:13", 'CMD ["/srv/app"]'));
  ignores("a shell before the process", image("debian:13", "CMD nginx -g 'daemon off;'"));
  ignores("a signal of a stage below", `FROM debian:13 AS base\nSTOPSIGNAL SIGQUIT\nFROM base\n${nginx}\n`);
  ignores("a stage that only builds", `FROM debian:13 AS base\n${nginx}\nFROM alpine:3.22\n`);
  ignores("systemd under Podman", { Containerfile: image("rockylinux:9", 'CMD ["/usr/sbin/init"]') });
  ignores("a signal of the service", {
    Dockerfile: image("debian:13", nginx),
    "compose.yaml": "services:\n  web:\n    build: .\n    stop_signal: SIGQUIT\n",
  });
  reports(
    "systemd without its signal",
    image("rockylinux:9", 'CMD ["/usr/sbin/init"]'),
    '1:6 info systemd does not shut down on SIGTERM, so docker stop waits for 10 seconds and kills it. Add "STOPSIGNAL SIGRTMIN+3".',
  );
});
