import type { Variables } from "./words.ts";

export interface ScriptVariables {
  readonly read: Variables;
  /** Once, where the script surely comes by. */
  assign(name: string, value: string): void;
  /** Something that cannot be read may have assigned anything: `source`, `eval`. */
  forget(): void;
}

/** Each name costs a search of the text; past this many a script's variables are taken for uncertain. */
const maximumNames = 200;

/**
 * Variables of one script. A name is certain only when the text mentions it bare (`NAME=`, `read NAME`, `for NAME`,
 * `unset NAME` …) no more often than in the one assignment that was read.
 */
export function createVariables(text: string, predefined: ReadonlyMap<string, string> = new Map()): ScriptVariables {
  const known = new Map<string, string>();
  const bare = new Map<string, number>();
  let given = predefined;
  const bareCount = (name: string): number => {
    let count = bare.get(name);
    if (count === undefined) {
      count = bare.size < maximumNames ? countBare(text, name) : Infinity;
      bare.set(name, count);
    }
    return count;
  };
  return {
    read(name) {
      const value = known.get(name) ?? given.get(name);
      if (value === undefined) return undefined;
      return bareCount(name) <= (known.has(name) ? 1 : 0) ? value : undefined;
    },
    assign: (name, value) => known.set(name, value),
    forget() {
      known.clear();
      given = new Map();
    },
  };
}

/** How often the name stands in the text other than as `$NAME` or `${NAME…}`; `${NAME:=…}` counts, as it assigns. */
function countBare(text: string, name: string): number {
  let count = 0;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (/\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(end))) continue;
    const sign = /\$(\{[!#]?)?$/.exec(text.slice(Math.max(0, at - 3), at));
    const assigns = sign?.[1] !== undefined && /^:?=/.test(text.slice(end, end + 2));
    if (sign === null || assigns) count += 1;
  }
  return count;
}
