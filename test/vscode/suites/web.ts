import { configurationTests } from "../configuration.ts";
import { coreTests } from "../core.ts";
import { expect } from "../expect.ts";
import { runMocha } from "../mocha.ts";
import { neighbourTests } from "../neighbours.ts";

export const run = (): Promise<void> =>
  runMocha(() => {
    it("runs in the web worker extension host", () => {
      expect("WorkerGlobalScope" in globalThis, "the host is a worker");
    });
    coreTests();
    neighbourTests();
    configurationTests();
  });
