import { baseImageOf } from "../../facts/baseImage.ts";
import { initProcessOf, replacesSystemctl, type InitProcess } from "../../facts/process/initSystem.ts";
import { onlyInstructionOf } from "../../facts/process/mainProcess.ts";
import { programName } from "../../model/command.ts";
import { is } from "../../model/fact.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type RuleContext } from "../../rule.ts";
import { switchText } from "../../words.ts";

const forking = new Set(["tini", "docker-init", "dumb-init", "sudo", "su", "runuser", "timeout"]);

export default defineRule({
  id: "systemd-not-pid-one",
  category: "init",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "safe",
  summary: "Another program is PID 1, so systemd exits immediately",
  why: prose(
    "systemd manages a system only as PID 1. With any other PID it acts as a user manager or as `telinit` and exits.",
    "",
    "`init: true` makes the engine's own init PID 1. `tini`, `dumb-init` and `sudo` stay PID 1 too, and so does `sh -c` if the shell is dash (Debian, Ubuntu), because it waits for its child. bash and BusyBox replace themselves.",
  ),
  instead:
    "Make systemd the main process: remove `init: true` and the wrapper, and use the exec form. It is better to run the service in the foreground without systemd.",
  exceptions:
    "Ignored with `pid: host` or a shared PID namespace, because the engine then adds no init, and if the image's shell is unknown. A warning with `sudo`, because old releases of sudo replace themselves with the program.",
  errors: [
    "Explicit --user argument required to run as user manager.",
    "Trying to run as user instance, but the system has not been booted with systemd.",
  ],
  topic: "init-system",
  sources: [
    "https://github.com/systemd/systemd/pull/18634",
    "https://docs.docker.com/reference/compose-file/services/#init",
    "https://github.com/sudo-project/sudo/issues/441",
  ],
  examples: {
    invalid: [
      {
        title: "The command is in the Dockerfile, the init in the Compose file.",
        files: {
          "compose.yaml": `
            services:
              legacy:
                build: .
                init: true
          `,
          Dockerfile: `
            FROM rockylinux:9
            CMD ["/usr/sbin/init"]
          `,
        },
        underline: "init: true",
        fixed: `
          services:
            legacy:
              build: .
        `,
      },
      {
        title: "dash stays PID 1 and waits for its child.",
        files: {
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y systemd
            CMD /lib/systemd/systemd
          `,
        },
        underline: "/lib/systemd/systemd",
        fixed: `
          FROM debian:12
          RUN apt-get update && apt-get install -y systemd
          CMD ["/lib/systemd/systemd"]
        `,
      },
      {
        title: "The entrypoint script executes systemd, but the engine's init is PID 1.",
        files: {
          "compose.yaml": `
            services:
              legacy:
                build: .
                init: true
          `,
          Dockerfile: `
            FROM debian:12
            RUN apt-get update && apt-get install -y systemd
            COPY docker-entrypoint.sh /usr/local/bin/
            ENTRYPOINT ["docker-entrypoint.sh"]
            CMD ["/lib/systemd/systemd"]
          `,
          "docker-entrypoint.sh": '#!/bin/bash\nenv > /etc/container.env\nexec "$@"\n',
        },
        underline: "init: true",
        fixed: `
          services:
            legacy:
              build: .
        `,
      },
    ],
    valid: [
      {
        title: "bash replaces itself with the last command of its line.",
        files: {
          Dockerfile: `
            FROM rockylinux:9
            CMD /usr/sbin/init
          `,
        },
      },
      {
        title: "In the host's PID namespace the engine adds no init.",
        files: {
          "compose.yaml": `
            services:
              legacy:
                image: rockylinux:9
                command: /usr/sbin/init
                init: true
                pid: host
          `,
        },
      },
      {
        title: "The script replaces itself with systemd.",
        files: {
          Dockerfile: `
            FROM rockylinux:9
            COPY --chmod=0755 entry.sh /entry.sh
            ENTRYPOINT ["/entry.sh"]
          `,
          "entry.sh": "#!/bin/bash\nmount -t tmpfs tmpfs /run\nexec /usr/sbin/init\n",
        },
      },
    ],
  },
  check: {
    service(service, { project, edit, report }) {
      const init = initProcessOf(project, service);
      if (init?.system !== "systemd" || !is(service.init, true) || service.pid.state !== "unset") return;

      const { entry, origin } = service.init;
      const written = switchText(project, service, "init", entry);
      report({
        at: entry,
        message: `systemd must be PID 1, but "${written}" makes the engine's init PID 1, so systemd exits immediately. Remove it.`,
        related: [{ at: init.at, message: "systemd is the command." }],
        // If it is only a default, the user may set another value.
        fixes: origin
          ? []
          : [{ title: `Remove "${written}"`, kind: "safe", preferred: true, edits: () => [edit.remove([entry])] }],
      });
    },
    stage(stage, context) {
      const init = stage.isFinal ? initProcessOf(context.project, stage) : undefined;
      if (init?.system !== "systemd" || replacesSystemctl(context.project, stage)) return;

      const first = firstProcess(init, stage, context);
      if (first === undefined) return;
      context.report({
        at: init.at,
        // Old releases of sudo, or a setting of it, make it become the program.
        severity: first === "sudo" ? "warning" : "error",
        message: `systemd must be PID 1, but ${first} is, so systemd exits immediately. Start systemd directly.`,
        fixes: execForm(init, stage, context),
      });
    },
  },
});

/** Returns process 1 if it is not systemd; undefined if systemd is, or if it is unknown. */
function firstProcess(init: InitProcess, stage: Stage, { project }: RuleContext): string | undefined {
  const { process, command } = init;
  const wrapper = command.wrappers.map((words) => programName({ words })).find((name) => forking.has(name ?? ""));
  if (wrapper !== undefined) return wrapper;
  const [script] = process.scripts;
  // Only a shell that is handed its text becomes the last command by itself: one that reads a script waits.
  if (script && !command.replacesShell) return script.word.value;
  const first = process.commands.at(-1);
  const isShell = process.form === "shell" || first?.wrappers.some((words) => isShellName(words[0]?.value));
  const waits = baseImageOf(project, stage)?.sh === "dash" && stage.shell.state === "unset";
  return isShell && waits && !first?.replacesShell ? "sh" : undefined;
}

function isShellName(program: string | undefined): boolean {
  return program !== undefined && /^(?:\/bin\/)?sh$/.test(program);
}

function execForm({ process, word }: InitProcess, stage: Stage, { edit }: RuleContext) {
  const isOwn = process.scripts.length === 0 && process.commands.length === 1;
  const isPlain = isOwn && process.form === "shell" && process.commands[0]?.words.length === 1;
  const instruction = onlyInstructionOf(process, stage);
  if (!isPlain || word.value === undefined || !instruction) return [];
  const text = `${instruction.keyword} ${JSON.stringify([word.value])}`;
  return [
    {
      title: "Start systemd without a shell around it (exec form)",
      kind: "safe" as const,
      preferred: true,
      edits: () => [edit.replaceText(instruction.at, text)],
    },
  ];
}
