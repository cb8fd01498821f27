import type { CST } from "yaml";

/** What is known of a file before it is composed, found without recursion. */
export interface Survey {
  /** In the order of the text. */
  readonly comments: readonly { readonly offset: number; readonly source: string }[];
  readonly depth: number;
  /** Offset of the deepest token. */
  readonly deepest: number;
  readonly aliases: number;
}

/** Walks all tokens with a stack of its own: their nesting is the input's choice. */
export function surveyTokens(tokens: readonly CST.Token[]): Survey {
  const comments: { offset: number; source: string }[] = [];
  let depth = 0;
  let deepest = 0;
  let aliases = 0;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [];
  const push = (list: readonly (CST.Token | null | undefined)[] | undefined, level: number) => {
    for (const token of list ?? []) if (token) open.push({ token, depth: level });
  };

  for (const token of tokens) {
    push([token], 0);
    for (let next = open.pop(); next; next = open.pop()) {
      const { token: current, depth: level } = next;
      if (level > depth) {
        depth = level;
        deepest = current.offset;
      }
      if (current.type === "comment") comments.push({ offset: current.offset, source: current.source });
      else if (current.type === "alias") aliases += 1;
      if ("start" in current && Array.isArray(current.start)) push(current.start, level);
      if ("value" in current) push([current.value], level);
      if ("props" in current) push(current.props, level);
      if ("end" in current) push(current.end, level);
      if ("items" in current) {
        for (const { start, key, sep, value } of current.items) {
          push(start, level);
          push(sep, level);
          push([key, value], level + 1);
        }
      }
    }
  }
  comments.sort((a, b) => a.offset - b.offset);
  return { comments, depth, deepest, aliases };
}
