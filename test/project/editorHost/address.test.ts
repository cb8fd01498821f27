import assert from "node:assert/strict";
import { addressOf } from "../../../scripts/vscode-host/address.ts";

const server = { port: 4711, token: "secret", ended: Promise.resolve() };

describe("the editor's address", () => {
  it("carries the token, the folder, and the extension on the same machine as the page", () => {
    const address = new URL(addressOf(server, { folder: "/work/my examples", extension: "/work/extension" }));
    assert.equal(address.host, "127.0.0.1:4711");
    assert.equal(address.searchParams.get("tkn"), "secret");
    assert.equal(address.searchParams.get("folder"), "/work/my examples");
    const payload = new Map(JSON.parse(address.searchParams.get("payload") ?? "[]") as [string, string][]);
    assert.equal(payload.get("extensionDevelopmentPath"), "vscode-remote://127.0.0.1:4711/work/extension");
  });

  it("escapes paths of files to open, and writes a drive letter below the root", () => {
    const address = new URL(addressOf(server, { openFile: "C:\\my files\\Dockerfile" }));
    const payload = new Map(JSON.parse(address.searchParams.get("payload") ?? "[]") as [string, string][]);
    assert.equal(payload.get("openFile"), "vscode-remote://127.0.0.1:4711/C:/my%20files/Dockerfile");
  });
});
