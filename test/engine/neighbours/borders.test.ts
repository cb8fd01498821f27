import assert from "node:assert/strict";
import { createHost, type Host } from "./host.ts";

const systemd = 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n';
const rule = "systemd-not-pid-one";
const buildOf = (build: string): string => `services:\n  legacy:\n    build: ${build}\n    init: true\n`;

async function speaks(host: Host, path = "compose.yaml"): Promise<boolean> {
  return (await host.rules(path)).includes(rule);
}

describe("files that are linked", () => {
  const elsewhere = {
    "a folder above": "../secret",
    "an absolute path": "/secret",
    "a home folder": "~/secret",
    "a folder that only begins with the same name": "../workshop",
    "a way out and in again": "./a/../../secret",
    "a Git address": "https://example.com/app.git",
  };
  for (const [title, path] of Object.entries(elsewhere)) {
    it(`outside of the folder are not read: ${title}`, async () => {
      const host = createHost({
        "compose.yaml": buildOf(path),
        "file:///secret/Dockerfile": systemd,
        "file:///workshop/Dockerfile": systemd,
      });

      assert.equal(await speaks(host), false);
      assert.deepEqual(
        host.reads.filter((uri) => !uri.startsWith(`${host.folder}/`)),
        [],
      );
    });
  }

  it("include, extend and name no file outside either", async () => {
    const host = createHost({
      "compose.yaml": [
        "include: [../other/compose.yaml]",
        "services:",
        "  a: { extends: { file: ../other/base.yaml, service: a }, init: true }",
        "  b: { build: ., env_file: ../other/b.env, mem_limit: 1g }",
        "",
      ].join("\n"),
      Dockerfile: "FROM eclipse-temurin:21-jre\nCOPY ../../other/start.sh /start.sh\nENTRYPOINT /start.sh\n",
      "file:///other/compose.yaml": buildOf("."),
      "file:///other/Dockerfile": systemd,
      "file:///other/base.yaml": "services:\n  a:\n    image: rockylinux:9\n    command: /usr/sbin/init\n",
      "file:///other/b.env": "JAVA_TOOL_OPTIONS=-Xmx2g\n",
      "file:///other/start.sh": "#!/bin/sh\r\n",
    });

    const rules = await host.rules("compose.yaml");

    assert.deepEqual(
      rules.filter((one) => one === rule || one === "heap-exceeds-memory-limit"),
      [],
    );
  });

  it("upwards end at the folder, beyond which no configuration counts", async () => {
    const host = createHost({
      Dockerfile: "FROM alpine:3.22\nUSER 1\nRUN apt-get update\n",
      "file:///bulkhead.config.yaml": "rules:\n  package-manager-mismatch: off\n",
    });

    assert.deepEqual(await host.rules("Dockerfile"), ["package-manager-mismatch"]);
  });

  for (const name of ["my app", "a#b", "50%", "50%25", "größe", "データ", "UPPER", "a+b&c=d"]) {
    it(`may be called ${name}`, async () => {
      const host = createHost({
        "compose.yaml": buildOf(JSON.stringify(`./${name}`)),
        [`${name}/Dockerfile`]: `FROM rockylinux:9\nUSER 1\nCOPY ["${name}.sh", "/start.sh"]\nENTRYPOINT ["/start.sh"]\n`,
        [`${name}/${name}.sh`]: "#!/bin/sh\r\nexec app\r\n",
      });
      assert.deepEqual(await host.rules(`${name}/Dockerfile`), ["entrypoint-line-endings"]);

      host.write(`${name}/Dockerfile`, systemd);
      assert.equal(await speaks(host), true);
      assert.equal(await speaks(host, `${name}/Dockerfile`), true);
    });
  }

  for (const name of ["[x]", "what?", "*"]) {
    it(`may be called ${name}, which is a pattern to COPY alone`, async () => {
      const host = createHost({
        "compose.yaml": buildOf(JSON.stringify(`./${name}`)),
        [`${name}/Dockerfile`]: systemd,
      });

      assert.equal(await speaks(host), true);
    });
  }

  it("differ when only the case of their names differs", async () => {
    const host = createHost({ "compose.yaml": buildOf("./App"), "app/Dockerfile": systemd });

    assert.equal(await speaks(host), false);
  });

  for (const folder of ["file:///C:/work/my app", "file:///c%3A/work/my%20app"]) {
    it(`lie on a Windows drive however an editor spells it: ${folder}`, async () => {
      const host = createHost(
        {
          "compose.yaml": buildOf(".\\\\app").replace("build: .\\\\app", 'build: ".\\\\app"'),
          "app/Dockerfile": systemd,
          "file:///C:/work/other/Dockerfile": systemd,
        },
        folder,
      );

      assert.equal(host.folder, "file:///c%3A/work/my%20app");
      assert.equal(await speaks(host, "file:///C:/work/my app/compose.yaml"), true);
      assert.equal(await speaks(host, "file:///c%3A/work/my%20app/compose.yaml"), true);
      host.write("compose.yaml", buildOf('"C:\\\\work\\\\my app\\\\app"'));
      assert.equal(await speaks(host), true);
      host.write("compose.yaml", buildOf('"C:\\\\work\\\\other"'));
      assert.equal(await speaks(host), false);
    });
  }

  it("are none for an unsaved document without a name", async () => {
    const host = createHost({ Dockerfile: systemd, "bulkhead.config.yaml": "rules: { systemd-not-pid-one: off }\n" });
    const dockerfile = "FROM debian:12\nCOPY start.sh /\nCMD /lib/systemd/systemd\n";

    const compose = { text: buildOf("."), languageId: "dockercompose" };
    assert.ok(!(await host.rules("untitled:Untitled-1", compose)).includes(rule));
    assert.deepEqual(await host.rules("untitled:Untitled-2", { text: dockerfile, languageId: "dockerfile" }), [rule]);
    assert.deepEqual(
      host.reads.filter((uri) => uri.startsWith("file:")),
      [],
    );
  });

  for (const base of ["vscode-remote://ssh-remote%2Bhost/work", "vscode-vfs://github/org/repo"]) {
    it(`may lie on another machine: ${base}`, async () => {
      const host = createHost({ "compose.yaml": buildOf("./app"), "app/Dockerfile": systemd }, base);

      assert.equal(await speaks(host), true);
      assert.equal(await speaks(host, "app/Dockerfile"), true);
    });
  }
});
