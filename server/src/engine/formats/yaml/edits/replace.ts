import { isJsonLiteral } from "../json.ts";
import type { YamlScalar, YamlTree } from "../tree.ts";
import type { Change } from "./change.ts";
import { habitsOf, isPlainSafe, quoted } from "./render.ts";

/** Puts other text in place of a scalar, in its own style; undefined where the style cannot hold it. */
export function replaceScalar(tree: YamlTree, node: YamlScalar, text: string, flow: boolean): Change | undefined {
  switch (node.style) {
    case "plain":
      return {
        start: node.start,
        end: node.end,
        text: isPlain(tree, text, flow) ? text : quoted(text, habitsOf(tree).quote),
      };
    case "single":
    case "double":
      return { start: node.start, end: node.end, text: quoted(text, node.style) };
    case "literal":
      return replaceLiteral(tree, node, text);
    case "folded":
      return undefined;
  }
}

function isPlain({ syntax }: YamlTree, text: string, flow: boolean): boolean {
  return syntax === "json" ? isJsonLiteral(text) : isPlainSafe(text, flow);
}

function replaceLiteral(tree: YamlTree, node: YamlScalar, text: string): Change | undefined {
  const { source } = tree;
  const line = source.positionAt(node.start).line + 1;
  const indentation = /^ */.exec(source.lineText(line))?.[0] ?? "";
  const header = source.text.slice(node.start, source.lineStart(line));
  // An indentation in the header, or kept line ends, say more than the lines do.
  if (/[\d+]/.test(header.split("#")[0] ?? "") || node.text.trim() === "" || /^\s|^$/.test(text)) return undefined;
  const lines = text.replace(/(?<!\n)\n+$/, "").split("\n");
  return {
    start: source.lineStart(line),
    end: node.end,
    text: lines.map((one) => (one === "" ? "" : indentation + one)).join(source.lineEnding),
  };
}

/** Puts other text in place of a part of a scalar as it is written, `start` and `end` in the file. */
export function replaceWithin(
  node: YamlScalar,
  start: number,
  end: number,
  text: string,
  raw: string,
): Change | undefined {
  if (node.style === "single") return { start, end, text: text.replaceAll("'", "''") };
  if (node.style === "double") return { start, end, text: JSON.stringify(text).slice(1, -1) };
  if (text.includes("\n")) return undefined;
  if (node.style === "plain") {
    const whole = raw.slice(node.start, start) + text + raw.slice(end, node.end);
    return isPlainSafe(whole, false) && !/[,[\]{}]/.test(text) ? { start, end, text } : undefined;
  }
  return { start, end, text };
}
