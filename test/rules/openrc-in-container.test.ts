import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("openrc-in-container");

const image = (run: string, cmd = 'CMD ["/app"]', base = "alpine:3.22"): string => `FROM ${base}\nRUN ${run}\n${cmd}\n`;

describe("openrc-in-container on near misses", () => {
  ignores("a list of services", image("rc-update show && rc-update del sshd"));
  ignores("a caught failure", image("rc-update add sshd || true"));
  ignores("a container that calls openrc", image("rc-update add sshd", "CMD openrc; exec /app"));
  ignores("an unknown base image", image("rc-update add sshd", undefined, "corp/base:1"));
  ignores("a stage that nothing runs", "FROM alpine:3.22 AS a\nRUN rc-update add sshd\nFROM alpine:3.22\nCMD /app\n");
  ignores("an init in the entrypoint", image("rc-update add sshd", 'ENTRYPOINT ["/sbin/init"]'));
  ignores("a softlevel in a redirect", image("rc-update add sshd && echo > /run/openrc/softlevel"));
  reports(
    "an option before the verb",
    image("rc-update -q add sshd default"),
    '2:5 warning OpenRC does not run in this container, so "rc-update add" has no effect and "sshd" never starts. Start the program with CMD.',
  );
});
