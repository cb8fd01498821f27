// Shell patterns of `${A#p}`, `${A%p}` and `${A/p/r}`: `*` and `?`, no brackets.

type Token =
  { readonly kind: "text"; readonly character: string } | { readonly kind: "one" } | { readonly kind: "many" };

/** Versions and image names are short; what is longer is not worth the time that matching may take. */
const longestMatched = 256;

/** The value without the prefix or suffix that matches; undefined when the pattern is refused. */
export function trimPattern(value: string, pattern: string, prefix: boolean, greedy: boolean): string | undefined {
  const tokens = readPattern(pattern);
  if (!tokens || value.length > longestMatched) return undefined;

  const characters = Array.from(value);
  if (!prefix) characters.reverse();
  const lengths = matchLengths(prefix ? tokens : tokens.toReversed(), characters, 0);
  const length = greedy ? lengths.at(-1) : lengths[0];
  const rest = characters.slice(length ?? 0);
  return (prefix ? rest : rest.reverse()).join("");
}

/** The value with the first match, or every one, replaced; matches are the longest. Undefined when the pattern is refused. */
export function replacePattern(value: string, pattern: string, replacement: string, all: boolean): string | undefined {
  const tokens = readPattern(pattern);
  // BuildKit reads `$1` in a replacement of all as a group of its regular expression.
  if (!tokens || tokens.length === 0 || value.length > longestMatched || replacement.includes("$")) return undefined;

  const characters = Array.from(value);
  let result = "";
  for (let at = 0; at <= characters.length; at += 1) {
    const length = matchLengths(tokens, characters, at).at(-1);
    if (length !== undefined && (length > 0 || at < characters.length)) {
      result += replacement;
      if (!all) return result + characters.slice(at + length).join("");
      at += length;
    }
    result += characters[at] ?? "";
  }
  return result;
}

function readPattern(pattern: string): readonly Token[] | undefined {
  if (pattern.length > longestMatched) return undefined;
  const tokens: Token[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    if (character === "*") tokens.push({ kind: "many" });
    else if (character === "?") tokens.push({ kind: "one" });
    else if (character === "\\") {
      at += 1;
      const escaped = characters[at] ?? "";
      if (!"*?\\}/".includes(escaped) || escaped === "") return undefined;
      tokens.push({ kind: "text", character: escaped });
    } else tokens.push({ kind: "text", character });
  }
  return tokens;
}

/** Lengths of all matches that begin at `start`, shortest first. */
function matchLengths(tokens: readonly Token[], characters: readonly string[], start: number): readonly number[] {
  let ends = new Set([start]);
  for (const token of tokens) {
    const next = new Set<number>();
    if (token.kind === "many") {
      for (let at = Math.min(...ends); at <= characters.length; at += 1) next.add(at);
    } else {
      for (const end of ends) {
        const character = characters[end];
        if (character !== undefined && (token.kind === "one" || character === token.character)) next.add(end + 1);
      }
    }
    if (next.size === 0) return [];
    ends = next;
  }
  return [...ends].sort((a, b) => a - b).map((end) => end - start);
}
