import type { FileKind, RubyParser } from "../engine/index.ts";

/** The Ruby parser, loaded when the first Vagrantfile asks for it. */
export interface Ruby {
  readonly parser: () => RubyParser | undefined;
  /** Rejects, each time, when the parser cannot be loaded. */
  readonly prepare: (kind: FileKind) => Promise<void>;
}

export function createRuby(readWasm: () => Promise<Uint8Array>): Ruby {
  let parser: RubyParser | undefined;
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const [{ compileRuby, createRubyParser }, bytes] = await Promise.all([import("../engine/index.ts"), readWasm()]);
    parser = createRubyParser(compileRuby(bytes));
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
