import { foreignPathsOf, type ForeignPath } from "../../facts/foreignPaths.ts";
import type { Machine } from "../../model/machine.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "path-style-mismatch",
  category: "platform",
  since: "0.1.0",
  branches: {
    continuation: { severity: "error", profile: "essential" },
    path: { severity: "warning", profile: "recommended" },
  },
  fix: "behaviour",
  summary: "Paths or line continuations are those of the other operating system",
  why: prose(
    "A Dockerfile continues lines with a backslash, also one for Windows. The directive `` # escape=` `` at the top changes that to a backtick, so that paths may end in a backslash. With the wrong character, the build stops at the next line; and without the directive, a path such as `c:\\` at the end of a line swallows the next instruction.",
    "",
    "Inside a container, paths are those of its image. `C:\\app` in a Linux image is a relative name, or no valid mount. A Windows container mounts folders below a drive and named pipes, no Unix sockets.",
  ),
  instead: prose(
    "Put `` # escape=` `` on the first line of a Dockerfile for Windows and continue lines with backticks, or use backslashes for continuation and `/` in paths: Windows takes both. Mount to `/app` in Linux containers and to `C:\\app` in Windows containers, and give the latter `\\\\.\\pipe\\docker_engine` for the socket.",
  ),
  exceptions: prose(
    "A backslash at the end of a line is right in a Dockerfile without the directive, for Windows too. Ignored if the image is unknown or exists for both systems. Windows takes `/app` in `WORKDIR` and `COPY` for a folder of the current drive. Sources of bind mounts are those of the host, which is unknown.",
  ),
  errors: [
    "unknown instruction: &&",
    "invalid mount path: '/data' mount path must be absolute",
    "invalid volume specification",
    "When using COPY with more than one source file, the destination must be a directory and end with a /",
  ],
  topic: "platform",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#escape",
    "https://github.com/moby/moby/blob/master/volume/mounts/windows_parser.go",
    "https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-docker/manage-windows-dockerfile#escape-character",
  ],
  examples: {
    invalid: [
      {
        title: "A backtick without the directive.",
        files: {
          Dockerfile:
            "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN curl -SLO https://example.com/setup.exe `\n    && start /w setup.exe --quiet\n",
        },
        underline: "`",
        branch: "continuation",
        fixed:
          "# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN curl -SLO https://example.com/setup.exe `\n    && start /w setup.exe --quiet\n",
      },
      {
        title: "The path swallows the next instruction.",
        files: {
          Dockerfile: "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY app.exe c:\\\nRUN dir c:\\\n",
        },
        underline: "\\",
        branch: "continuation",
        fixed: "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCOPY app.exe c:/\nRUN dir c:\\\n",
      },
      {
        title: "A drive in a Linux image.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            WORKDIR C:/app
            COPY . .
          `,
        },
        underline: "C:/app",
        branch: "path",
      },
      {
        title: "A Unix socket for a Windows container.",
        files: {
          "compose.yaml": `
            services:
              agent:
                image: mcr.microsoft.com/windows/servercore:ltsc2022
                volumes:
                  - /var/run/docker.sock:C:\\docker.sock
          `,
        },
        underline: "/var/run/docker.sock:C:\\docker.sock",
        branch: "path",
      },
    ],
    valid: [
      {
        title: "The directive makes the backtick right.",
        files: {
          Dockerfile:
            "# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY app.exe c:\\\nRUN dir c:\\ `\n    && app.exe --version\n",
        },
      },
      {
        title: "Backslashes continue lines in any Dockerfile.",
        files: {
          Dockerfile:
            "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN curl -SLO https://example.com/setup.exe \\\n    && start /w setup.exe --quiet\n",
        },
      },
      {
        title: "Command substitution, no continuation.",
        files: { Dockerfile: 'FROM debian:13\nRUN echo `date`\nRUN echo "C:\\temp"\n' },
      },
      {
        title: "The source belongs to the host.",
        files: {
          "compose.yaml": `
            services:
              web:
                image: nginx:1.29
                volumes:
                  - C:\\site:/usr/share/nginx/html:ro
          `,
        },
      },
      {
        title: "The tag names images for both systems.",
        files: { Dockerfile: "FROM golang:1.25\nWORKDIR C:/src\n" },
      },
    ],
  },
  check: {
    problem({ kind, at, message, suggestion }, { edit, report }) {
      if (kind !== "continuation") return;
      const { range, text = "", title = "" } = suggestion ?? {};
      const edits = () => [range && edit.replaceText({ uri: at.uri, range }, text)];
      report({
        at,
        branch: "continuation",
        message,
        fixes: suggestion ? [{ title, kind: "behaviour", preferred: true, edits }] : [],
      });
    },
    stage: reportPaths,
    service: reportPaths,
    machine: reportPaths,
  },
});

function reportPaths(workload: Stage | Service | Machine, { project, report }: RuleContext<"path">): void {
  for (const one of foreignPathsOf(project, workload)) report({ at: one.at, branch: "path", message: messageOf(one) });
}

function messageOf({ path, what, system, of }: ForeignPath): string {
  if (what === "socket") {
    return `${of} is a Windows image, and Windows containers cannot mount the Unix socket ${path}. Use \\\\.\\pipe\\docker_engine.`;
  }
  if (what === "mount") {
    return system === "linux"
      ? `${of} is a Linux image, where the mount path ${path} is not absolute, so the engine refuses it. Use a path such as /app.`
      : `${of} is a Windows image, where the mount path ${path} has no drive, so the engine refuses it. Use a path such as C:\\app.`;
  }
  return `${of} is Linux, where ${path} is a relative name, not a drive. Use a path such as /app.`;
}
