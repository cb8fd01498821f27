import { mainProcessOf } from "../../facts/process/mainProcess.ts";
import type { Command, SimpleCommand, Word } from "../../model/command.ts";
import { comparePositions } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { defineRule, prose, type FixOffer, type RuleContext } from "../../rule.ts";

export default defineRule({
  id: "quoted-command",
  category: "userland",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  fix: "behaviour",
  summary: "A whole command line in quotes is taken as the name of one program",
  why: prose(
    'Quotes make one word of what they enclose, and the first word is the name of the program. `"apt-get update"` therefore asks for a program whose name has a blank in it, which does not exist. In the exec form each element of the list is one word: `["node app.js"]` looks for a file named `node app.js`.',
  ),
  instead:
    'Remove the quotes, or write each argument as an element of its own: `["node", "app.js"]`. A command line for a shell needs `sh -c` before it.',
  exceptions:
    "Ignored for words that look like a path with blanks, for text with variables, and for a command whose entrypoint is unknown: it may hand the text to a shell.",
  errors: [
    "executable file not found in $PATH",
    "/bin/sh: 1: apt-get update: not found",
    "sudo: cd /app && make: command not found",
  ],
  topic: "userland",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
    "https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02",
  ],
  examples: {
    invalid: [
      {
        files: {
          Dockerfile: `
            FROM ubuntu:24.04
            RUN "apt-get update"
            RUN apt-get install -y apache2
          `,
        },
        underline: '"apt-get update"',
        fixed: `
          FROM ubuntu:24.04
          RUN apt-get update
          RUN apt-get install -y apache2
        `,
      },
      {
        title: "An element of the exec form is one word.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            COPY . .
            CMD ["node app.js"]
          `,
        },
        underline: '"node app.js"',
        fixed: `
          FROM node:22-slim
          COPY . .
          CMD ["node", "app.js"]
        `,
      },
      {
        title: "sudo starts a program; it is no shell.",
        files: {
          Vagrantfile: `
            Vagrant.configure("2") do |config|
              config.vm.box = "debian/bookworm64"
              config.vm.provision "shell", inline: <<~SHELL
                sudo -u vagrant "cd /vagrant && make"
              SHELL
            end
          `,
        },
        underline: '"cd /vagrant && make"',
      },
    ],
    valid: [
      {
        title: "A shell reads the text.",
        files: {
          Dockerfile: `
            FROM node:22-slim
            RUN sh -c "npm ci && npm run build"
            ENTRYPOINT ["sh", "-c"]
            CMD ["node app.js"]
          `,
        },
      },
      {
        title: "The path of a program may have blanks.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY app "/opt/My App/"
            RUN "/opt/My App/install" --quiet
            CMD ["/opt/My App/run"]
          `,
        },
      },
      {
        title: "The entrypoint of the image may hand the text to a shell.",
        files: {
          "compose.yaml": `
            services:
              job:
                image: registry.corp.example/runner:4
                command: ["npm run start"]
          `,
        },
      },
    ],
  },
  check: {
    command(command, context) {
      const [program] = command.words;
      // A name with blanks is plausible before arguments: 'Plex Media Server' --version.
      if (program && command.words.length === 1 && /^["']/.test(program.text) && isCommandLine(program)) {
        reportQuotes(program, command, split(program, command, context), context);
      }
    },
    stage(stage, context) {
      if (stage.isFinal) checkProcess(stage, context);
    },
    service(service, context) {
      if (service.command.state !== "unset" || service.entrypoint.state !== "unset") checkProcess(service, context);
    },
  },
});

function checkProcess(workload: Stage | Service, context: RuleContext): void {
  const process = mainProcessOf(context.project, workload);
  const [program, ...others] = process?.words ?? [];
  if (!process?.isWhole || process.form !== "exec" || !program || !isCommandLine(program)) return;
  const { value = "" } = program;
  const isSplit = others.length === 0 && /^"[^"\\]*"$/.test(program.text) && /^[\w./:=@ -]+$/.test(value);
  const text = value
    .split(/ +/)
    .map((word) => `"${word}"`)
    .join(", ");
  reportQuotes(program, undefined, isSplit ? [replacing(program, text, context)] : [], context);
}

/** A program's name, then blanks and more; not the path of a file whose name has blanks. */
function isCommandLine({ value }: Word): boolean {
  const match = /^([\w.][\w.+-]*) +(\S.*)$/s.exec(value ?? "") ?? /^([\w./~-]+) +([-/].*)$/s.exec(value ?? "");
  return match !== null && !/\.(?:exe|app|bat|cmd)$/i.test(value ?? "");
}

function reportQuotes(
  program: Word,
  because: Command | undefined,
  fixes: readonly FixOffer[],
  { report }: RuleContext,
): void {
  const [name = ""] = program.value?.split(" ") ?? [];
  report({
    at: program.at,
    message: `The quotes make one word of the command line, so this looks for a program with blanks in its name instead of ${name}.`,
    ...(because && { because }),
    fixes,
  });
}

/** Removes the quotes if the text inside means the same to the shell. */
function split(program: Word, { at, wrappers }: SimpleCommand, context: RuleContext): readonly FixOffer[] {
  const text = program.value ?? "";
  const { start, end } = program.at.range;
  // In the exec form the command is the whole list.
  const isAlone = comparePositions(at.range.start, start) === 0 && comparePositions(at.range.end, end) === 0;
  const isPlain = isAlone && wrappers.length === 0 && program.text.slice(1, -1) === text;
  return isPlain ? [replacing(program, text, context)] : [];
}

function replacing({ at }: Word, text: string, { edit }: RuleContext): FixOffer {
  return { title: "Split the command line into words", kind: "behaviour", edits: () => [edit.replaceText(at, text)] };
}
