import type { compileRuby, createRubyParser, FileKind, RubyParser } from "../engine/index.ts";

/** The functions of the engine's module that create a parser. */
interface RubyMaker {
  readonly compileRuby: typeof compileRuby;
  readonly createRubyParser: typeof createRubyParser;
}

/** The Ruby parser, loaded when the first Vagrantfile asks for it. */
export interface Ruby {
  readonly parser: () => RubyParser | undefined;
  /** Rejects, each time, when the parser cannot be loaded. */
  readonly prepare: (kind: FileKind) => Promise<void>;
}

/** `loadEngine` is how the engine itself comes: a parser understands only the nodes of the module that it is from. */
export function createRuby(readWasm: () => Promise<Uint8Array>, loadEngine: () => Promise<RubyMaker>): Ruby {
  let parser: RubyParser | undefined;
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const [maker, bytes] = await Promise.all([loadEngine(), readWasm()]);
    parser = maker.createRubyParser(maker.compileRuby(bytes));
  };
  return {
    parser: () => parser,
    prepare(kind) {
      if (kind !== "vagrantfile") return Promise.resolve();
      loading ??= load();
      return loading;
    },
  };
}
