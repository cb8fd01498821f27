import assert from "node:assert/strict";
import { read, words } from "./reading.ts";

describe("programs that run another one", () => {
  const table: readonly (readonly [string, string])[] = [
    ["sudo apt-get update", "sudo › apt-get update"],
    ["sudo -E -u bob A=1 nginx -g x", "sudo -E -u bob A=1 › nginx -g x"],
    ["sudo -Hu bob -- id", "sudo -Hu bob -- › id"],
    ["sudo --preserve-env=A --user bob id", "sudo --preserve-env=A --user bob › id"],
    ["sudo -n", "sudo -n"],
    ["sudo -l", "sudo -l"],
    ["sudo --new-option x id", "sudo --new-option x id"],
    ["doas -u bob id", "doas -u bob › id"],
    ["env -i A=1 B=2 id", "env -i A=1 B=2 › id"],
    ["env -u X id", "env -u X › id"],
    ["env", "env"],
    ["/usr/bin/env bash x.sh", "/usr/bin/env › bash x.sh"],
    ["exec -a name id", "exec -a name › id"],
    ["command id", "command › id"],
    ["command -v id", "command -v id"],
    ["nohup id", "nohup › id"],
    ["nice -n 5 id", "nice -n 5 › id"],
    ["nice -10 id", "nice -10 › id"],
    ["ionice -c2 -n7 id", "ionice -c2 -n7 › id"],
    ["timeout -k 5 --signal=TERM 10s id", "timeout -k 5 --signal=TERM 10s › id"],
    ["timeout $T id", "timeout ? › id"],
    ["stdbuf -oL id", "stdbuf -oL › id"],
    ["setsid -w id", "setsid -w › id"],
    ["xargs -0 -n1 -I{} rm {}", "xargs -0 -n1 -I{} › rm {}"],
    ["xargs -P 4 -r rm", "xargs -P 4 -r › rm"],
    ["xargs", "xargs"],
    ["chroot /mnt apt-get x", "chroot /mnt › apt-get x"],
    ["unshare -mp --fork id", "unshare -mp --fork › id"],
    ["nsenter -t 1 -m -- id", "nsenter -t 1 -m -- › id"],
    ["setpriv --reuid=1 --clear-groups id", "setpriv --reuid=1 --clear-groups › id"],
    ["gosu redis redis-server x", "gosu redis › redis-server x"],
    ["su-exec a:b id", "su-exec a:b › id"],
    ["tini -g -- id", "tini -g -- › id"],
    ["/usr/bin/dumb-init --rewrite 15:3 -- id", "/usr/bin/dumb-init --rewrite 15:3 -- › id"],
    ["runuser -u bob -- id -u", "runuser -u bob -- › id -u"],
    ['exec gosu "$U" tini -- id', "exec › gosu ? › tini -- › id"],
    ["sh -c id", "sh -c › id"],
    ["bash -euxo pipefail -c 'id -u' name arg", "bash -euxo pipefail -c › id -u"],
    ["bash --login -c id", "bash --login -c › id"],
    ["/bin/bash -lc 'sudo id'", "/bin/bash -lc › sudo › id"],
    ["busybox sh -c id", "busybox › sh -c › id"],
    ["su -c id", "su -c › id"],
    ["su - bob -c 'id -u'", "su - bob -c › id -u"],
    ["su bob -s /bin/sh -c id", "su bob -s /bin/sh -c › id"],
    ["runuser -l bob -c id", "runuser -l bob -c › id"],
    ["flock -n /run/lock id -u", "flock -n /run/lock › id -u"],
    ["flock -n /run/lock -c 'id -u'", "flock -n /run/lock -c › id -u"],
    ["sg docker -c 'docker ps'", "sg docker -c › docker ps"],
    ["newgrp docker", "newgrp docker"],
    ["su bob", "su bob"],
    ["eval 'id -u'", "eval › id -u"],
    ["sh script.sh", "sh script.sh"],
    ["sh -c", "sh -c"],
    ["sh -c ''", "sh -c "],
    ['sh -c "$X"', "sh -c › ?"],
    ['bash -c "id \\"a b\\" $X"', "bash -c › id a b ?"],
    ['X=id; sh -c "$X -u"', "sh -c › id -u"],
    ["sh -c 'sh -c \"sh -c id\"'", "sh -c › sh -c › sh -c › id"],
    ['powershell -Command "Get-Item x"', "powershell -Command Get-Item x"],
    ["ssh host 'rm x'", "ssh host rm x"],
    ["docker exec c sh -c id", "docker exec c sh -c id"],
    ["constructor x", "constructor x"],
    ["time -p id", "id"],
  ];
  for (const [text, expected] of table) {
    it(`looks through ${text}`, () => {
      const { commands } = read(text);
      const shown = commands.map((command) => [...command.wrappers, command.words].map(words).join(" › "));
      assert.deepEqual(shown, [expected]);
    });
  }

  it("gives the commands of a shell's text their own places", () => {
    const { commands, marked } = read('sh -c "«a» && «b \\"c d\\"»"\nbash -c \'«d»; «e»\'');
    assert.deepEqual(
      commands.map((command) => command.at),
      marked,
    );
  });

  it("places words after escapes exactly", () => {
    const { commands, marked } = read('sh -c "a \\"x\\" \\$y «b»"');
    assert.deepEqual(commands[0]?.words.at(-1)?.at, marked[0]);
  });

  it("gives the only command of a shell's text the place of the whole", () => {
    const { commands, marked } = read("x; «sudo sh -c 'a' > f»");
    assert.deepEqual(commands[1]?.at, marked[0]);
    assert.equal(commands[1]?.redirects.length, 1);
  });
});
