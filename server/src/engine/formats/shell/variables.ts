import type { Variables } from "./words.ts";

export interface ScriptVariables {
  readonly read: Variables;
  /** Once, where the script surely comes by. */
  assign(name: string, value: string): void;
  /** Something that cannot be read may have assigned anything: `source`, `eval`. */
  forget(): void;
}

/**
 * Variables of one script. A name is certain only when the text mentions it bare (`NAME=`, `read NAME`, `for NAME`,
 * `unset NAME` …) no more often than in the one assignment that was read.
 */
export function createVariables(text: string, predefined: ReadonlyMap<string, string> = new Map()): ScriptVariables {
  const known = new Map<string, string>();
  let given = predefined;
  let bare: ReadonlyMap<string, number> | undefined;
  return {
    read(name) {
      const value = known.get(name) ?? given.get(name);
      if (value === undefined) return undefined;
      bare ??= bareNames(text);
      return (bare.get(name) ?? 0) <= (known.has(name) ? 1 : 0) ? value : undefined;
    },
    assign: (name, value) => known.set(name, value),
    forget() {
      known.clear();
      given = new Map();
    },
  };
}

function bareNames(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, sign, name = "", assigns] of text.matchAll(/(\$\{?[!#]?)?([A-Za-z_]\w*)(:?=)?/g)) {
    const isUse = sign !== undefined && !(sign.startsWith("${") && assigns !== undefined);
    if (!isUse) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
