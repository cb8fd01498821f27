import assert from "node:assert/strict";
import type { Profile } from "../../server/src/engine/rule.ts";
import { analyzeFiles, engine, exampleFolder, uriOf } from "../../scripts/examples.ts";

/** Ids of the rules that report a Compose file, with each line. */
function reported(text: string, settings: { readonly profile?: Profile; readonly rules?: object }): readonly string[] {
  const { findings } = engine.analyze({
    document: { uri: uriOf("compose.yaml"), text },
    folder: exampleFolder,
    files: new Map(),
    settings: [{ source: "workspace", value: settings }],
  });
  return findings.map(({ rule, range }) => `${rule} ${range.start.line + 1}`);
}

const privileged = [
  "services:",
  "  app:",
  "    image: corp/app:1",
  "    privileged: true",
  "    cap_add: [NET_ADMIN]",
  "    volumes: ['/var/run/docker.sock:/var/run/docker.sock']",
  "  other:",
  "    image: corp/other:1",
  "    privileged: ${PRIVILEGED:-true}",
  "    devices: [/dev/snd]",
  "",
].join("\n");

describe("rules that report one service", () => {
  it("report privileged and the grants beside it once", () => {
    assert.deepEqual(reported(privileged, {}), [
      "privileged-container 4",
      "container-socket-mount 6",
      "privileged-container 9",
    ]);
  });

  it("report the grants if the stronger rule is off", () => {
    assert.deepEqual(reported(privileged, { rules: { "privileged-container": "off" } }), [
      "redundant-with-privileged 5",
      "container-socket-mount 6",
      "redundant-with-privileged 10",
    ]);
  });

  it("report at the essential profile everything that hands over the host", () => {
    assert.deepEqual(reported(privileged, { profile: "essential" }), [
      "privileged-container 4",
      "container-socket-mount 6",
      "privileged-container 9",
    ]);
    assert.deepEqual(reported(privileged, { profile: "essential", rules: { "privileged-container": "off" } }), [
      "container-socket-mount 6",
    ]);
  });
});

describe("rules that report a health check", () => {
  it("report the missing shell, and not what it would have started", () => {
    const service = "services:\n  traces:\n    image: grafana/tempo:latest\n    healthcheck:\n      test:";
    const health = { "healthcheck-tool-missing": "error", "shell-mismatch": "error" };
    assert.deepEqual(reported(`${service} wget -q http://localhost:3200\n`, { rules: health }), ["shell-mismatch 5"]);
    assert.deepEqual(reported(`${service} [CMD, wget, "http://localhost:3200"]\n`, { rules: health }), [
      "healthcheck-tool-missing 5",
    ]);
  });
});

describe("rules that report the programs of a container", () => {
  const dockerfile = [
    "FROM alpine:3.22",
    "COPY --chmod=755 entrypoint.sh /",
    'ENTRYPOINT ["/entrypoint.sh"]',
    "CMD /app/server &",
    "",
  ].join("\n");
  const found = (script: string): readonly string[] =>
    analyzeFiles({ Dockerfile: dockerfile, "entrypoint.sh": script })
      .findings.filter(({ severity }) => severity === "error" || severity === "warning")
      .map(({ rule, range }) => `${rule} ${range.start.line + 1}`);

  it("report a script that cannot start, and what it would start: each needs an edit of its own", () => {
    assert.deepEqual(found('#!/bin/bash\nexec "$@"\n'), ["entrypoint-without-interpreter 3", "daemonized-command 4"]);
    assert.deepEqual(found('#!/bin/sh\r\nexec "$@"\r\n'), ["entrypoint-line-endings 3", "daemonized-command 4"]);
    assert.deepEqual(found('#!/bin/sh\nexec "$@"\n'), ["daemonized-command 4"]);
  });
});
