import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type CancellationToken,
  type CompletionItem,
  type CompletionParams,
} from "vscode-languageserver";
import type { Completion } from "../../engine/index.ts";
import { isActive } from "../analyzed.ts";
import type { Session } from "../session.ts";

const kinds = {
  key: CompletionItemKind.Keyword,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
} as const;

const isDirective = /(?:#|\/\/)\s*b[^#]*$/;
const isService = /^ +(?:b[\w-]*)?$/;
/** A value after a key, in a list, or after an option. */
const isValue =
  /^ +(?:[\w.]+|- *["']?[\w.:=-]*|[\w-]+: +["']?[\w.:=-]*|[\w-]+: *\[[^\]]*)$|(?:^[ \t]*|[[,] *)"[\w.:=-]*$|(?:^|[\s"'])--[a-z-]{1,20}[= ]["']?[\w.:=-]*$/;

/** Completes directives in comments, values of settings of containers, services, machines, and keys and values of our configuration; everything else belongs to other extensions. */
export async function completion(
  session: Session,
  { textDocument, position }: CompletionParams,
  token: CancellationToken,
): Promise<CompletionItem[]> {
  const document = session.document(textDocument.uri);
  const line = document?.getText({ start: { ...position, character: 0 }, end: position }) ?? "";
  const isConfig = /\/bulkhead\.config\.ya?ml$/.test(textDocument.uri);
  // Nearly every keystroke ends here, before anything is analysed.
  const isWorthwhile = isDirective.test(line) || isService.test(line) || isValue.test(line);
  if (isConfig ? session.abilities.options.yamlSchemas : !isWorthwhile) return [];

  const analyzed = await session.analyze(textDocument.uri, token);
  if (!analyzed || !isActive(analyzed)) return [];
  const speaking = analyzed.analysis.findings.map(({ rule }) => rule);
  const found = analyzed.engine.complete(analyzed.request, position, speaking);
  return found.filter(({ kind }) => kind !== "snippet" || session.abilities.snippetCompletions).map(toItem);
}

function toItem({ label, text, filter = text, range, kind, detail, documentation, rank }: Completion): CompletionItem {
  return {
    label,
    kind: kinds[kind],
    detail,
    sortText: `${rank}${label}`,
    filterText: filter,
    textEdit: { range, newText: text },
    ...(kind === "snippet"
      ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
      : {}),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}
