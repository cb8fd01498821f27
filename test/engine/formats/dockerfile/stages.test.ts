import assert from "node:assert/strict";
import { has, is, valueOf } from "../../../../server/src/engine/model/fact.ts";
import { at, read, stageOf, stageWith } from "./reading.ts";

function words(commands: readonly { words: readonly { value: string | undefined }[] }[]): readonly string[] {
  return commands.map((command) => command.words.map((word) => word.value ?? "?").join(" "));
}

describe("Stages of a Dockerfile", () => {
  it("knows which stages are reachable from the final stage", () => {
    const document = read(
      [
        "FROM a AS base",
        "FROM b AS Build",
        "FROM base AS tools",
        "FROM c AS cache",
        "FROM d AS unused",
        "FROM e",
        "COPY --from=BUILD /x /x",
        "COPY --from=2 /y /y",
        "RUN --mount=type=bind,from=cache,target=/c make",
      ].join("\n"),
    );
    assert.deepEqual(
      document.stages.map(({ name, isReachable }) => [name, isReachable]),
      [
        ["base", true],
        ["Build", true],
        ["tools", true],
        ["cache", true],
        ["unused", false],
        [undefined, true],
      ],
    );
    assert.deepEqual(
      document.stages[5]?.copies.map((copy) => copy.fromStage?.name),
      ["Build", "tools"],
    );
    assert.equal(document.stages[2]?.parent, document.stages[0]);
    assert.deepEqual(
      document.stages.map(({ isFinal }) => isFinal),
      [false, false, false, false, false, true],
    );
  });

  it("takes a name that no earlier stage has for an image", () => {
    const document = read("FROM b\nCOPY --from=nginx:1 /a /b\nCOPY --from=later /a /b\nFROM later AS later\n");
    assert.deepEqual(
      document.stages[0]?.copies.map(({ from, fromStage }) => [valueOf(from), fromStage]),
      [
        ["nginx:1", undefined],
        ["later", undefined],
      ],
    );
    assert.equal(document.stages[1]?.parent, undefined);
  });

  it("places a stage at its name, or at its image", () => {
    const document = read("FROM --platform=linux/amd64 node:22 AS build\nFROM node:22\nRUN a\n\n# end\n");
    assert.deepEqual(
      document.stages.map((stage) => at(document, stage.at)),
      ["build", "node:22"],
    );
    assert.deepEqual(
      document.stages.map((stage) => at(document, stage.entry)),
      ["FROM --platform=linux/amd64 node:22 AS build", "FROM node:22\nRUN a"],
    );
  });

  it("lets the last instruction of a kind win", () => {
    const document = read("FROM a\nUSER root\nWORKDIR /a\nUSER app:app\nSTOPSIGNAL SIGINT\nWORKDIR /b c\n");
    const [stage] = document.stages;
    assert.equal(stage && valueOf(stage.user), "app:app");
    assert.equal(stage && valueOf(stage.workdir), "/b c");
    assert.equal(stage && valueOf(stage.stopSignal), "SIGINT");
    assert.equal(stage?.user.state === "known" && at(document, stage.user.entry), "USER app:app");
  });

  it("distinguishes exec form from shell form", () => {
    const stage = stageWith('ENTRYPOINT ["nginx", "-g", "daemon off;"]\nCMD exec nginx -g "daemon off;"\n');
    const entrypoint = valueOf(stage.entrypoint);
    assert.equal(entrypoint?.form, "exec");
    assert.deepEqual(
      entrypoint.arguments.map(({ value }) => value),
      ["nginx", "-g", "daemon off;"],
    );
    assert.deepEqual(words(entrypoint.commands), ["nginx -g daemon off;"]);
    const cmd = valueOf(stage.cmd);
    assert.equal(cmd?.form, "shell");
    assert.deepEqual(
      cmd.arguments.map(({ value }) => value),
      ['exec nginx -g "daemon off;"'],
    );
    assert.deepEqual(words(cmd.commands), ["nginx -g daemon off;"]);
  });

  it("opens the shell of an exec form", () => {
    const { cmd } = stageWith('CMD ["sh", "-c", "migrate && exec serve"]\n');
    assert.deepEqual(words(valueOf(cmd)?.commands ?? []), ["migrate", "serve"]);
  });

  it("reads an empty array as nothing to run, and a lone keyword not at all", () => {
    assert.ok(
      has(stageWith("ENTRYPOINT []\n").entrypoint, ({ form, arguments: all }) => form === "exec" && all.length === 0),
    );
    assert.equal(stageWith("CMD\n").cmd.state, "unreadable");
    assert.equal(stageWith('CMD ["a", 1]\n').cmd.state, "unreadable");
  });

  it("reads both forms of a health check, and its absence", () => {
    const { healthcheck } = stageWith("HEALTHCHECK --interval=5s --retries=3 CMD curl -f http://localhost || exit 1\n");
    const line = valueOf(healthcheck);
    assert.ok(line !== undefined && line !== "none");
    assert.deepEqual(words(line.commands), ["curl -f http://localhost", "exit 1"]);
    assert.ok(is(stageWith("HEALTHCHECK NONE\n").healthcheck, "none"));
    assert.ok(is(stageWith("HEALTHCHECK none\n").healthcheck, "none"));
    assert.ok(has(stageWith('HEALTHCHECK CMD ["a"]\n').healthcheck, (one) => one !== "none" && one.form === "exec"));
    assert.equal(stageWith("HEALTHCHECK curl\n").healthcheck.state, "unreadable");
  });

  it("reads flags with their places", () => {
    const document = read('FROM a\nRUN --mount="type=cache,target=/a b" --network=none --security=insecure make\n');
    const flags = document.stages[0]?.instructions[1]?.flags ?? [];
    assert.deepEqual(
      flags.map(({ name, value }) => [name, value]),
      [
        ["mount", "type=cache,target=/a b"],
        ["network", "none"],
        ["security", "insecure"],
      ],
    );
    assert.deepEqual(
      flags.map((flag) => at(document, flag.at)),
      ['--mount="type=cache,target=/a b"', "--network=none", "--security=insecure"],
    );
    assert.equal(flags[0]?.valueAt && at(document, flags[0].valueAt), "type=cache,target=/a b");
  });

  it("reads the trigger of ONBUILD", () => {
    const document = read("FROM a\nONBUILD COPY --from=b /a /b\n");
    const trigger = document.stages[0]?.instructions[1]?.trigger;
    assert.equal(trigger?.keyword, "COPY");
    assert.equal(trigger.flags[0]?.value, "b");
    assert.equal(at(document, trigger.at), "COPY --from=b /a /b");
    assert.equal(document.stages[0]?.copies.length, 0);
  });

  it("reads sources, destination, mode and inline files of a copy", () => {
    const stage = stageWith(
      'COPY --chmod=755 a b/ /dest/\nADD ["x y", "/z"]\nCOPY <<one <<-"two" /d\n1\none\n\t2\n\ttwo\n',
    );
    const [first, second, third] = stage.copies;
    assert.deepEqual(first?.sources.map(valueOf), ["a", "b/"]);
    assert.equal(first.destination.state === "known" && first.destination.value, "/dest/");
    assert.equal(first.chmod?.value, "755");
    assert.equal(second?.keyword, "ADD");
    assert.deepEqual(second.sources.map(valueOf), ["x y"]);
    assert.deepEqual(third?.sources, []);
    assert.deepEqual(
      third.inlineFiles.map(({ name, content }) => [name, content]),
      [
        ["one", "1\n"],
        ["two", "2\n"],
      ],
    );
  });

  it("reads ports and volumes", () => {
    const stage = stageWith('ENV PORT=80\nEXPOSE $PORT 443/tcp $OTHER\nVOLUME ["/a b", "/c"]\nVOLUME /d /e\n');
    assert.deepEqual(stage.exposes.map(valueOf), ["80", "443/tcp", undefined]);
    assert.deepEqual(stage.volumes.map(valueOf), ["/a b", "/c", "/d", "/e"]);
  });

  it("gives no commands for PowerShell, cmd and interpreters", () => {
    for (const shell of ['["powershell", "-Command"]', '["cmd", "/S", "/C"]', '["pwsh"]', '["python3", "-c"]']) {
      assert.deepEqual(stageWith(`SHELL ${shell}\nRUN rm -rf /\n`).commands, []);
    }
    assert.deepEqual(stageOf("# escape=`\nFROM a\nRUN rm -rf C:\\x `\n  y\n").commands, []);
    assert.equal(stageOf('# escape=`\nFROM a\nSHELL ["/bin/bash", "-c"]\nRUN make\n').commands.length, 1);
  });

  it("gives no commands for Windows images, whose shell is cmd", () => {
    const commands = (from: string): number => stageOf(`FROM ${from}\nRUN powershell -Command a ; b\n`).commands.length;
    for (const from of [
      "mcr.microsoft.com/windows/servercore:ltsc2022",
      "mcr.microsoft.com/windows:1809",
      "microsoft/nanoserver",
      "mcr.microsoft.com/dotnet/runtime:8.0-nanoserver-1809",
      "golang:1.25-windowsservercore-ltsc2022",
      "--platform=windows/amd64 a",
    ]) {
      assert.equal(commands(from), 0, from);
    }
    for (const from of ["a", "dockurr/windows", "--platform=linux/amd64 a", "--platform=$P a"]) {
      assert.equal(commands(from), 2, from);
    }
  });

  it("hands the shell down to stages that build on the stage", () => {
    const document = read('FROM a AS base\nSHELL ["pwsh"]\nFROM base\nRUN make\nFROM a\nRUN make\n');
    assert.deepEqual(
      document.stages.map(({ commands }) => commands.length),
      [0, 0, 1],
    );
  });

  it("reads Windows paths", () => {
    const stage = stageOf(
      "# escape=`\nFROM a\nWORKDIR C:\\app\\x\nENV P=C:\\a\nCOPY a.txt C:\\b\\\nUSER ContainerUser\n",
    );
    assert.equal(valueOf(stage.workdir), "C:\\app\\x");
    assert.equal(valueOf(stage.env.get("P") ?? stage.user), "C:\\a");
    assert.deepEqual(
      stage.copies.map(({ destination }) => valueOf(destination)),
      ["C:\\b\\"],
    );
    assert.equal(valueOf(stage.user), "ContainerUser");
  });

  it("reads the script of a here-document", () => {
    const document = read("FROM a\nRUN <<EOF\napt-get update\n\n# why\napt-get install -y \\\n  nginx\nEOF\nUSER x\n");
    const [stage] = document.stages;
    assert.deepEqual(words(stage?.commands ?? []), ["apt-get update", "apt-get install -y nginx"]);
    assert.deepEqual(
      stage?.commands.map((command) => at(document, command.at)),
      ["apt-get update", "apt-get install -y \\\n  nginx"],
    );
  });

  it("takes tabs away from the script of a here-document with a dash", () => {
    const document = read("FROM a\nRUN <<-EOF\n\tmake\n\t\tmake install\n\tEOF\n");
    assert.deepEqual(
      document.stages[0]?.commands.map((command) => at(document, command.at)),
      ["make", "make install"],
    );
  });

  it("leaves scripts for other interpreters alone", () => {
    assert.deepEqual(words(stageWith("RUN <<EOF\n#!/usr/bin/env python3\nrm('x')\nEOF\n").commands), []);
    assert.deepEqual(words(stageWith("RUN python3 <<EOF\nrm('x')\nEOF\n").commands), ["python3"]);
    assert.deepEqual(words(stageWith("RUN <<EOF\n#!/bin/bash\nmake\nEOF\n").commands), ["make"]);
  });

  it("keeps a file whose first line is still being typed", () => {
    for (const first of ["", "F", "FRO", "FROM", "FROM ", "FROM --platform"]) {
      const document = read(`${first}\nRUN make\nUSER app\n`);
      assert.equal(document.stages.length, 1, first);
      assert.equal(document.stages[0]?.image.state, "unreadable");
      assert.equal(valueOf(document.stages[0].user), "app");
    }
  });

  it("gives the commands of RUN to the stage, for the time of the build", () => {
    const [command] = stageWith("RUN make\nCMD serve\n").commands;
    assert.equal(command?.context, "build");
    assert.equal(command.owner.kind, "stage");
    assert.equal(command.kind, "command");
  });
});
