import type { TextEdit } from "vscode-languageserver-types";
import type { Vagrantfile } from "../../model/document.ts";
import type { Editor, FileEdit } from "../../model/editor.ts";
import type { Fact } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { syntaxOf } from "./index.ts";
import { removalOf } from "./removal.ts";
import type { Span } from "./ruby/values.ts";

export type VagrantfileEditor = Pick<Editor, "replaceValue" | "replaceText" | "remove" | "commentOut" | "replaceWords">;

/** Edits of a Vagrantfile; none while its text is broken. */
export function createVagrantfileEditor(document: Vagrantfile): VagrantfileEditor {
  const { source } = document;
  const syntax = syntaxOf(document);
  const fileEdit = (edits: readonly TextEdit[] | undefined): FileEdit | undefined =>
    syntax && edits && edits.length > 0 ? { uri: source.uri, edits } : undefined;
  const spanAt = ({ uri, range }: Place): Span | undefined => {
    const span = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
    // What is reported at a statement that loads a file is written in that file.
    const isLoad = [...(syntax?.loaded.values() ?? [])].some(
      ({ start, end }) => start === span.start && end === span.end,
    );
    return uri === source.uri && !isLoad ? span : undefined;
  };
  const replaced = ({ start, end }: Span, newText: string): readonly TextEdit[] => [
    { range: source.rangeAt(start, end), newText },
  ];

  return {
    replaceValue(fact, text) {
      const span = literalOf(fact, source, spanAt);
      const written = span && relettered(source.text.slice(span.start, span.end), text);
      return fileEdit(span && written !== undefined ? replaced(span, written) : undefined);
    },
    replaceText(at, text) {
      const span = spanAt(at);
      return fileEdit(span && replaced(span, text));
    },
    remove(entries) {
      const spans = entries.map(spanAt);
      if (!syntax || spans.includes(undefined)) return undefined;
      return fileEdit(
        removalOf(
          spans.filter((span) => span !== undefined),
          syntax,
        ),
      );
    },
    commentOut: () => undefined,
    replaceWords(from, to, text) {
      const first = spanAt(from);
      const last = spanAt(to);
      if (!first || !last || last.end < first.start) return undefined;
      const span = { start: first.start, end: last.end };
      const old = source.text.slice(span.start, span.end);
      // Inside of Ruby quotes these would end the literal or begin code.
      const isPlain = (written: string): boolean => !/["'\\]|#\{/.test(written);
      return isPlain(old) && isPlain(text) ? fileEdit(replaced(span, text)) : undefined;
    },
  };
}

/** The place of the value's literal: elsewhere only if nothing else refers to it. */
function literalOf(
  fact: Fact<unknown>,
  source: SourceText,
  spanAt: (place: Place) => Span | undefined,
): Span | undefined {
  if (fact.state !== "known") return undefined;
  const use = spanAt(fact.at);
  if (!use || !fact.origin) return use;
  const name = source.text.slice(use.start, use.end);
  if (!/^[@$]?\w+$/.test(name)) return undefined;
  const mentions = source.text.match(new RegExp(`(?<![\\w$@])${name.replace("$", "\\$")}(?!\\w)`, "g")) ?? [];
  return mentions.length === 2 ? spanAt(fact.origin) : undefined;
}

/** The new value in the clothes of the old literal: quotes, symbol or bare number. Undefined when they do not fit. */
function relettered(old: string, text: string): string | undefined {
  if (text.includes("\n")) return undefined;
  const quote = old[0];
  if ((quote === '"' || quote === "'") && old.length > 1 && old.endsWith(quote)) {
    return /["'\\]|#\{/.test(old.slice(1, -1) + text) ? undefined : `${quote}${text}${quote}`;
  }
  if (old.startsWith(":")) return /^:\w+$/.test(old) && /^[a-z_]\w*$/i.test(text) ? `:${text}` : undefined;
  if (/^(-?\d[\d_.]*|true|false|nil)$/.test(old)) {
    if (/^(-?\d+(\.\d+)?|true|false|nil)$/.test(text)) return text;
    return /["\\]|#\{/.test(text) ? undefined : `"${text}"`;
  }
  return undefined;
}
