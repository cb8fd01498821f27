import assert from "node:assert/strict";
import { resolve } from "node:path";
import { readRequest } from "../../../scripts/vscode-host/arguments.ts";

describe("the launcher's arguments", () => {
  it("are those that runTests passes", () => {
    const request = readRequest([
      "examples",
      "--extensionDevelopmentKind=web",
      "--no-sandbox",
      "--disable-workspace-trust",
      "--extensionTestsPath=/work/tests=a.cjs",
      "--extensionDevelopmentPath=/work/extension",
    ]);
    assert.equal(request.folder, resolve("examples"));
    assert.equal(request.tests, resolve("/work/tests=a.cjs"));
    assert.equal(request.extension, resolve("/work/extension"));
    assert.equal(request.web, true);
    assert.equal(request.trusted, true);
  });

  it("leave the folder untrusted and the extension in its own host unless they say otherwise", () => {
    const request = readRequest(["/work"]);
    assert.equal(request.trusted, false);
    assert.equal(request.web, false);
    assert.equal(request.tests, undefined);
  });
});
