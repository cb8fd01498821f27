import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import type { StartedScript } from "../../facts/scripts/follow.ts";
import type { Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../../facts/baseImage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";
import { converting } from "./support.ts";

export default defineRule({
  id: "entrypoint-line-endings",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "The script that starts the container has Windows line endings or a byte order mark",
  why: prose(
    "The kernel reads the first line of a script to find its interpreter. With a carriage return at its end it looks for `/bin/sh\\r`, which does not exist, and the error says that the *script* was not found. With a byte order mark before `#!` it finds no interpreter at all.",
    "",
    "Git for Windows writes such line endings on checkout unless `.gitattributes` prevents it, so the same repository works on one machine and fails on another.",
  ),
  instead:
    "Save the script with LF endings and without a byte order mark, and add `*.sh text eol=lf` to `.gitattributes` to keep it that way.",
  exceptions:
    "Not reported if the build converts the script after it copies it (`dos2unix`, `sed` on carriage returns) or overwrites it, on Windows images, and unless a `COPY` or bind mount certainly provides the script. Names without a folder are found on `PATH`, and scripts are followed through `COPY --from` and `exec`.",
  errors: [
    "exec /docker-entrypoint.sh: no such file or directory",
    "/bin/bash^M: bad interpreter: No such file or directory",
    "exec format error",
    "standard_init_linux.go: exec user process caused: no such file or directory",
  ],
  topic: "line-endings",
  sources: ["https://git-scm.com/docs/gitattributes#_eol", "https://man7.org/linux/man-pages/man2/execve.2.html"],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:12
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
        },
        underline: '"/usr/local/bin/docker-entrypoint.sh"',
        fixed: `
          FROM debian:12
          COPY docker-entrypoint.sh /usr/local/bin/
          RUN sed -i 's/\\r$//' /usr/local/bin/docker-entrypoint.sh
          ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
        `,
      },
      {
        title: "A later copy brings the file back.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            WORKDIR /app
            COPY entrypoint.sh .
            RUN sed -i 's/\\r$//' entrypoint.sh
            COPY . .
            ENTRYPOINT ["./entrypoint.sh"]
            CMD ["node", "server.js"]
          `,
          "entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
        },
        underline: '"./entrypoint.sh"',
        fixed: `
          FROM node:22-slim
          WORKDIR /app
          COPY entrypoint.sh .
          RUN sed -i 's/\\r$//' entrypoint.sh
          COPY . .
          RUN sed -i 's/\\r$//' /app/entrypoint.sh
          ENTRYPOINT ["./entrypoint.sh"]
          CMD ["node", "server.js"]
        `,
      },
      {
        title: "The service mounts the script from the checkout.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: node:22-slim
                working_dir: /app
                volumes:
                  - .:/app
                command: ./scripts/dev.sh
          `,
          "scripts/dev.sh": "#!/bin/sh\r\nexec npm run dev\r\n",
        },
        underline: "./scripts/dev.sh",
      },
    ],
    valid: [
      {
        title: "The build converts it.",
        files: {
          Dockerfile: `
            FROM debian:12
            COPY docker-entrypoint.sh /usr/local/bin/
            RUN sed -i 's/\\r$//' /usr/local/bin/docker-entrypoint.sh
            ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
          `,
          "docker-entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
        },
      },
      {
        title: "dos2unix converts it.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y dos2unix
            COPY start.sh /start.sh
            RUN dos2unix /start.sh && chmod +x /start.sh
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/bin/sh\r\nexec app\r\n",
        },
      },
      {
        title: "Windows reads such line endings.",
        files: {
          Dockerfile: `
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            COPY start.cmd C:/
            ENTRYPOINT ["C:/start.cmd"]
          `,
          "start.cmd": "@echo off\r\napp.exe\r\n",
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const script = stage.isFinal ? refusedScript(stage, context) : undefined;
      if (script) reportScript(script, context, converting(script.file, context));
    },
    service(service, context) {
      const script = refusedScript(service, context);
      const isOwn = service.command.state !== "unset" || service.entrypoint.state !== "unset";
      // Scripts that the image's own files start are reported in these files.
      if (script && (isOwn || !script.file.copy)) reportScript(script, context, []);
    },
  },
});

/** The script that becomes the main process, if the kernel cannot read its first line. */
function refusedScript(workload: Stage | Service, { project }: RuleContext): StartedScript | undefined {
  const process = mainProcessOf(project, workload);
  if (process?.commands.length !== 1 || baseImageOf(project, workload)?.os === "windows") return undefined;
  return process.scripts.find(isRefused);
}

function reportScript({ file, startedAt }: StartedScript, { report }: RuleContext, fixes: readonly FixOffer[]): void {
  const { uri, state, broughtAt, copy } = file;
  const [fault, remedy] = state.bom
    ? ["a byte order mark before its first line", "without it"]
    : ["Windows line endings", "with LF endings"];
  report({
    at: startedAt,
    message: `${uri.slice(uri.lastIndexOf("/") + 1)} has ${fault}, so the kernel finds no interpreter and the container does not start. Save it ${remedy}.`,
    related: [
      { at: broughtAt, message: copy ? "Copied here." : "Mounted here." },
      { at: firstLineOf(uri), message: "The first line of the script." },
    ],
    fixes,
  });
}

function firstLineOf(uri: string): Place {
  const start = { line: 0, character: 0 };
  return { uri, range: { start, end: start } };
}

/** The kernel reads the first line of a file that it executes. A shell that reads a script ignores it. */
function isRefused({ by, file, isProcess, isSure }: StartedScript): boolean {
  const { bom, firstLineEnd, text } = file.state;
  const isExecuted = by === "executed" && isProcess && isSure && text.startsWith("#!");
  return isExecuted && !file.isConverted && (bom || firstLineEnd === "crlf");
}
