import { configurationTests } from "../configuration.ts";
import { coreTests } from "../core.ts";
import { expect } from "../expect.ts";
import { runMocha } from "../mocha.ts";
import { neighbourTests } from "../neighbours.ts";

export const run = (): Promise<void> =>
  runMocha(() => {
    it("runs in the Node extension host", () => {
      expect(typeof process === "object" && process.versions.node !== undefined, "the host is Node");
    });
    coreTests();
    neighbourTests();
    configurationTests();
  });
