import assert from "node:assert/strict";
import { isMissing } from "../../../server/src/engine/facts/absence.ts";
import type { Job } from "../../../server/src/engine/model/job.ts";
import { machineIn, projectOf, serviceIn, stageIn } from "./reading.ts";

/** Whether a health check is surely missing from a service of the first file. */
function lacksCheck(files: Readonly<Record<string, string>>, name = "app"): boolean {
  const project = projectOf(files);
  return isMissing(project, serviceIn(project, name), ({ healthcheck }) => healthcheck);
}

const app = "services:\n  app:\n    image: a\n";
const checked = "services:\n  app:\n    healthcheck: { test: [CMD, true] }\n";

describe("a missing setting of a service", () => {
  it("is a setting that no file of the project writes", () => {
    assert.equal(lacksCheck({ "compose.yaml": app }), true);
    assert.equal(lacksCheck({ "compose.yaml": `${app}    healthcheck: { test: [CMD, true] }\n` }), false);
    assert.equal(lacksCheck({ "compose.yaml": `${app}    healthcheck: { test: $TEST }\n` }), false);
  });

  it("is not missing if an override, an extended or an included file adds it", () => {
    assert.equal(lacksCheck({ "compose.yaml": app, "compose.override.yaml": checked }), false);
    const extending = `${app}    extends: { file: base.yaml, service: app }\n`;
    assert.equal(lacksCheck({ "compose.yaml": extending, "base.yaml": checked }), false);
    assert.equal(lacksCheck({ "compose.yaml": extending, "base.yaml": app }), true);
    assert.equal(lacksCheck({ "compose.yaml": "include: [base.yaml]\n", "base.yaml": app }), true);
  });

  it("is unknown if such a file cannot be read", () => {
    assert.equal(lacksCheck({ "compose.yaml": `${app}    extends: { file: base.yaml, service: app }\n` }), false);
    assert.equal(lacksCheck({ "compose.yaml": `include: [base.yaml]\n${app}` }), false);
  });

  it("is unknown in an override of an unknown base, and in a file that others extend", () => {
    assert.equal(lacksCheck({ "compose.override.yaml": app }), false);
    const extending = `services:\n  web:\n    extends: { file: compose.common.yaml, service: app }\n`;
    assert.equal(lacksCheck({ "compose.common.yaml": app, "compose.yaml": extending }), false);
    assert.equal(lacksCheck({ "compose.common.yaml": app, "compose.yaml": "services:\n  web:\n    image: a\n" }), true);
  });

  it("is not missing if a fragment, an anchor or a merge brings it", () => {
    const fragment = "x-app: &app\n  healthcheck: { test: [CMD, true] }\n";
    assert.equal(lacksCheck({ "compose.yaml": `${fragment}services:\n  app:\n    <<: *app\n    image: a\n` }), false);
    const unknown = "services:\n  app:\n    <<: *gone\n    image: a\n";
    assert.equal(lacksCheck({ "compose.yaml": unknown }), false);
  });

  it("is unknown if a stretch of the file cannot be read", () => {
    assert.equal(lacksCheck({ "compose.yaml": `${app}  web: { image: "b\n` }), false);
  });
});

describe("a missing setting of a stage", () => {
  it("is a setting of no stage below it", () => {
    const lacksUser = (text: string): boolean => {
      const project = projectOf({ Dockerfile: text });
      return isMissing(project, stageIn(project), ({ user }) => user);
    };

    assert.equal(lacksUser("FROM debian:12\n"), true);
    assert.equal(lacksUser("FROM debian:12 AS base\nUSER app\nFROM base\n"), false);
    assert.equal(lacksUser("FROM debian:12 AS base\nUSER app\nFROM debian:12\n"), true);
    assert.equal(lacksUser("FROM debian:12\nUSRE app\n"), false);
  });
});

describe("a missing setting of a machine", () => {
  it("is a setting of a machine that was read as a whole", () => {
    const lacksHostname = (line: string): boolean => {
      const project = projectOf({ Vagrantfile: `Vagrant.configure("2") do |config|\n  ${line}\nend\n` });
      return isMissing(project, machineIn(project), ({ hostname }) => hostname);
    };

    assert.equal(lacksHostname('config.vm.box = "debian/bookworm64"'), true);
    assert.equal(lacksHostname("settings.each { |key, value| config.vm.send(key, value) }"), false);
  });
});

describe("a missing setting of a job", () => {
  function lacksTags(text: string, name: string, others: Readonly<Record<string, string>> = {}): boolean {
    const project = projectOf({ ".gitlab-ci.yml": text, ...others });
    assert.equal(project.root.kind, "workflow");
    const job = project.root.jobs.find((one: Job) => one.name === name);
    assert.ok(job, `there is a job ${name}`);
    return isMissing(project, job, ({ runsOn }) => runsOn);
  }

  it("is not missing if a template or a default adds it", () => {
    assert.equal(lacksTags("test:\n  script: make\n", "test"), true);
    assert.equal(lacksTags("default:\n  tags: [a]\ntest:\n  script: make\n", "test"), false);
    assert.equal(lacksTags(".base:\n  tags: [a]\ntest:\n  extends: .base\n  script: make\n", "test"), false);
  });

  it("is unknown in a template, and if an include cannot be read", () => {
    assert.equal(lacksTags(".base:\n  script: make\n", ".base"), false);
    assert.equal(lacksTags("include: { project: a/b, file: c.yml }\ntest:\n  script: make\n", "test"), false);
  });
});
