import { parseInstruction } from "./syntax/instruction.ts";
import type { KeptInstruction } from "./located.ts";
import type { Region } from "./lines/split.ts";

/** Keeps instructions by their text, so that an edit costs one instruction. One cache may serve many files. */
export interface InstructionCache {
  /** The instruction of a region, parsed when its text is new. */
  instruction(file: string, region: Region, escape: "\\" | "`"): KeptInstruction;
  /** Drops entries that were not used since the last time. */
  age(): void;
}

/** `capacity` is in characters of instruction text; about three times as many are held. */
export function createInstructionCache(capacity = 1_000_000): InstructionCache {
  let recent = new Map<string, KeptInstruction>();
  let older = new Map<string, KeptInstruction>();
  let size = 0;

  const age = (): void => {
    older = recent;
    recent = new Map();
    size = 0;
  };
  const keep = (key: string, kept: KeptInstruction): void => {
    recent.set(key, kept);
    size += key.length;
    if (size > capacity) age();
  };

  return {
    age,
    instruction(file, region, escape) {
      // If a here-document never ends, or the file ends with an escape, the same text has another meaning.
      const sign = `${escape}${region.unterminated === undefined ? "" : "<"}${region.dangling ? "$" : ""}`;
      const text = file.slice(region.start, region.end);
      const known = recent.get(sign + text);
      if (known) return known;

      const old = older.get(sign + text);
      const kept = old ?? { parsed: parseInstruction(file, region, escape), placed: [] };
      keep(sign + kept.parsed.source, kept);
      return kept;
    },
  };
}
