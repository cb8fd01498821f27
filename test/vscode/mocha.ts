// The browser build runs in both extension hosts: it looks for no files and needs no module loader.
import "mocha/mocha.js";

/** Runs the tests that `define` describes; rejects when one of them fails. */
export async function runMocha(define: () => void): Promise<void> {
  mocha.setup({ ui: "bdd", reporter: "spec", timeout: 60_000 });
  define();
  // `mocha.run` of this build reads options from the address of a page, and there is no page here.
  const failures = await new Promise<number>((resolve) => Mocha.prototype.run.call(mocha, resolve));
  if (failures > 0) throw new Error(`${failures} of the tests in the editor failed.`);
}
