/** A word of a command that Compose splits by itself; offsets count in the text. */
export interface ShellWord {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What has been opened and not closed. */
interface Open {
  single: boolean;
  double: boolean;
  backtick: boolean;
  /** `$(`, in which quotes mean nothing. */
  command: boolean;
}

/**
 * A command written as one text, split into an argument vector as docker compose does it: no shell runs, so variables,
 * globs, `$(…)` and backticks stay as they are, and an operator (`&&`, `|`, `>`, `;`) ends the vector: what follows it
 * is dropped. Undefined for text that docker compose refuses.
 * https://github.com/mattn/go-shellwords/blob/v1.0.12/shellwords.go
 */
export function splitCommand(text: string): readonly ShellWord[] | undefined {
  const words: ShellWord[] = [];
  const open: Open = { single: false, double: false, backtick: false, command: false };
  let value = "";
  let start: number | undefined;

  const close = (end: number): void => {
    if (start !== undefined) words.push({ value, start, end });
    value = "";
    start = undefined;
  };

  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const isOpen = open.single || open.double || open.backtick || open.command;
    if (char === "\\" && !open.single) {
      start ??= at;
      at += 1;
      if (at === text.length) return undefined;
      value += escaped(text.charAt(at));
    } else if (/[ \t\r\n]/.test(char) && !isOpen) {
      close(at);
    } else if (/[;&|<>]/.test(char) && !isOpen) {
      // A digit before `>` is its descriptor.
      if (char !== ">" || !/^\d/.test(value)) close(at);
      return words;
    } else {
      start ??= at;
      const step = toggle(char, open, value);
      if (step === "refused") return undefined;
      if (step === "kept") value += char;
    }
  }
  if (open.single || open.double || open.backtick || open.command) return undefined;
  close(text.length);
  return words;
}

/** Quotes go, the signs of command substitution stay in the word. */
function toggle(char: string, open: Open, before: string): "kept" | "dropped" | "refused" {
  const isQuoted = open.single || open.double;
  switch (char) {
    case '"':
      if (open.single || open.command) return "kept";
      open.double = !open.double;
      return "dropped";
    case "'":
      if (open.double || open.command) return "kept";
      open.single = !open.single;
      return "dropped";
    case "`":
      if (!isQuoted && !open.command) open.backtick = !open.backtick;
      return "kept";
    case "(":
      if (isQuoted || open.backtick) return "kept";
      if (open.command || !before.endsWith("$")) return "refused";
      open.command = true;
      return "kept";
    case ")":
      if (isQuoted || open.backtick) return "kept";
      if (!open.command) return "refused";
      open.command = false;
      return "kept";
    default:
      return "kept";
  }
}

function escaped(char: string): string {
  return char === "t" ? "\t" : char === "n" ? "\n" : char;
}
