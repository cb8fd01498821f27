interface Pattern {
  readonly excludes: boolean;
  /** Matches the path itself. What lies below a matching folder goes with it. */
  readonly expression: RegExp;
}

/**
 * Reads a `.dockerignore` file as the builder does: the last pattern that matches the path, or a folder above it, decides.
 * The answer is undefined for a file with a pattern that the builder refuses. Paths are relative to the context, with `/`.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function readDockerignore(text: string): (path: string) => boolean | undefined {
  const patterns = text.split("\n").flatMap(readPattern);
  return (path) => {
    const candidates = withParents(path);
    let isExcluded = false;
    for (const pattern of patterns) {
      if (pattern === "refused") return undefined;
      if (candidates.some((one) => pattern.expression.test(one))) isExcluded = pattern.excludes;
    }
    return isExcluded;
  };
}

function readPattern(line: string): readonly (Pattern | "refused")[] {
  const trimmed = line.trim();
  // Only a sign in the first column begins a comment.
  if (line.startsWith("#") || trimmed === "") return [];
  const excludes = !trimmed.startsWith("!");
  const written = excludes ? trimmed : trimmed.slice(1).trim();
  if (written === "") return ["refused"];
  const path = normal(written);
  if (path === "") return [];
  // A class without an end; one that is upside down throws.
  if (/(?<!\\)\[[^\]]*$/.test(path)) return ["refused"];
  try {
    return [{ excludes, expression: new RegExp(`^${sourceOf(path)}$`, "su") }];
  } catch {
    return ["refused"];
  }
}

/** The path without `.`, `..` and slashes around it; the context is the root. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function sourceOf(pattern: string): string {
  // In front of plain text two stars need no slash behind them: `**.sh` is every name with that ending.
  if (/^\*\*[^/*?[\\]+$/.test(pattern)) return `.*${literal(pattern.slice(2))}`;
  return pattern.replace(tokens, (token, escaped: string | undefined, at: number) => {
    if (token.startsWith("**")) return at + token.length === pattern.length ? ".*" : "(?:.*/)?";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.startsWith("[") && token.length > 1) return token;
    return literal(escaped ?? token);
  });
}

/** Stars, classes, escaped characters, and every other character. */
const tokens = /\*\*\/?|\[[^\]]*\]|\\([^])|[^]/gu;

function literal(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

function withParents(path: string): readonly string[] {
  const parts = normal(path).split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
