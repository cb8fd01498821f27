import { DockerfileParser, PropertyInstruction, type Instruction } from "dockerfile-ast";
import type { Span } from "./blanks.ts";
import type { ParsedCommand } from "./command.ts";

// dockerfile-ast gets one joined instruction at a time, and only where it reads it as BuildKit does:
// it knows no form feed, ends quoted flags at a blank, finds flags behind words, and drops escapes outside of quotes.

const longestText = 16_384;

/** Words of the arguments; undefined where the library is not asked. */
export function libraryWords(text: string, command: ParsedCommand): readonly Span[] | undefined {
  const instruction = parse(text, command);
  return instruction && attempt(() => instruction.getArguments().map((argument) => spanOf(argument.getRange())));
}

/** Name and value of each property of `ENV` and `LABEL`; undefined where the library is not asked. */
export function libraryProperties(
  text: string,
  command: ParsedCommand,
): readonly { readonly name: Span; readonly value: Span; readonly span: Span }[] | undefined {
  if (!/^(?:[^'"]|"[^"]*"|'[^']*')*$/.test(text)) return undefined;
  const instruction = parse(text, command);
  if (!(instruction instanceof PropertyInstruction)) return undefined;
  return attempt(() => {
    const properties = instruction.getProperties();
    const read = properties.flatMap((property) => {
      const value = property.getValueRange();
      return value
        ? [{ name: spanOf(property.getNameRange()), value: spanOf(value), span: spanOf(property.getRange()) }]
        : [];
    });
    return read.length === properties.length ? read : undefined;
  });
}

function parse(text: string, { flags, json }: ParsedCommand): Instruction | undefined {
  if (flags.length > 0 || json || text.length > longestText || /[\\`\f\v\r\n]|\s--/.test(text)) return undefined;
  return attempt(() => {
    const instructions = DockerfileParser.parse(text).getInstructions();
    return instructions.length === 1 ? instructions[0] : undefined;
  });
}

/** The library throws on some input, and where the host has no `Buffer`. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The text is one line, so columns are offsets. */
function spanOf(range: {
  readonly start: { readonly character: number };
  readonly end: { readonly character: number };
}): Span {
  return { start: range.start.character, end: range.end.character };
}
