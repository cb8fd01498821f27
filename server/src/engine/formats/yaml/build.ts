import { CST } from "yaml";
import { emptyScalar, nameOf, noProperties, simpleScalar, styles, trimmedEnd, type Properties } from "./parts.ts";
import type {
  YamlCollectionOrScalar,
  YamlItem,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from "./tree.ts";

/** What a file's tokens make. */
export interface Built {
  readonly documents: readonly (YamlNode | undefined)[];
  readonly comments: readonly CST.SourceToken[];
  readonly aliases: number;
  /** Offset of something that nests too deep; what is below it is left out. */
  readonly tooDeep: number | undefined;
  /** Something is not as it should be; what it is, the composer of the parser knows. */
  readonly isSuspicious: boolean;
}

type Tokens = readonly CST.SourceToken[];
type Item = CST.CollectionItem;

/**
 * Builds trees from tokens. An alias means the last anchor before it whose node is complete, so no node can hold itself.
 * Never throws; where tokens make no sense the nearest sense is taken and suspicion is noted.
 */
export class TreeBuilder {
  readonly #text: string;
  readonly #maximumDepth: number;
  readonly #comments: CST.SourceToken[] = [];
  #anchors = new Map<string, YamlCollectionOrScalar>();
  #aliases = 0;
  #tooDeep: number | undefined;
  #isSuspicious = false;

  constructor(text: string, maximumDepth: number) {
    this.#text = text;
    this.#maximumDepth = maximumDepth;
  }

  build(tokens: readonly CST.Token[]): Built {
    const documents: (YamlNode | undefined)[] = [];
    for (const token of tokens) {
      if (token.type === "document") documents.push(this.#document(token));
      else if (token.type === "comment") this.#comments.push(token);
      else if (token.type === "doc-end") this.#end(token.end);
      else if (token.type !== "newline" && token.type !== "space") this.#isSuspicious = true;
    }
    this.#comments.sort((a, b) => a.offset - b.offset);
    return {
      documents,
      comments: this.#comments,
      aliases: this.#aliases,
      tooDeep: this.#tooDeep,
      isSuspicious: this.#isSuspicious,
    };
  }

  #document({ start, value, end }: CST.Document): YamlNode | undefined {
    this.#anchors = new Map();
    const before = this.#properties(start, "doc-start");
    if (before.indicator !== undefined && value && !before.hasNewline) this.#isSuspicious = true;
    const isNothing = !value || (value.type === "scalar" && value.source === "");
    const root = isNothing && before.start === undefined ? undefined : this.#node(value, before, 0, 0);
    this.#end(end);
    return root;
  }

  #node(token: CST.Token | null | undefined, before: Properties, fallback: number, depth: number): YamlNode {
    if (token?.type === "alias") return this.#alias(token, before);
    const node = this.#value(token, before, fallback, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    return node;
  }

  #alias(token: CST.FlowScalar, before: Properties): YamlNode {
    this.#aliases += 1;
    this.#end(token.end);
    const name = token.source.slice(1);
    if (name === "" || name.endsWith(":") || before.start !== undefined) this.#isSuspicious = true;
    const end = token.offset + token.source.length;
    const target = this.#anchors.get(name);
    return {
      kind: "alias",
      name,
      target,
      start: token.offset,
      end,
      outerStart: token.offset,
      anchor: undefined,
      tag: undefined,
    };
  }

  #value(
    token: CST.Token | null | undefined,
    before: Properties,
    fallback: number,
    depth: number,
  ): YamlCollectionOrScalar {
    if (depth > this.#maximumDepth) {
      this.#tooDeep ??= token?.offset ?? fallback;
      return emptyScalar(before, fallback);
    }
    switch (token?.type) {
      case "block-map":
        return this.#blockMapping(token, before, depth + 1);
      case "block-seq":
        return this.#blockSequence(token, before, depth + 1);
      case "flow-collection":
        return this.#flowCollection(token, before, depth + 1);
      case "scalar":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
      case "block-scalar":
        return this.#scalar(token, before);
      case undefined:
        return emptyScalar(before, fallback);
      default:
        this.#isSuspicious = true;
        return emptyScalar(before, fallback);
    }
  }

  #scalar(token: CST.FlowScalar | CST.BlockScalar, before: Properties): YamlScalar {
    if (token.type === "block-scalar") this.#end(token.props, "block-scalar-header");
    else this.#end(token.end);
    const { offset: start, source } = token;
    const { start: first, anchor, tag } = before;
    const simple = token.type === "block-scalar" ? undefined : simpleScalar(token);
    if (simple) {
      const end = trimmedEnd(this.#text, start, start + source.length);
      const { style, text } = simple;
      return { kind: "scalar", style, text, start, end, outerStart: first ?? start, anchor, tag };
    }
    const resolved = CST.resolveAsScalar(token, true, () => {
      this.#isSuspicious = true;
    });
    const end = trimmedEnd(this.#text, start, resolved?.range[1] ?? start);
    const style = styles[resolved?.type ?? ""] ?? "plain";
    const text = resolved?.value ?? "";
    return { kind: "scalar", style, text, start, end, outerStart: first ?? start, anchor, tag };
  }

  #blockMapping(token: CST.BlockMap, before: Properties, depth: number): YamlMapping {
    const pairs: YamlPair[] = [];
    for (const item of token.items) {
      const start = this.#properties(item.start, "explicit-key-ind");
      const isEmptyItem = !item.key && !item.sep && start.indicator === undefined;
      if (start.indicator !== undefined || (item.key && "indent" in item.key && item.key.indent !== token.indent)) {
        this.#isSuspicious = true;
      }
      if (isEmptyItem && start.start === undefined) continue;
      if (item.key && this.#spansLines(item.key)) this.#isSuspicious = true;
      const pair = this.#pair(item, start, depth);
      if (pair.colon === undefined) this.#isSuspicious = true;
      pairs.push(pair);
    }
    const start = token.offset;
    const end = pairs.at(-1)?.end ?? start;
    const { start: first, anchor, tag } = before;
    return { kind: "mapping", flow: false, pairs, start, end, outerStart: first ?? start, anchor, tag };
  }

  #pair({ key: keyToken, sep, value: valueToken }: Item, start: Properties, depth: number): YamlPair {
    const behindIndicator = start.indicator === undefined ? 0 : start.indicator + 1;
    const key = this.#node(keyToken, start, start.end ?? sep?.[0]?.offset ?? behindIndicator, depth);
    const between = this.#properties(sep ?? [], "map-value-ind");
    const colon = between.indicator;
    const behindKey = colon === undefined ? key.end : colon + 1;
    const isNested = valueToken?.type === "block-map" || valueToken?.type === "block-seq";
    // Blocks begin on a line of their own, and long keys are refused.
    if ((isNested && !between.hasNewline) || behindKey - key.start > 1000) this.#isSuspicious = true;
    const value = this.#node(colon === undefined ? undefined : valueToken, between, behindKey, depth);
    return {
      kind: "pair",
      key,
      value,
      name: nameOf(key),
      start: start.indicator ?? key.outerStart,
      end: Math.max(behindKey, value.end),
      colon,
    };
  }

  #blockSequence(token: CST.BlockSequence, before: Properties, depth: number): YamlSequence {
    const items: YamlItem[] = [];
    for (const { start, value: valueToken } of token.items) {
      const properties = this.#properties(start, "seq-item-ind");
      const dash = properties.indicator;
      if (dash === undefined) {
        if (!valueToken && properties.start === undefined) continue;
        this.#isSuspicious = true;
      }
      const behindDash = dash === undefined ? token.offset : dash + 1;
      const value = this.#node(valueToken, properties, behindDash, depth);
      items.push({ kind: "item", value, start: dash ?? value.outerStart, end: Math.max(behindDash, value.end) });
    }
    const start = token.offset;
    const end = items.at(-1)?.end ?? start;
    const { start: first, anchor, tag } = before;
    return { kind: "sequence", flow: false, items, start, end, outerStart: first ?? start, anchor, tag };
  }

  #flowCollection(token: CST.FlowCollection, before: Properties, depth: number): YamlMapping | YamlSequence {
    const isMapping = token.start.source === "{";
    const pairs: YamlPair[] = [];
    const items: YamlItem[] = [];
    for (const [index, item] of token.items.entries()) {
      const start = this.#properties(item.start, "explicit-key-ind");
      const isNothing =
        start.start === undefined && start.indicator === undefined && !item.key && !item.sep && !item.value;
      const isLast = index === token.items.length - 1;
      if (start.commas !== (index > 0 ? 1 : 0) && !(isNothing && isLast && index === 0 && start.commas === 0))
        this.#isSuspicious = true;
      if (isNothing) {
        if (!isLast) this.#isSuspicious = true;
        continue;
      }
      this.#checkFlowItem(item, isMapping, start);
      if (isMapping) pairs.push(this.#pair(item, start, depth));
      else items.push(this.#flowItem(item, start, depth));
    }
    const start = token.offset;
    const end = this.#flowEnd(token, isMapping ? "}" : "]", (pairs.at(-1) ?? items.at(-1))?.end ?? start + 1);
    const { start: first, anchor, tag } = before;
    const outerStart = first ?? start;
    return isMapping
      ? { kind: "mapping", flow: true, pairs, start, end, outerStart, anchor, tag }
      : { kind: "sequence", flow: true, items, start, end, outerStart, anchor, tag };
  }

  #checkFlowItem({ key, sep, value }: Item, isMapping: boolean, start: Properties): void {
    const hasColon = sep?.some(({ type }) => type === "map-value-ind") === true;
    const isBlock = [key, value].some((one) => one?.type === "block-map" || one?.type === "block-seq");
    const isOddPair = isMapping ? value && !hasColon : sep !== undefined || key;
    if (isBlock || isOddPair || start.indicator !== undefined) this.#isSuspicious = true;
  }

  #flowItem(item: Item, start: Properties, depth: number): YamlItem {
    if (!item.sep && !item.key && start.indicator === undefined) {
      const value = this.#node(item.value, start, start.end ?? 0, depth);
      return { kind: "item", value, start: value.outerStart, end: value.end };
    }
    const pair = this.#pair(item, start, depth);
    const span = { start: pair.start, end: pair.end };
    const none = { outerStart: pair.start, anchor: undefined, tag: undefined };
    return { kind: "item", value: { kind: "mapping", flow: true, pairs: [pair], ...span, ...none }, ...span };
  }

  #flowEnd({ end }: CST.FlowCollection, bracket: string, lastEnd: number): number {
    const [first] = end;
    const isClosed = first?.source === bracket;
    if (!isClosed) this.#isSuspicious = true;
    this.#end(isClosed ? end.slice(1) : end);
    return isClosed ? first.offset + 1 : lastEnd;
  }

  /** Tokens after a value. */
  #end(tokens: readonly CST.Token[] | undefined, allowed?: string): void {
    if (!tokens) return;
    for (const token of tokens) {
      if (token.type === "comment") this.#comment(token);
      else if (token.type !== "space" && token.type !== "newline" && token.type !== allowed) this.#isSuspicious = true;
    }
  }

  #comment(token: CST.SourceToken): void {
    this.#comments.push(token);
    if (token.offset > 0 && !" \t\n".includes(this.#text.charAt(token.offset - 1))) this.#isSuspicious = true;
  }

  /** Tokens before a value: its anchor and tag, and the sign that leads to it. */
  #properties(tokens: Tokens, sign: CST.SourceToken["type"]): Properties {
    if (tokens.length === 0) return noProperties;
    const found: { -readonly [K in keyof Properties]: Properties[K] } = { ...noProperties };
    for (const token of tokens) {
      switch (token.type) {
        case "space":
          if (token.source.includes("\t")) this.#isSuspicious = true;
          break;
        case "newline":
          found.hasNewline = true;
          break;
        case "comment":
          this.#comment(token);
          break;
        case "comma":
          found.commas += 1;
          break;
        case "anchor":
        case "tag":
          this.#property(token, found);
          break;
        default:
          if (token.type !== sign || found.indicator !== undefined || found.start !== undefined)
            this.#isSuspicious = true;
          found.indicator ??= token.offset;
      }
    }
    return found;
  }

  #property(token: CST.SourceToken, found: { -readonly [K in keyof Properties]: Properties[K] }): void {
    const { type, offset, source } = token;
    const end = offset + source.length;
    if ((type === "anchor" ? found.anchor : found.tag) !== undefined || /[^\s,]/.test(this.#text.charAt(end))) {
      this.#isSuspicious = true;
    }
    if (type === "anchor") {
      found.anchor = source.slice(1);
      if (found.anchor === "" || source.endsWith(":")) this.#isSuspicious = true;
    } else found.tag = source;
    found.start ??= offset;
    found.end = end;
  }

  #spansLines(key: CST.Token): boolean {
    if ("source" in key) return key.source.includes("\n");
    return key.type === "flow-collection" || key.type === "block-map" || key.type === "block-seq";
  }
}
