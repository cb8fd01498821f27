import { baseImageOf } from "../../facts/baseImage.ts";
import { imageWithoutProgram, imageWithoutShell } from "../../facts/packages/programs.ts";
import { mainProcessOf, type MainProcess } from "../../facts/process/mainProcess.ts";
import { baseName, lineOf } from "../../facts/scripts/container.ts";
import type { StartedScript } from "../../facts/scripts/follow.ts";
import { interpreterIn } from "../../facts/scripts/interpreter.ts";
import { is } from "../../model/fact.ts";
import { comparePositions } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "entrypoint-without-interpreter",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  summary: "The script that starts the container cannot be executed: no interpreter, or no permission",
  why: prose(
    "The engine starts the exec form without a shell, so the kernel must be able to execute the script by itself. It reads the interpreter from the first line, `#!/bin/sh`, which must be the very first bytes of the file. Without it the start fails with `exec format error`.",
    "",
    "If the image lacks the interpreter, the error is `no such file or directory` and names the script, not the interpreter. If the file may not be executed, it is `permission denied`.",
  ),
  instead: prose(
    "Begin the script with the interpreter that the image has: `#!/bin/sh` on Alpine and BusyBox unless the build installs `bash`. Set the permission with `COPY --chmod=755`, or with `git update-index --chmod=+x`.",
  ),
  exceptions:
    'Ignored if the script is handed to a shell (`["sh", "/entrypoint.sh"]`, shell form), if the image is unknown, if the build may install the interpreter, and where permissions cannot be read: in a browser, on Windows, and if anything in the build calls `chmod`.',
  errors: [
    "exec /entrypoint.sh: exec format error",
    "standard_init_linux.go: exec user process caused: exec format error",
    "exec /entrypoint.sh: no such file or directory",
    'exec: "/entrypoint.sh": permission denied',
    "env: can't execute 'bash': No such file or directory",
  ],
  topic: "userland",
  sources: [
    "https://man7.org/linux/man-pages/man2/execve.2.html",
    "https://docs.docker.com/reference/dockerfile/#copy---chmod",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            COPY --chmod=755 entrypoint.sh /srv/
            ENTRYPOINT ["/srv/entrypoint.sh"]
          `,
          "entrypoint.sh": 'celery -A proj worker "$@"\n',
        },
        underline: '"/srv/entrypoint.sh"',
      },
      {
        title: "Alpine has no bash.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            COPY --chmod=755 start.sh /
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/usr/bin/env bash\nexec node server.js\n",
        },
        underline: '"/start.sh"',
      },
      {
        title: "With init: true, the init runs such a script in sh, whatever it is written for.",
        files: {
          "compose.yaml": `
            services:
              worker:
                image: python:3.13-slim
                init: true
                volumes:
                  - ./run.sh:/run.sh
                entrypoint: ["/run.sh"]
          `,
          "run.sh": "# starts the worker\n#!/bin/bash\nexec celery worker\n",
        },
        underline: '"/run.sh"',
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "A shell reads the script.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            COPY entrypoint.sh /srv/
            ENTRYPOINT ["sh", "/srv/entrypoint.sh"]
          `,
          "entrypoint.sh": 'celery -A proj worker "$@"\n',
        },
      },
      {
        title: "The shell of the shell form runs a script without an interpreter.",
        files: {
          Dockerfile: `
            FROM python:3.13-slim
            COPY --chmod=755 entrypoint.sh /srv/
            ENTRYPOINT /srv/entrypoint.sh
          `,
          "entrypoint.sh": 'celery -A proj worker "$@"\n',
        },
      },
      {
        title: "The build installs the interpreter.",
        files: {
          Dockerfile: `
            FROM node:22-alpine
            RUN apk add --no-cache bash
            COPY --chmod=755 start.sh /
            ENTRYPOINT ["/start.sh"]
          `,
          "start.sh": "#!/usr/bin/env bash\nexec node server.js\n",
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      if (stage.isFinal) checkEntrypoint(stage, () => true, context);
    },
    service(service, context) {
      const isOwn = service.command.state !== "unset" || service.entrypoint.state !== "unset";
      // What the image's own files start is reported there.
      checkEntrypoint(service, ({ file }) => isOwn || !file.copy, context);
    },
  },
});

function checkEntrypoint(
  workload: Stage | Service,
  isOwn: (script: StartedScript) => boolean,
  context: RuleContext,
): void {
  const process = mainProcessOf(context.project, workload);
  if (!process || baseImageOf(context.project, workload)?.os === "windows") return;
  for (const script of process.scripts) {
    if (script.by !== "executed" || !script.isSure || !isOwn(script)) continue;
    const fault = faultOf(script, process, workload, context);
    if (!fault) continue;
    const { uri, inline, path, broughtAt, copy } = script.file;
    const start = inline?.at.range.start ?? { line: 0, character: 0 };
    context.report({
      at: script.startedAt,
      message: `${baseName(inline ? path : uri)} ${fault}`,
      ...(workload.kind === "service" && is(workload.init, true) && { severity: "warning" }),
      related: [
        { at: broughtAt, message: copy ? "Copied here." : "Mounted here." },
        { at: { uri, range: { start, end: start } }, message: "The first line of the script." },
      ],
    });
    return;
  }
}

/** Entrypoints of images take such files as arguments: `redis.conf`. */
const configurationName = /\.(?:conf|cfg|ini|json|properties|toml|xml|ya?ml)$/;

function faultOf(
  script: StartedScript,
  process: MainProcess,
  workload: Stage | Service,
  { project }: RuleContext,
): string | undefined {
  const { text } = script.file.state;
  if (text.includes("\0") || text === "" || configurationName.test(script.file.uri)) return undefined;
  const interpreter = interpreterIn(text);
  if (interpreter === undefined) {
    // Shells and wrappers that use execvp() run such a file with sh.
    const isDirect = process.form === "exec" && startsWith(process, script) && !/^\uFEFF?#!/.test(text);
    return isDirect ? 'has no "#!" first line, so the kernel cannot execute it. Begin it with #!/bin/sh.' : undefined;
  }
  const image =
    imageWithoutProgram(project, workload, interpreter) ??
    (/^(?:ba)?sh$/.test(interpreter) ? imageWithoutShell(project, workload, interpreter) : undefined);
  if (image)
    return `needs ${interpreter}, which ${image.written.value.replace(/@.*/, "")} lacks, so it cannot start. Install it, or write the script for sh.`;
  return mayNotBeExecuted(project, script, process)
    ? "is not executable, so it cannot start. Copy it with --chmod=755 or run chmod +x on it."
    : undefined;
}

/** The script is what the engine itself executes. */
function startsWith({ words: [first] }: MainProcess, { word }: StartedScript): boolean {
  return first?.at.uri === word.at.uri && comparePositions(first.at.range.start, word.at.range.start) === 0;
}

/** The file has no permission on disk, and nothing on the way may have given it. */
function mayNotBeExecuted(project: Project, { file }: StartedScript, { runs }: MainProcess): boolean {
  const { state, copy } = file;
  if (state.executable !== false || copy?.copy.instruction.flags.some(({ name }) => name === "chmod")) return false;
  const stages = project.root.kind === "dockerfile" ? project.root.stages : copy ? lineOf(copy.stage) : [];
  const commands = [...stages.flatMap((stage) => stage.commands), ...runs];
  return !commands.some(({ words }) => words.some(({ text }) => /chmod|^install$/.test(text)));
}
