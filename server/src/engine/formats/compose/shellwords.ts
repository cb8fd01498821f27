/** A word of a command that Compose splits by itself; offsets count in the text. */
export interface ShellWord {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A command written as one text, split into an argument vector as docker compose does it: no shell runs, so variables
 * and globs stay as they are, and an operator (`&&`, `|`, `>`, `;`) ends the vector: what follows it is dropped.
 * Undefined for text that docker compose refuses.
 */
export function splitCommand(text: string): readonly ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let value = "";
  let start: number | undefined;
  let quote: string | undefined;
  let inCommand = false;

  const close = (end: number): void => {
    if (start !== undefined) words.push({ value, start, end });
    value = "";
    start = undefined;
  };

  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\" && quote !== "'") {
      start ??= at;
      at += 1;
      value += escaped(text.charAt(at));
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else value += char;
    } else if (inCommand) {
      value += char;
      if (char === ")") inCommand = false;
    } else if (/[ \t\r\n]/.test(char)) {
      close(at);
    } else if (char === '"' || char === "'") {
      start ??= at;
      quote = char;
    } else if (char === "(") {
      if (!value.endsWith("$")) return undefined;
      value += char;
      inCommand = true;
    } else if (/[;&|<>]/.test(char)) {
      // A digit before `>` is its descriptor.
      if (char !== ">" || !/^\d/.test(value)) close(at);
      return words;
    } else {
      start ??= at;
      value += char;
    }
  }
  if (quote !== undefined || inCommand) return undefined;
  close(text.length);
  return words;
}

function escaped(char: string): string {
  return char === "t" ? "\t" : char === "n" ? "\n" : char;
}
