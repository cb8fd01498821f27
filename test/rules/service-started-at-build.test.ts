import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("service-started-at-build");

const run = (command: string): string => `FROM debian:12\nRUN ${command}\n`;
const ends = (name: string): string =>
  `"${name}" ends with this RUN, so it does not run in the image. Start it with CMD.`;

describe("service-started-at-build on near misses", () => {
  ignores("a service that is only stopped", run("service mysql stop"));
  ignores("a service that is used afterwards", run("service mysql start; mysql < /tmp/schema.sql"));
  ignores("an answer to a question", run("[ -x /etc/init.d/ssh ] && service ssh start"));
  ignores("RUN --security=insecure", run("--security=insecure service docker start"));
  ignores("the main process", "FROM debian:12\nCMD service nginx start && tail -f /dev/null\n");
  reports("the end of a chain", run("a2enmod rewrite && service apache2 restart"), `2:24 warning ${ends("apache2")}`);
  reports(
    "the end of a script",
    {
      Dockerfile: "FROM debian:12\nCOPY install.sh /\nRUN /install.sh\n",
      "install.sh": "#!/bin/sh\napt-get update\nservice ssh start\n",
    },
    `3:5 warning ${ends("ssh")}`,
  );
  fixes("no chain, because the rest would need reading", run("a2enmod rewrite && service apache2 restart"), undefined);
});
