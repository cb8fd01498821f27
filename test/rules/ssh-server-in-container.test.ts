import { testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("ssh-server-in-container");

const install = "RUN apt-get update && apt-get install -y openssh-server\n";
const image = (rest: string): string => `FROM debian:13\n${install}${rest}\nCMD ["/app"]\n`;

describe("ssh-server-in-container on near misses", () => {
  ignores("another port", image("EXPOSE 2222"));
  ignores("a port in a variable", image("ARG PORT\nEXPOSE $PORT"));
  ignores("a port without a server", 'FROM debian:13\nEXPOSE 22\nCMD ["/app"]\n');
  ignores("a test of the configuration", "FROM debian:13\nCMD sshd -t && exec /app\n");
  ignores("a stage that nothing runs", `FROM debian:13 AS a\n${install}EXPOSE 22\nFROM debian:13\nCMD /app\n`);
  ignores("an SFTP server by its folder", { "sftp/Dockerfile": image("EXPOSE 22") });
  ignores("a bastion by its service", {
    Dockerfile: image("EXPOSE 22"),
    "compose.yaml": "services:\n  bastion:\n    build: .\n",
  });
  reportsAs("the port of a parent stage", `FROM debian:13 AS a\n${install}EXPOSE 22/tcp\nFROM a\nCMD /app\n`, "info");
  reportsAs("a start in front of the service", "FROM debian:13\nCMD /usr/sbin/sshd && exec /app\n", "info");
});
