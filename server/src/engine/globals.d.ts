// The few names that every host of the engine has: Node ≥ 20, browsers and workers. Neither the DOM nor Node's types are in reach here.
declare class TextEncoder {
  encode(text?: string): Uint8Array;
}
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a declaration of what the host has
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
}
