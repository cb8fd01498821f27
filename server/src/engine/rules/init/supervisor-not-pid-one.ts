import { s6InitOf } from "../../facts/process/s6Overlay.ts";
import { programName } from "../../model/command.ts";
import { is } from "../../model/fact.ts";
import { defineRule, prose } from "../../rule.ts";
import { switchText } from "../../words.ts";

export default defineRule({
  id: "supervisor-not-pid-one",
  category: "init",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "safe",
  summary: "Another program is PID 1, so s6-overlay exits immediately",
  why: prose(
    "`/init` of s6-overlay version 3 refuses to run unless it is PID 1. `init: true` makes the engine's own init PID 1, and `tini` and `dumb-init` before it stay PID 1 too, so the container exits.",
    "",
    "s6-overlay collects orphaned processes and passes signals on by itself: a second init brings nothing.",
  ),
  instead: "Remove `init: true` and the wrapper: `/init` is the whole entrypoint.",
  exceptions: prose(
    "Silent for version 2, which tolerates another PID 1, for unknown images, if the entrypoint is replaced, and with `pid: host` or a shared PID namespace, where the engine adds no init.",
  ),
  errors: [
    "s6-overlay-suexec: fatal: can only run as pid 1",
    "/package/admin/s6-overlay/libexec/preinit: fatal: /run belongs to uid",
  ],
  topic: "init-system",
  sources: [
    "https://github.com/just-containers/s6-overlay",
    "https://docs.docker.com/reference/compose-file/services/#init",
    "https://github.com/zoneminder-containers/zoneminder-base/issues/28",
  ],
  examples: {
    invalid: [
      {
        title: "The images of LinuxServer.io start with s6-overlay.",
        files: {
          "compose.yaml": `
            services:
              sync:
                image: lscr.io/linuxserver/syncthing:latest
                init: true
          `,
        },
        underline: "init: true",
        fixed: `
          services:
            sync:
              image: lscr.io/linuxserver/syncthing:latest
        `,
      },
      {
        title: "tini stays PID 1.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            ARG S6_VERSION=3.2.1.0
            ADD https://github.com/just-containers/s6-overlay/releases/download/v\${S6_VERSION}/s6-overlay-noarch.tar.xz /tmp
            RUN apk add --no-cache tini xz && tar -C / -Jxpf /tmp/s6-overlay-noarch.tar.xz
            ENTRYPOINT ["/sbin/tini", "--", "/init"]
          `,
        },
        underline: '"/init"',
      },
      {
        title: "The Dockerfile unpacks s6-overlay, the Compose file adds an init.",
        files: {
          "compose.yaml": `
            services:
              app:
                build: .
                init: true
          `,
          Dockerfile: `
            FROM debian:13
            ADD https://github.com/just-containers/s6-overlay/releases/download/v3.2.1.0/s6-overlay-noarch.tar.xz /tmp
            RUN tar -C / -Jxpf /tmp/s6-overlay-noarch.tar.xz
            ENTRYPOINT ["/init"]
          `,
        },
        underline: "init: true",
        fixed: `
          services:
            app:
              build: .
        `,
      },
      {
        title: "A devcontainer that starts what its image starts.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "build": { "dockerfile": "Dockerfile" },
              "overrideCommand": false,
              "init": true
            }
          `,
          ".devcontainer/Dockerfile": `
            FROM lscr.io/linuxserver/webtop:ubuntu-xfce
          `,
        },
        underline: '"init": true',
        fixed: `
          {
            "build": { "dockerfile": "Dockerfile" },
            "overrideCommand": false
          }
        `,
      },
    ],
    valid: [
      {
        title: "A devcontainer runs a loop that waits in place of its image's process.",
        files: {
          ".devcontainer/devcontainer.json": `
            {
              "image": "lscr.io/linuxserver/webtop:ubuntu-xfce",
              "init": true
            }
          `,
        },
      },
      {
        title: "Version 2 tolerates another PID 1.",
        files: {
          Dockerfile: `
            FROM alpine:3.22
            ADD https://github.com/just-containers/s6-overlay/releases/download/v2.2.0.3/s6-overlay-amd64.tar.gz /tmp
            RUN apk add --no-cache tini && tar xzf /tmp/s6-overlay-amd64.tar.gz -C /
            ENTRYPOINT ["/sbin/tini", "--", "/init"]
          `,
        },
      },
      {
        title: "The service replaces the entrypoint.",
        files: {
          "compose.yaml": `
            services:
              sync:
                image: lscr.io/linuxserver/syncthing:latest
                entrypoint: /usr/bin/syncthing
                init: true
          `,
        },
      },
      {
        title: "In the host's PID namespace the engine adds no init.",
        files: {
          "compose.yaml": `
            services:
              sync:
                image: lscr.io/linuxserver/syncthing:latest
                init: true
                pid: host
          `,
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const init = is(service.init, true) && service.pid.state === "unset" ? s6InitOf(project, service) : undefined;
      if (!init || !is(service.init, true)) return;
      const { entry, origin } = service.init;
      const written = switchText(project, service, "init", entry);
      report({
        at: entry,
        message: `s6-overlay must be PID 1, but "${written}" makes the engine's init PID 1, so the container exits immediately. Remove it.`,
        related: [{ at: init.at, message: "s6-overlay is the entrypoint." }],
        // Another value of the variable may be given.
        fixes: origin
          ? []
          : [{ title: `Remove "${written}"`, kind: "safe", preferred: true, edits: () => [edit.remove([entry])] }],
      });
    },
    stage(stage, { project, report }) {
      const init = stage.isFinal ? s6InitOf(project, stage) : undefined;
      const wrapper = init?.command?.wrappers
        .map((words) => programName({ words }))
        .find((name) => waiting.has(name ?? ""));
      if (!init || wrapper === undefined) return;
      report({
        at: init.at,
        message: `s6-overlay must be PID 1, but ${wrapper} is, so the container exits immediately. Remove the wrapper.`,
      });
    },
  },
});

/** Programs that stay and wait for what they start. */
const waiting = new Set(["tini", "tini-static", "docker-init", "dumb-init", "catatonit"]);
