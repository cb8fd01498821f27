import { testsOf } from "./nearMisses.ts";

const { ignores, reportsAs } = testsOf("supervisor-hides-crashes");

const image = (rest = "", base = "debian:13") => ({
  Dockerfile: `FROM ${base}\nCOPY app.conf /etc/supervisor/conf.d/\n${rest}CMD ["/usr/bin/supervisord", "-n"]\n`,
  "app.conf": "[supervisord]\nnodaemon=true\n[program:app]\ncommand=/app\n",
});

describe("supervisor-hides-crashes on near misses", () => {
  ignores("a health check of a service", {
    ...image(),
    "compose.yaml": "services:\n  app:\n    build: .\n    healthcheck: { test: /app/check }\n",
  });
  ignores("a health check that is switched off, which somebody decided", image("HEALTHCHECK NONE\n"));
  ignores("an unknown base image, which may have a health check", image("", "corp/base:1"));
  ignores("a file that is not read", image("COPY conf.d /etc/supervisor/conf.d\n"));
  ignores("another main process", {
    ...image(),
    Dockerfile: 'FROM debian:13\nCOPY app.conf /etc/supervisor/conf.d/\nCMD ["/app"]\n',
  });
  reportsAs("the full path of supervisord", image(), "hint");
});
