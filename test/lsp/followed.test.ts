import assert from "node:assert/strict";
import { engine } from "../../scripts/examples.ts";
import { folder, plain, startEditor, stopEditors, type Editor, type EditorOptions } from "./inMemory.ts";

const compose = `${folder}/compose.yaml`;
const dockerfile = `${folder}/Dockerfile`;
const systemd = 'FROM rockylinux:9\nCMD ["/usr/sbin/init"]\n';
const httpd = 'FROM rockylinux:9\nCMD ["httpd", "-DFOREGROUND"]\n';
const withInit = "services:\n  legacy:\n    build: .\n    init: true\n";
const scripted = 'FROM debian:12\nCOPY start.sh /usr/local/bin/\nENTRYPOINT ["/usr/local/bin/start.sh"]\n';
const windows = "#!/bin/sh\r\nexec app\r\n";
const unix = "#!/bin/sh\nexec app\n";

const start = (files: Record<string, string>, options: EditorOptions = {}): Promise<Editor> =>
  startEditor({ engine, files, ...options });

async function rulesIn(editor: Editor, uri: string): Promise<readonly unknown[]> {
  return (await editor.pull(uri)).map(({ code }) => code);
}

/** Does something to a neighbour and waits until the server asks the editor to look again. */
async function after(editor: Editor, change: () => void): Promise<void> {
  const { refreshes } = editor.counts;
  change();
  await editor.until(() => editor.counts.refreshes > refreshes);
}

