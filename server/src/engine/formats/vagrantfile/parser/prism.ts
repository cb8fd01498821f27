import type { Comment, ParseError } from "@ruby/prism/src/deserialize.js";
import type { Location, ProgramNode } from "@ruby/prism/src/nodes.js";
import { parsePrism } from "@ruby/prism/src/parsePrism.js";
import { utf16Offsets } from "./offsets.ts";
import { withDeepStack } from "./deepStack.ts";

/** The syntax of a Ruby text. Nodes carry UTF-8 byte locations: `start` and `end` translate them. */
export interface RubyTree {
  readonly program: ProgramNode;
  readonly comments: readonly Comment[];
  readonly errors: readonly ParseError[];
  /** UTF-16 offset of a location's first character. */
  start(location: Location): number;
  /** UTF-16 offset after a location's last character. */
  end(location: Location): number;
}

/** Parses Ruby and never evaluates it. */
export interface RubyParser {
  /** Undefined when the text is nested too deeply for any parser of this host. */
  parse(text: string): RubyTree | undefined;
}

/** Compiles the bytes of `prism.wasm` for `createRubyParser`. Where only asynchronous compilation is allowed: `WebAssembly.compile(withDeepStack(bytes))`. */
export function compileRuby(bytes: Uint8Array): WebAssembly.Module {
  return new WebAssembly.Module(withDeepStack(bytes));
}

/** A parser over a module from `compileRuby`. Throws for a module with the published, too shallow stack. */
export function createRubyParser(module: WebAssembly.Module): RubyParser {
  let exports = instantiate(module);
  const { memory } = exports;
  if (!hasDeepStack(memory)) {
    throw new Error(
      "Compile prism.wasm with compileRuby(bytes): as published, deeply nested text corrupts its memory.",
    );
  }

  return {
    parse(text) {
      try {
        // The encoding is fixed: a magic comment would otherwise choose a decoder that the host may lack.
        const { value, comments, errors } = parsePrism(exports, text, { version: "3.3.0", encoding: false });
        return { program: value, comments, errors, ...utf16Offsets(text) };
      } catch {
        // Only a stack that ran out ends here, and it leaves the instance in an unknown state.
        exports = instantiate(module);
        return undefined;
      }
    },
  };
}

function instantiate(module: WebAssembly.Module): Record<string, unknown> {
  // The module never touches the system: every call that it could make answers ENOSYS.
  const system = new Proxy<Record<string, unknown>>({}, { get: () => () => 52 });
  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: system });
  if (typeof exports["_initialize"] === "function") exports["_initialize"]();
  return exports;
}

function hasDeepStack(memory: unknown): boolean {
  const megabyte = 1 << 20;
  if (typeof memory !== "object" || memory === null || !("buffer" in memory)) return false;
  return memory.buffer instanceof ArrayBuffer && memory.buffer.byteLength > megabyte;
}
