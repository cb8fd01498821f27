import { baseImageOf } from "../../facts/baseImage.ts";
import { boxOf } from "../../facts/machine/box.ts";
import { sharedScriptsOf } from "../../facts/machine/sharedScripts.ts";
import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import { buildScriptsOf } from "../../facts/scripts/buildCommands.ts";
import type { StartedScript } from "../../facts/scripts/follow.ts";
import type { FileState } from "../../model/files.ts";
import { contains } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type Report, type RuleContext } from "../../rule.ts";
import { converting } from "./support.ts";

export default defineRule({
  id: "script-line-endings",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "A script that a shell reads or a build runs has Windows line endings",
  why: prose(
    "A shell takes the carriage return at the end of a line for a part of the last word: `set -e` gets an option `-e\\r`, `cd /app` looks for a folder `app\\r`, and a continuation `\\` no longer continues. Some commands fail, others do something else.",
    "",
    "A script that is executed by its path fails before it starts, because the kernel looks for the interpreter `/bin/sh\\r`.",
  ),
  instead:
    "Save the script with LF endings, and add `*.sh text eol=lf` to `.gitattributes` so that a checkout on Windows keeps them.",
  exceptions:
    "The script that becomes the main process is the subject of `entrypoint-line-endings`. Ignored if the build or the provisioner converts the script first, on Windows, and for the scripts that Vagrant uploads itself (`path:`, `inline:`), which it converts.",
  errors: [
    "$'\\r': command not found",
    "set: -: invalid option",
    "syntax error near unexpected token `$'do\\r''",
    "syntax error: unexpected end of file",
    "/bin/bash^M: bad interpreter: No such file or directory",
    "env: 'bash\\r': No such file or directory",
  ],
  yieldsTo: ["entrypoint-line-endings"],
  topic: "line-endings",
  sources: [
    "https://git-scm.com/docs/gitattributes#_eol",
    "https://developer.hashicorp.com/vagrant/docs/provisioning/shell",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM debian:13
            COPY install.sh /tmp/
            RUN sh /tmp/install.sh
          `,
          "install.sh": "set -e\r\napt-get update\r\n",
        },
        underline: "/tmp/install.sh",
        severity: "warning",
        fixed: `
          FROM debian:13
          COPY install.sh /tmp/
          RUN sed -i 's/\\r$//' /tmp/install.sh
          RUN sh /tmp/install.sh
        `,
      },
      {
        title: "The kernel executes this one.",
        files: {
          Dockerfile: `
            FROM debian:13 AS build
            COPY --chmod=755 build.sh /
            RUN /build.sh
            FROM debian:13
          `,
          "build.sh": "#!/bin/sh\r\nmake\r\n",
        },
        underline: "/build.sh",
      },
      {
        title: "The working directory of a distribution is the root.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY --chmod=755 build.sh /
            RUN ./build.sh
          `,
          "build.sh": "#!/bin/sh\r\nmake\r\n",
        },
        underline: "./build.sh",
        fixed: `
          FROM debian:13
          COPY --chmod=755 build.sh /
          RUN sed -i 's/\\r$//' /build.sh
          RUN ./build.sh
        `,
      },
      {
        title: "The shared folder brings the file as it is.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", inline: "bash /vagrant/provision.sh"
            end
          `,
          "provision.sh": "apt-get update -y\r\napt-get install -y \\\r\n  apache2\r\n",
        },
        underline: "/vagrant/provision.sh",
        severity: "warning",
      },
    ],
    valid: [
      {
        title: "The working directory of this image is /go, and no file was copied there.",
        files: {
          Dockerfile: `
            FROM golang:1.25
            COPY --chmod=755 build.sh /
            RUN ./build.sh
          `,
          "build.sh": "#!/bin/sh\r\nmake\r\n",
        },
      },
      {
        title: "The build converts the script before it runs.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY install.sh /tmp/
            RUN sed -i 's/\\r$//' /tmp/install.sh && sh /tmp/install.sh
          `,
          "install.sh": "set -e\r\napt-get update\r\n",
        },
      },
      {
        title: "Vagrant converts what it uploads.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "bento/ubuntu-24.04"
              config.vm.provision "shell", path: "provision.sh"
            end
          `,
          "provision.sh": "apt-get update -y\r\n",
        },
      },
      {
        title: "The script that starts the container has a rule of its own.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY --chmod=755 run.sh /
            ENTRYPOINT ["/run.sh"]
          `,
          "run.sh": "#!/bin/sh\r\nexec true\r\n",
        },
      },
    ],
  },
  check: {
    stage(stage, context) {
      const started = stage.isFinal ? (mainProcessOf(context.project, stage)?.scripts ?? []) : [];
      checkScripts(stage, [...buildScriptsOf(context.project, stage), ...started], context);
    },
    service(service, context) {
      const isOwn = service.command.state !== "unset" || service.entrypoint.state !== "unset";
      const scripts = mainProcessOf(context.project, service)?.scripts ?? [];
      // What the image's own files start is reported there.
      checkScripts(
        service,
        scripts.filter(({ file }) => isOwn || !file.copy),
        context,
      );
    },
    machine(machine, context) {
      if (boxOf(context.project, machine)?.os === "windows") return;
      const script = sharedScriptsOf(context.project, machine).find(
        ({ state, isConverted }) => state.firstLineEnd === "crlf" && !isConverted,
      );
      if (!script) return;
      const { uri, state, word, command, by } = script;
      context.report({ at: word.at, because: command, ...verdict(uri, state, by === "executed") });
    },
  },
});

/** The first script that the build or the container runs with such endings. */
function checkScripts(workload: Stage | Service, scripts: readonly StartedScript[], context: RuleContext): void {
  if (baseImageOf(context.project, workload)?.os === "windows") return;
  const script = scripts.find(
    (one) =>
      one.isSure && one.file.state.firstLineEnd === "crlf" && !one.file.isConverted && !isEntrypoint(one, workload),
  );
  if (!script) return;
  const { file, by, startedAt } = script;
  context.report({
    at: startedAt,
    ...verdict(file.uri, file.state, by === "executed"),
    related: [{ at: file.broughtAt, message: file.copy ? "Copied here." : "Mounted here." }],
    fixes: converting(file, context),
  });
}

/** The kernel executes it as the main process: `entrypoint-line-endings` reports it. */
function isEntrypoint({ by, isProcess, file, startedAt }: StartedScript, workload: Stage | Service): boolean {
  const isBuild = workload.kind === "stage" && workload.commands.some(({ at }) => contains(at.range, startedAt.range));
  return by === "executed" && isProcess && file.state.text.startsWith("#!") && !isBuild;
}

function verdict(
  uri: string,
  { text }: FileState & { readonly state: "read" },
  isExecuted: boolean,
): Pick<Report, "message" | "severity"> {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  return isExecuted && text.startsWith("#!")
    ? {
        severity: "error",
        message: `${name} has Windows line endings, so the kernel finds no interpreter for it. Save it with LF endings.`,
      }
    : {
        severity: "warning",
        message: `${name} has Windows line endings, which the shell reads as part of its commands. Save it with LF endings.`,
      };
}