describe("advice across files", () => {
  afterEach(stopEditors);

  it("follows an open Dockerfile without a save, and its undoing", async () => {
    const editor = await start({ [dockerfile]: systemd });
    editor.open(compose, withInit, "dockercompose");
    editor.open(dockerfile, systemd);
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);

    await after(editor, () => editor.edit(dockerfile, httpd));
    assert.deepEqual(await rulesIn(editor, compose), []);
    await after(editor, () => editor.edit(dockerfile, systemd));
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);
  });

  it("names the other file, and appears in each of the two when it is open", async () => {
    const editor = await start({});
    editor.open(compose, withInit, "dockercompose");
    editor.open(dockerfile, systemd);

    const [inCompose] = await editor.pull(compose);
    const inDockerfile = (await editor.pull(dockerfile)).find(({ code }) => code === "systemd-not-pid-one");

    assert.equal(inCompose?.relatedInformation?.[0]?.location.uri, dockerfile);
    assert.equal(inDockerfile?.relatedInformation?.[0]?.location.uri, compose);
    assert.equal(inDockerfile?.range.start.line, 1);
  });

  it("is suppressed by a comment in either file", async () => {
    const editor = await start({});
    editor.open(compose, withInit, "dockercompose");
    editor.open(dockerfile, systemd);
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);

    const comment = "# bulkhead ignore=systemd-not-pid-one,systemd-in-container it is how we test\n";
    await after(editor, () => editor.edit(dockerfile, systemd.replace("CMD", `${comment}CMD`)));

    assert.deepEqual(await rulesIn(editor, compose), []);
  });

  it("takes the line endings of a script from the saved file, and its text from the editor", async () => {
    const script = `${folder}/start.sh`;
    const editor = await start({ [script]: windows });
    editor.open(dockerfile, scripted);
    // Editors keep one kind of line end in their buffers; what a build copies is the saved file.
    editor.open(script, windows, "shellscript");
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);
    await after(editor, () => editor.edit(script, unix));
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);

    editor.disk.set(script, unix);
    await after(editor, () => editor.save(script));

    assert.deepEqual(await rulesIn(editor, dockerfile), []);
  });

  it("follows files that are created, deleted and renamed", async () => {
    const script = `${folder}/start.sh`;
    const editor = await start({});
    editor.open(dockerfile, scripted);
    assert.deepEqual(await rulesIn(editor, dockerfile), []);

    editor.disk.set(script, windows);
    await after(editor, () => editor.changedOnDisk(script));
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);

    const renamed = `${folder}/begin.sh`;
    editor.disk.delete(script);
    editor.disk.set(renamed, windows);
    await after(editor, () => editor.changedOnDisk(script, renamed));
    assert.deepEqual(await rulesIn(editor, dockerfile), []);

    editor.disk.delete(renamed);
    editor.disk.set(script, windows);
    await after(editor, () => editor.changedOnDisk(renamed, script));
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);
  });

  it("follows a Dockerfile that is renamed while it is open", async () => {
    const editor = await start({ [dockerfile]: systemd });
    editor.open(compose, withInit, "dockercompose");
    editor.open(dockerfile, systemd);
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);

    const renamed = `${folder}/Dockerfile.old`;
    await after(editor, () => {
      editor.disk.delete(dockerfile);
      editor.disk.set(renamed, systemd);
      editor.close(dockerfile);
      editor.open(renamed, systemd);
      editor.changedOnDisk(dockerfile, renamed);
    });

    assert.deepEqual(await rulesIn(editor, compose), []);
  });

  it("follows a configuration that is typed, and one that appears nearer", async () => {
    const config = `${folder}/bulkhead.config.yaml`;
    const editor = await start({ [config]: "profile: recommended\n", [dockerfile]: systemd });
    editor.open(compose, withInit, "dockercompose");
    editor.open(config, "profile: recommended\n", "yaml");
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);

    await after(editor, () => editor.edit(config, "rules:\n  systemd-not-pid-one: off\n"));
    assert.deepEqual(await rulesIn(editor, compose), []);

    const nearer = `${folder}/bulkhead.config.json`;
    editor.disk.set(nearer, "{}");
    await after(editor, () => editor.changedOnDisk(nearer));
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);
  });

  it("follows .env, an env_file and .dockerignore as they are typed", async () => {
    const [env, java, ignore] = [`${folder}/.env`, `${folder}/java.env`, `${folder}/.dockerignore`];
    const editor = await start({ [dockerfile]: scripted, [`${folder}/start.sh`]: windows });
    const image = "image: eclipse-temurin:21-jre";
    editor.open(compose, `services:\n  api:\n    ${image}\n    env_file: java.env\n    mem_limit: \${LIMIT}\n`);
    editor.open(dockerfile, scripted);
    editor.open(env, "LIMIT=1g\n", "dotenv");
    editor.open(java, "JAVA_TOOL_OPTIONS=-Xmx2g\n", "dotenv");
    editor.open(ignore, "", "ignore");
    assert.deepEqual(await rulesIn(editor, compose), ["heap-exceeds-memory-limit"]);
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);

    await after(editor, () => editor.edit(env, "LIMIT=4g\n"));
    assert.deepEqual(await rulesIn(editor, compose), []);
    await after(editor, () => editor.edit(java, "JAVA_TOOL_OPTIONS=-Xmx4g\n"));
    assert.deepEqual(await rulesIn(editor, compose), ["heap-exceeds-memory-limit"]);
    assert.deepEqual(await rulesIn(editor, dockerfile), ["entrypoint-line-endings"]);
    await after(editor, () => editor.edit(ignore, "start.sh\n"));
    assert.deepEqual(await rulesIn(editor, dockerfile), []);
  });

  it("follows the Vagrantfile that a workflow boots", async () => {
    const [workflow, vagrantfile] = [`${folder}/.github/workflows/test.yml`, `${folder}/Vagrantfile`];
    const machine = (box: string): string => `Vagrant.configure("2") do |config|\n  config.vm.box = "${box}"\nend\n`;
    const editor = await start({ [vagrantfile]: machine("bento/ubuntu-24.04") });
    editor.open(
      workflow,
      "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: vagrant up\n",
      "yaml",
    );
    editor.open(vagrantfile, machine("bento/ubuntu-24.04"), "ruby");
    assert.deepEqual(await rulesIn(editor, workflow), ["vm-for-ephemeral-ci"]);

    await after(editor, () => editor.edit(vagrantfile, machine("generic/freebsd13")));
    assert.deepEqual(await rulesIn(editor, workflow), []);
  });

  it("is pushed again where the editor does not ask for it", async () => {
    const editor = await start({}, { capabilities: plain });
    const pushed = (uri: string): readonly unknown[] | undefined =>
      editor.published.get(uri)?.diagnostics.map(({ code }) => code);
    editor.open(dockerfile, systemd);
    editor.open(compose, withInit, "dockercompose");
    await editor.until(() => pushed(compose)?.[0] === "systemd-not-pid-one");

    editor.edit(dockerfile, httpd);
    await editor.until(() => pushed(compose)?.length === 0);

    editor.edit(dockerfile, systemd);
    await editor.until(() => pushed(compose)?.[0] === "systemd-not-pid-one");
    assert.equal(editor.counts.refreshes, 0);
  });

  it("lowers a heap in the image below the limit in the Compose file, and back", async () => {
    const heap = (size: number): string =>
      `FROM node:22-slim\nENV NODE_OPTIONS=--max-old-space-size=${size}\nCMD ["node", "server.js"]\n`;
    const editor = await start({});
    editor.open(compose, "services:\n  web:\n    build: .\n    mem_limit: 512m\n", "dockercompose");
    editor.open(dockerfile, heap(4096));
    assert.deepEqual(await rulesIn(editor, compose), ["heap-exceeds-memory-limit"]);

    await after(editor, () => editor.edit(dockerfile, heap(256)));
    assert.deepEqual(await rulesIn(editor, compose), []);
    await after(editor, () => editor.edit(dockerfile, heap(4096)));
    assert.deepEqual(await rulesIn(editor, compose), ["heap-exceeds-memory-limit"]);
  });

  it("stays in the workspace folder of the document, also if a file of another one is open", async () => {
    const other = "file:///other";
    const editor = await start({}, { folders: [folder, other] });
    editor.open(compose, withInit.replace("build: .", "build: ../other"), "dockercompose");
    editor.open(`${other}/Dockerfile`, systemd);
    editor.open(`${other}/compose.yaml`, withInit, "dockercompose");

    assert.deepEqual(await rulesIn(editor, compose), []);
    assert.deepEqual(await rulesIn(editor, `${other}/compose.yaml`), ["systemd-not-pid-one"]);
    assert.deepEqual(
      editor.reads.filter((uri) => !uri.startsWith(`${folder}/`) && !uri.startsWith(`${other}/`)),
      [],
    );
  });

  it("reaches further when a folder is added that holds both", async () => {
    const inner = `${folder}/app`;
    const editor = await start({ [dockerfile]: systemd }, { folders: [inner] });
    const uri = `${inner}/compose.yaml`;
    editor.open(uri, withInit.replace("build: .", "build: .."), "dockercompose");
    assert.deepEqual(await rulesIn(editor, uri), []);

    await after(editor, () => {
      void editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
        event: { added: [{ uri: folder, name: "project" }], removed: [{ uri: inner, name: "app" }] },
      });
    });

    assert.deepEqual(await rulesIn(editor, uri), ["systemd-not-pid-one"]);
  });

  it("finds a Windows drive in every spelling of the editor", async () => {
    const editor = await start({ "file:///c%3A/my%20app/Dockerfile": systemd }, { folders: ["file:///C:/my app"] });
    editor.open("file:///C:/my app/compose.yaml", withInit, "dockercompose");
    editor.open("file:///c%3A/my%20app/sub/compose.yaml", withInit.replace("build: .", "build: .."), "dockercompose");

    assert.deepEqual(await rulesIn(editor, "file:///C:/my app/compose.yaml"), ["systemd-not-pid-one"]);
    assert.deepEqual(await rulesIn(editor, "file:///c%3A/my%20app/sub/compose.yaml"), ["systemd-not-pid-one"]);

    editor.open("file:///C:/my app/Dockerfile", systemd);
    await after(editor, () => editor.edit("file:///C:/my app/Dockerfile", httpd));
    assert.deepEqual(await rulesIn(editor, "file:///C:/my app/compose.yaml"), []);
  });

  it("links documents that are open where no folder is", async () => {
    const editor = await start({ [dockerfile]: systemd }, { folders: [] });
    editor.open(compose, withInit, "dockercompose");
    assert.deepEqual(await rulesIn(editor, compose), []);

    await after(editor, () => editor.open(dockerfile, systemd));

    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);
    assert.deepEqual(editor.reads, []);
  });

  it("is not looked for around an unsaved document without a name", async () => {
    const editor = await start({ [dockerfile]: systemd });
    editor.open("untitled:Untitled-1", withInit, "dockercompose");
    editor.open(dockerfile, systemd);

    assert.deepEqual(await rulesIn(editor, "untitled:Untitled-1"), []);
    assert.deepEqual(await rulesIn(editor, dockerfile), ["systemd-in-container"]);
  });

  it("never uses a text that has been closed and opened again", async () => {
    const editor = await start({ [dockerfile]: httpd });
    editor.open(compose, withInit, "dockercompose");
    editor.open(dockerfile, systemd);
    assert.deepEqual(await rulesIn(editor, compose), ["systemd-not-pid-one"]);

    await after(editor, () => editor.close(dockerfile));
    assert.deepEqual(await rulesIn(editor, compose), []);
    // The version counts from one again, for another text.
    await after(editor, () => editor.open(dockerfile, httpd.replace("httpd", "nginx")));
    assert.deepEqual(await rulesIn(editor, compose), []);
  });
});
