import { compileRuby, createRubyParser, type RubyParser } from "../../server/src/engine/index.ts";
import { readRubyWasm } from "../../server/src/node/wasm.ts";

/** The Ruby parser as the engine takes it, and as its package offers it. */
export interface Ruby {
  readonly parser: RubyParser;
  readonly exports: WebAssembly.Exports;
}

export async function loadRuby(): Promise<Ruby> {
  const module = compileRuby(await readRubyWasm());
  const system = new Proxy<WebAssembly.ModuleImports>({}, { get: () => () => 52 });
  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: system });
  if (typeof exports["_initialize"] === "function") exports["_initialize"]();
  return { parser: createRubyParser(module), exports };
}
