import { service, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("keepalive-command");

describe("keepalive-command on near misses", () => {
  for (const command of [
    "sleep 10",
    "sleep 3600",
    "tail -f /dev/null /var/log/app.log",
    "tail -n 1 /dev/null",
    "sleep $DELAY",
  ]) {
    ignores(command, service("debian:13", `command: ${command}`));
  }
  ignores("an image whose entrypoint may take the words", service("corp/app:4", "command: sleep infinity"));
  ignores("a program after the pause", service("debian:13", 'command: sh -c "sleep infinity & exec /srv/app"'));
  ignores("an unset entrypoint of an override for development", {
    "compose.dev.yaml": "services:\n  app:\n    image: node:22\n    command: sleep infinity\n",
  });
  reportsAs("a long sleep", service("debian:13", "command: sleep 86400d"), "info");
  reportsAs(
    "a workspace with a terminal as a hint",
    service("debian:13", "command: sleep infinity", "tty: true"),
    "hint",
  );
  reports(
    "the command beside an emptied entrypoint",
    service("corp/app:4", "command: sleep infinity", "entrypoint: []"),
    '4:14 info "sleep infinity" only keeps the container alive, so the engine cannot see or restart what runs inside. Make the program the main process.',
  );
});
