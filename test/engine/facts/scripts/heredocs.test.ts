import assert from "node:assert/strict";
import { mainProcessOf } from "../../../../server/src/engine/facts/process/mainProcess.ts";
import { buildCommandsOf } from "../../../../server/src/engine/facts/scripts/buildCommands.ts";
import type { SimpleCommand } from "../../../../server/src/engine/model/command.ts";
import { projectOf, stageIn } from "../reading.ts";

function shown({ words, at, startedAt }: SimpleCommand): string {
  const text = words.map((word) => word.text).join(" ");
  return `${String(at.range.start.line + 1)}${startedAt ? "*" : ""} ${text}`;
}

/** Returns the commands of the build of the image, with their lines. */
function built(...lines: readonly string[]): readonly string[] {
  const project = projectOf({ Dockerfile: ["FROM debian:12", ...lines, ""].join("\n") });
  return buildCommandsOf(project, stageIn(project)).map(shown);
}

/** Returns the commands of its container. */
function started(...lines: readonly string[]): readonly string[] {
  const project = projectOf({ Dockerfile: ["FROM debian:12", ...lines, ""].join("\n") });
  return (mainProcessOf(project, stageIn(project))?.runs ?? []).map(shown);
}

describe("a script in a here-document of COPY", () => {
  it("is followed, at the places of its text", () => {
    assert.deepEqual(built("COPY <<EOF /x.sh", "#!/bin/sh", "make", "EOF", "RUN /x.sh"), ["4 make"]);
    assert.deepEqual(built("COPY <<-EOF /x.sh", "\tmake", "\tEOF", "RUN sh /x.sh"), ["3 make"]);
    assert.deepEqual(
      started("COPY <<'EOF' /bin/run-it", "#!/bin/sh", 'exec "$@"', "EOF", 'ENTRYPOINT ["run-it"]', "CMD a b"),
      ["7 a b"],
    );
  });

  it("is found by its name in a folder", () => {
    const two = ["COPY <<a.sh <<b.sh /x/", "#!/bin/sh", "make a", "a.sh", "#!/bin/sh", "/x/a.sh", "make b", "b.sh"];
    assert.deepEqual(built(...two, "RUN /x/b.sh"), ["4 make a", "8 make b"]);
    assert.deepEqual(built(...two, "RUN /x/c.sh"), ["10 /x/c.sh"]);
  });

  it("is not followed if the build replaces variables in it, or another file takes its place", () => {
    const script = ["#!/bin/sh", "make $TARGET", "EOF"];
    assert.deepEqual(built("COPY <<EOF /x.sh", ...script, "RUN /x.sh"), ["6 /x.sh"]);
    assert.deepEqual(built("COPY <<'EOF' /x.sh", ...script, "RUN /x.sh"), ["4 make $TARGET"]);
    assert.deepEqual(built("COPY <<'EOF' /x.sh", ...script, "COPY x.sh /", "RUN /x.sh"), ["7 /x.sh"]);
  });

  it("is not followed if it is for another interpreter", () => {
    assert.deepEqual(built("COPY <<EOF /x", "#!/usr/bin/python3", "make", "EOF", "RUN /x"), ["6 /x"]);
    assert.deepEqual(built("COPY <<EOF /x", "make", "EOF", "RUN /x"), ["5 /x"]);
  });

  it("is not read again if it starts itself", () => {
    assert.deepEqual(built("COPY <<EOF /x.sh", "#!/bin/sh", "/x.sh", "EOF", "RUN /x.sh"), ["4 /x.sh"]);
  });

  it("writes when it runs, and not where its text lies", () => {
    const lines = ["COPY <<EOF /w.sh", "#!/bin/sh", "cp /a /x.sh", "EOF", "COPY x.sh /x.sh", "RUN /w.sh", "RUN /x.sh"];
    assert.deepEqual(built(...lines), ["4 cp /a /x.sh", "8 /x.sh"]);
  });

  it("is placed at the word of another script that starts it", () => {
    const Dockerfile = "FROM debian:12\nCOPY <<EOF /in.sh\n#!/bin/sh\nmake\nEOF\nCOPY x.sh /\nRUN /x.sh\n";
    const project = projectOf({ Dockerfile, "x.sh": "#!/bin/sh\n/in.sh\n" });
    assert.deepEqual(buildCommandsOf(project, stageIn(project)).map(shown), ["4* make"]);
  });
});
