import { testsOf } from "./nearMisses.ts";

const { ignores, reports } = testsOf("file-descriptor-limit");

const limited = (image: string, nofile: string) => ({
  "compose.yaml": `services:\n  app:\n    image: ${image}\n    ulimits:\n      nofile: ${nofile}\n`,
});

describe("file-descriptor-limit on near misses", () => {
  reports(
    "a soft limit without end",
    limited("nginx:1.29", "{ soft: -1, hard: 65536 }"),
    '5:15 warning "app" asks for unlimited open files, which is above the kernel\'s fs.nr_open, so it may not start. Set a number.',
  );
  reports(
    "a file that a script fills",
    { Dockerfile: "FROM debian:13\nRUN printf '* hard nofile 9\\n' > /etc/security/limits.d/app.conf\n" },
    "2:5 info The container's main process does not read limits.conf, which is for logins. Set ulimits of the container instead.",
  );
  ignores("a low limit of another program", limited("nginx:1.29", "1024"));
  ignores("a variable", limited("elasticsearch:8.19.4", "${NOFILE}"));
  ignores("a question about the limit", { Dockerfile: "FROM debian:13\nRUN ulimit -n\n" });
  ignores("another file", { Dockerfile: "FROM debian:13\nRUN echo a > /etc/limits.conf\n" });
});
