import { testsOf } from "./nearMisses.ts";

const { ignores, reports, fixes } = testsOf("quoted-command");
const message = (name: string) =>
  `The quotes make one word of the command line, so this looks for a program with blanks in its name instead of ${name}.`;

describe("quoted-command on near misses", () => {
  ignores("a quoted program without blanks", 'FROM debian:13\nRUN "apt-get" update\n');
  ignores("a variable in the text", 'FROM debian:13\nARG CMD\nRUN "$CMD update"\n');
  ignores("a quoted argument", 'FROM debian:13\nRUN echo "apt-get update"\n');
  ignores("a path with blanks below a relative folder", 'FROM debian:13\nRUN "./My App/run"\n');
  ignores("arguments of an entrypoint", 'FROM debian:13\nENTRYPOINT ["/init"]\nCMD ["serve now"]\n');
  ignores("a command of an image with an entrypoint of its own", 'FROM corp.example/x:1\nCMD ["serve now"]\n');
  ignores("a text for su", 'FROM debian:13\nRUN su app -c "make all"\n');
  reports(
    "a program by its path with an option",
    'FROM debian:13\nENTRYPOINT ["/usr/bin/java -jar", "app.jar"]\n',
    `2:13 error ${message("/usr/bin/java")}`,
  );
  reports(
    "a text under a condition one level lower",
    'FROM debian:13\nRUN if [ -f x ]; then "make all"; fi\n',
    `2:23 warning ${message("make")}`,
  );
  reports("a list of RUN", 'FROM debian:13\nRUN ["make all"]\n', `2:6 error ${message("make")}`);
  fixes("no list of RUN", 'FROM debian:13\nRUN ["make all"]\n', undefined);
  fixes("single quotes", "FROM debian:13\nRUN 'make all'\n", "FROM debian:13\nRUN make all\n");
});
