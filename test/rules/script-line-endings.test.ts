import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("script-line-endings");
const windows = "set -e\r\nmake\r\n";
const build = (dockerfile: string, script = windows) => ({ Dockerfile: dockerfile, "run.sh": script });
const vagrant = (inline: string, more = "") => ({
  Vagrantfile: `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n${more}  config.vm.provision "shell", inline: "${inline}"\nend\n`,
  "run.sh": windows,
});

describe("script-line-endings on near misses", () => {
  ignores("LF endings", build("FROM debian:13\nCOPY run.sh /\nRUN sh /run.sh\n", "make\n"));
  ignores(
    "a script that is converted in its build",
    build("FROM debian:13\nCOPY run.sh /\nRUN dos2unix /run.sh\nRUN sh /run.sh\n"),
  );
  ignores(
    "a script that runs under a condition",
    build("FROM debian:13\nCOPY run.sh /\nRUN if [ -f /x ]; then sh /run.sh; fi\n"),
  );
  ignores("a script that nothing runs", build("FROM debian:13\nCOPY run.sh /\n"));
  ignores("a provisioner that converts it", vagrant("dos2unix /vagrant/run.sh; sh /vagrant/run.sh"));
  ignores(
    "a machine without the shared folder",
    vagrant("sh /vagrant/run.sh", '  config.vm.synced_folder ".", "/vagrant", disabled: true\n'),
  );
  reports(
    "a script that the main process reads",
    build('FROM debian:13\nCOPY run.sh /\nCMD ["sh", "/run.sh"]\n'),
    "3:12 warning run.sh has Windows line endings, which the shell reads as part of its commands. Save it with LF endings.",
  );
  reports(
    "a script that the entrypoint sources",
    {
      ...build('FROM debian:13\nCOPY run.sh start.sh /\nENTRYPOINT ["/start.sh"]\n'),
      "start.sh": "#!/bin/sh\n. /run.sh\n",
    },
    "3:13 warning run.sh has Windows line endings, which the shell reads as part of its commands. Save it with LF endings.",
  );
  reports(
    "a mounted script that a service reads",
    {
      "compose.yaml": "services:\n  web:\n    image: debian:13\n    volumes: [.:/app]\n    command: sh /app/run.sh\n",
      "run.sh": windows,
    },
    "5:17 warning run.sh has Windows line endings, which the shell reads as part of its commands. Save it with LF endings.",
  );
});
