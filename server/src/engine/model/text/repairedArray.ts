/** Reads what was meant as a JSON array of strings and is none; undefined for any other text. */
export function repairedArray(text: string): readonly string[] | undefined {
  const inner = /^\[(.*)\]$/s.exec(text.trim())?.[1];
  // `[ -f x ]` and `[[ … ]]` are tests of a shell.
  if (inner === undefined || /^\s*(?:[[!-]|$)/.test(inner)) return undefined;
  const values: string[] = [];
  let at = 0;
  let needsComma = false;
  while (at < inner.length) {
    const rest = inner.slice(at);
    const glue = /^\s*(,?)\s*/.exec(rest);
    const item = elementAt(rest.slice(glue?.[0].length ?? 0));
    if (!item) return glue?.[0].length === rest.length && values.length > 0 ? values : undefined;
    // Without commas only quoted elements are sure to be a list.
    if (needsComma && glue?.[1] === "" && !(item.isQuoted && /["'”]$/.test(inner.slice(0, at).trimEnd())))
      return undefined;
    values.push(item.value);
    at += (glue?.[0].length ?? 0) + item.length;
    needsComma = true;
  }
  return values.length > 0 ? values : undefined;
}

function elementAt(
  text: string,
): { readonly value: string; readonly length: number; readonly isQuoted: boolean } | undefined {
  const match = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|[“”]([^“”]*)[“”]|([\w./:=@%+-]+)(?=\s*(?:,|$)))/.exec(text);
  if (!match) return undefined;
  const [whole, double, single, curly, bare] = match;
  const value = double === undefined ? (single ?? curly ?? bare ?? "") : double.replaceAll('\\"', '"');
  return { value, length: whole.length, isQuoted: bare === undefined };
}
