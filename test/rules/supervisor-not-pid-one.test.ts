import { job, service, testsOf } from "./nearMisses.ts";

const { ignores, reports, reportsAs } = testsOf("supervisor-not-pid-one");

const image = (entrypoint: string, version = "3.2.1.0/s6-overlay-noarch.tar.xz"): string =>
  `FROM debian:13\nRUN wget https://github.com/just-containers/s6-overlay/releases/download/v${version}\n${entrypoint}\n`;

describe("supervisor-not-pid-one on near misses", () => {
  ignores("init switched off", service("lscr.io/linuxserver/sonarr", "init: false"));
  ignores("an unread init", service("lscr.io/linuxserver/sonarr", "init: ${INIT}"));
  ignores("another image", service("corp/sonarr", "init: true"));
  ignores("another service's PID namespace", service("lscr.io/linuxserver/sonarr", "init: true", "pid: service:a"));
  ignores("s6-overlay alone", image('ENTRYPOINT ["/init"]'));
  ignores("another /init", 'FROM debian:13\nCOPY init /init\nENTRYPOINT ["tini", "--", "/init"]\n');
  ignores("another entrypoint", image('ENTRYPOINT ["tini", "--", "/app"]'));
  ignores("a wrapper that becomes its program", image('ENTRYPOINT ["env", "A=1", "/init"]'));
  ignores("version 2", image('ENTRYPOINT ["tini", "--", "/init"]', "2.2.0.3/s6-overlay-amd64.tar.gz"));
  ignores("an image on the base that runs another program", {
    "compose.yaml": "services:\n  app:\n    build: .\n    init: true\n",
    Dockerfile: 'FROM lscr.io/linuxserver/baseimage-alpine:3.22\nENTRYPOINT ["/app"]\n',
  });
  reportsAs(
    "an image on the base",
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    init: true\n",
      Dockerfile: "FROM lscr.io/linuxserver/baseimage-alpine:3.22\nCOPY root/ /\n",
    },
    "error",
  );
  reports(
    "docker run",
    job("runs-on: ubuntu-24.04", "steps:", "  - run: docker run --init linuxserver/sonarr"),
    '6:25 error s6-overlay must be PID 1, but "--init" makes the engine\'s init PID 1, so the container exits immediately. Remove it.',
  );
  reports(
    "a wrapper in the entrypoint",
    image('ENTRYPOINT ["dumb-init", "/init"]\nCMD ["app"]'),
    "3:26 error s6-overlay must be PID 1, but dumb-init is, so the container exits immediately. Remove the wrapper.",
  );
});
