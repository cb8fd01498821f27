import { programName, type Command } from "../../model/command.ts";
import { absolute, baseName } from "./container.ts";

/** The effect of a build command on the file at a path. */
export type Effect =
  { readonly kind: "none" | "converts" | "writes" } | { readonly kind: "moves"; readonly from: string };

const none: Effect = { kind: "none" };
const writes: Effect = { kind: "writes" };
const writers = new Set(["cp", "curl", "install", "ln", "mv", "rm", "sed", "tee", "wget"]);
const conversion = /dos2unix|fromdos|\\r|\\x0d|\\015|\^M|\r|(?:ff|fileformat)=unix/i;

/** A command that may have an effect on some file that was copied. */
export function mayChangeFiles(command: Command): boolean {
  return writers.has(programName(command) ?? "") || command.redirects.length > 0 || converts(command);
}

/** The effect of the command on the file at the path; `folder` gives its working directory. */
export function effectOf(command: Command, path: string, folder: () => string | undefined): Effect {
  // Whatever the tool is (`dos2unix`, `sed`, `tr`, `perl`, `vim`): carriage returns are named only to remove them.
  if (converts(command)) return { kind: "converts" };
  // Most words are not a path of the file.
  const isAt = (value: string | undefined): boolean =>
    value !== undefined && baseName(value) === baseName(path) && absolute(value, folder()) === path;
  if (command.redirects.some(({ operator, target }) => operator.includes(">") && isAt(target?.value))) return writes;
  const program = programName(command) ?? "";
  if (!writers.has(program)) return none;
  const operands = command.words.slice(1).flatMap(({ value }) => (value?.startsWith("-") ? [] : [value]));
  if (program === "sed")
    return command.words.some(({ value }) => value?.startsWith("-i")) && operands.some(isAt) ? writes : none;
  if (/^(?:curl|rm|wget)$/.test(program)) return operands.some(isAt) ? writes : none;
  const [source, target, ...more] = operands;
  const isTarget = isAt(operands.at(-1)) || isAt(intoFolder(operands.at(-1), source));
  if (!isTarget) return none;
  const from = source === undefined ? undefined : absolute(source, program === "ln" ? folderOf(target) : folder());
  const isPlain = /^(?:cp|ln|mv)$/.test(program) && more.length === 0 && target !== undefined && !command.conditional;
  return isPlain && from !== undefined && from !== path ? { kind: "moves", from } : writes;
}

/** A command that removes carriage returns. */
export function converts({ words }: Command): boolean {
  return words.some(({ text }) => conversion.test(text));
}

function intoFolder(target: string | undefined, source: string | undefined): string | undefined {
  return target === undefined || source === undefined ? undefined : `${target}/${baseName(source)}`;
}

/** A relative link counts from the folder that holds it. */
function folderOf(target: string | undefined): string | undefined {
  return target?.startsWith("/") ? target.slice(0, target.lastIndexOf("/")) || "/" : undefined;
}
