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

/** Variables of one script. A name is certain only when nothing in the text assigns it but the one assignment that was read. */
export function createVariables(text: string, predefined: ReadonlyMap<string, string> = new Map()): ScriptVariables {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  let given = predefined;
  const assignmentsOf = (name: string): number => {
    let count = counts.get(name);
    if (count === undefined) {
      count = counts.size < maximumNames ? countAssignments(text, name) : Infinity;
      counts.set(name, count);
    }
    return count;
  };
  return {
    read(name) {
      const value = known.get(name) ?? given.get(name);
      if (value === undefined) return undefined;
      return assignmentsOf(name) <= (known.has(name) ? 1 : 0) ? value : undefined;
    },
    assign: (name, value) => known.set(name, value),
    forget() {
      known.clear();
      given = new Map();
    },
  };
}

/** How often the text may assign the name: `NAME=`, `NAME+=`, `NAME[0]=`, `${NAME:=…}`, `for NAME`, `read NAME`, `local NAME` … */
function countAssignments(text: string, name: string): number {
  let count = 0;
  for (let at = text.indexOf(name); at !== -1 && count < 2; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (/\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(end))) continue;
    const behind = text.slice(end, end + 3);
    const sign = /\$(\{[!#]?)?$/.exec(text.slice(Math.max(0, at - 3), at));
    if (sign !== null) count += sign[1] !== undefined && /^:?=/.test(behind) ? 1 : 0;
    else if (assigning.test(behind) || takesName(text, at)) count += 1;
  }
  return count;
}

const assigning = /^([-+*/%&|^]?=|<<=|>>=|\[|\+\+|--)/;
const takesNames =
  /\b(for|select)\s+$|\b(read|unset|local|declare|typeset|mapfile|readarray|getopts|let|printf\s+-v)\b|\(\(|(\+\+|--)$/;

/** How far back a word such as `read` is looked for. */
const maximumReach = 400;

/** True when the occurrence follows a word that assigns its arguments, on the same line, continued lines included. */
function takesName(text: string, offset: number): boolean {
  const earliest = Math.max(0, offset - maximumReach);
  const before = text.slice(earliest, offset);
  let start = before.length;
  do start = before.lastIndexOf("\n", start - 1);
  while (start > 0 && before[start - 1] === "\\");
  // The line may begin further above.
  return (start <= 0 && earliest > 0) || takesNames.test(before.slice(start + 1));
}
