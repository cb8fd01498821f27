import { pathBelowRoot } from "../model/text/path.ts";

interface Pattern {
  readonly excludes: boolean;
  readonly tokens: readonly Token[];
}

/** `one` takes a character, `run` any number of them; from `skip` the match goes on with the next token or the third one. */
type Token =
  { readonly kind: "one" | "run"; readonly takes: (character: string) => boolean } | { readonly kind: "skip" };

// Longer ones are not written by hand, and matching takes time.
const longestFile = 64 * 1024;
const longestPath = 1024;

/**
 * Reads a `.dockerignore` file as the builder does: the last pattern that matches the path, or a folder above it, decides.
 * The answer is undefined for a file with a pattern that the builder refuses. Paths are relative to the context, with `/`.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function readDockerignore(text: string): (path: string) => boolean | undefined {
  const patterns = text.length > longestFile ? (["refused"] as const) : text.split("\n").flatMap(readPattern);
  return (path) => {
    if (path.length > longestPath || patterns.includes("refused")) return undefined;
    const matching = patterns.findLast(
      (pattern) => pattern !== "refused" && matches(pattern.tokens, pathBelowRoot(path)),
    );
    return matching !== undefined && matching !== "refused" && matching.excludes;
  };
}

function readPattern(line: string): readonly (Pattern | "refused")[] {
  const trimmed = line.trim();
  // Only a sign in the first column begins a comment.
  if (line.startsWith("#") || trimmed === "") return [];
  const excludes = !trimmed.startsWith("!");
  const written = excludes ? trimmed : trimmed.slice(1).trim();
  if (written === "") return ["refused"];
  const path = pathBelowRoot(written);
  if (path === "") return [];
  const tokens = path.length > longestPath ? undefined : tokensOf(path);
  return [tokens ? { excludes, tokens } : "refused"];
}

const anything: Token = { kind: "run", takes: () => true };
const inFolder = (character: string): boolean => character !== "/";

/** Undefined for a class without an end, or one that is upside down. */
function tokensOf(pattern: string): readonly Token[] | undefined {
  // Before plain text, two stars need no slash after them: `**.sh` is every name with that ending.
  if (/^\*\*[^/*?[\\]+$/.test(pattern)) return [anything, ...[...pattern.slice(2)].map(literal)];
  const parts = [...pattern.matchAll(/\*\*\/?|\[[^\]]*\]?|\\([^])|[^]/gu)];
  const tokens = parts.flatMap(([part, escaped], index): readonly (Token | undefined)[] => {
    if (part.startsWith("**")) return index === parts.length - 1 ? [anything] : anyFolders;
    if (part === "*") return [{ kind: "run", takes: inFolder }];
    if (part === "?") return [{ kind: "one", takes: inFolder }];
    return part.startsWith("[") ? [characterClass(part)] : [literal(escaped ?? part)];
  });
  return tokens.every((token) => token !== undefined) ? tokens : undefined;
}

function literal(character: string): Token {
  return { kind: "one", takes: (other) => other === character };
}

/** Any number of folders, each with its slash. */
const anyFolders: readonly Token[] = [{ kind: "skip" }, anything, literal("/")];

function characterClass(written: string): Token | undefined {
  try {
    const expression = new RegExp(`^${written}$`, "su");
    return { kind: "one", takes: (character) => expression.test(character) };
  } catch {
    return undefined;
  }
}

/** Matches the path or a folder above it; in steps that grow with the product of the two lengths and no faster. */
function matches(tokens: readonly Token[], path: string): boolean {
  let states = new Set<number>();
  enter(0, tokens, states);
  for (const character of path) {
    // Here a folder above the path ends.
    if (character === "/" && states.has(tokens.length)) return true;
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (!token || token.kind === "skip" || !token.takes(character)) continue;
      enter(token.kind === "one" ? state + 1 : state, tokens, next);
    }
    states = next;
  }
  return states.has(tokens.length);
}

/** Adds a state and those that are reached from it without a character. */
function enter(state: number, tokens: readonly Token[], states: Set<number>): void {
  if (states.has(state)) return;
  states.add(state);
  const kind = tokens[state]?.kind;
  if (kind === "run" || kind === "skip") enter(state + 1, tokens, states);
  if (kind === "skip") enter(state + anyFolders.length, tokens, states);
}
