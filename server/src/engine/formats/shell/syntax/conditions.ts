import type { AndOr, Command, CompoundList, PipelineNode, While, Word } from "unbash";
import { literalOf } from "./words.ts";

/** What an `a && b || c` list says of one of its members. */
export interface Link {
  /** The list may go past it although nothing failed, or comes to it only when something did. */
  readonly conditional: boolean;
  /** The list goes on when it fails, or asks a question with it. */
  readonly guarded: boolean;
}

/** How a command may end when nothing goes wrong: a question either way, `exit` and its like not at all. */
interface Outcome {
  readonly succeeds: boolean;
  readonly fails: boolean;
}

const works: Outcome = { succeeds: true, fails: false };
const answers: Outcome = { succeeds: true, fails: true };
const refuses: Outcome = { succeeds: false, fails: true };
const leaves: Outcome = { succeeds: false, fails: false };

/** `&&` and `||` bind equally and to the left: each decides on how all before it has ended. */
export function linksOf(list: AndOr): readonly Link[] {
  const { commands, operators } = list;
  const kinds = commands.map(kindOf);
  const swallowed = swallowedOf(list, kinds);
  let before = works;
  return commands.map((command, index) => {
    const { succeeds, fails } = before;
    const operator = index === 0 ? undefined : operators[index - 1];
    const kind = kinds[index] ?? "work";
    const isQuestion = kind === "question" && index < operators.length;
    before = outcomeAfter(before, operator, outcomeOf(command, kind));
    return {
      conditional: operator === "||" ? succeeds || !fails : fails || !succeeds,
      guarded: isQuestion || swallowed[index] === true,
    };
  });
}

/** Returns for each command whether the first `||` after it leads to something other than giving up. */
function swallowedOf({ operators }: AndOr, kinds: readonly Kind[]): readonly boolean[] {
  const swallowed = kinds.map(() => false);
  if (!operators.includes("||")) return swallowed;
  // Backwards: whether the commands that `&&` joins to this one, itself included, give up.
  let givesUp = false;
  for (let index = kinds.length - 1; index >= 0; index -= 1) {
    const isJoined = operators[index] === "&&";
    swallowed[index] = isJoined ? swallowed[index + 1] === true : operators[index] === "||" && !givesUp;
    givesUp = kinds[index] === "exit" || kinds[index] === "refusal" || (isJoined && givesUp);
  }
  return swallowed;
}

function outcomeAfter(before: Outcome, operator: AndOr["operators"][number] | undefined, own: Outcome): Outcome {
  if (before === works && operator !== "||") return own;
  return operator === "||"
    ? { succeeds: before.succeeds || (before.fails && own.succeeds), fails: before.fails && own.fails }
    : { succeeds: before.succeeds && own.succeeds, fails: before.fails || (before.succeeds && own.fails) };
}

function outcomeOf(node: PipelineNode, kind: Kind): Outcome {
  if (node.type === "Redirected") return outcomeOf(node.command, kind);
  if (node.type === "BraceGroup") return outcomeOfList(node.body);
  if (node.type === "Subshell") {
    const outcome = outcomeOfList(node.body);
    // What gives up in a subshell only ends that.
    return outcome.succeeds || outcome.fails ? outcome : refuses;
  }
  return outcomes[kind];
}

function outcomeOfList(list: CompoundList): Outcome {
  const last = list.commands.at(-1)?.command;
  if (last === undefined) return works;
  if (last.type !== "AndOr") return outcomeOf(last, kindOf(last));
  const [first, ...others] = last.commands.map((command) => outcomeOf(command, kindOf(command)));
  return others.reduce((before, own, index) => outcomeAfter(before, last.operators[index], own), first ?? works);
}

/** What a command is run for: its work, its answer, to fail, or to give up. */
type Kind = "work" | "question" | "refusal" | "exit";

const outcomes: Readonly<Record<Kind, Outcome>> = { work: works, question: answers, refusal: refuses, exit: leaves };

/** The last of several commands decides. */
function kindOf(node: PipelineNode): Kind {
  switch (node.type) {
    case "Command":
      return kindOfCommand(node);
    case "Pipeline": {
      const last = node.commands.at(-1);
      if (node.prefixes.some((prefix) => prefix.type === "Negation")) return "question";
      return last === undefined ? "work" : kindOf(last);
    }
    case "TestCommand":
    case "ArithmeticCommand":
      return "question";
    case "BraceGroup":
    case "Subshell": {
      const last = node.body.commands.at(-1)?.command;
      const command = last?.type === "AndOr" ? last.commands.at(-1) : last;
      return command === undefined ? "work" : kindOf(command);
    }
    case "Redirected":
      return kindOf(node.command);
    default:
      return "work";
  }
}

const questions = new Set([
  "!",
  "[",
  "[[",
  "test",
  "which",
  "type",
  "hash",
  "grep",
  "egrep",
  "fgrep",
  "getent",
  "pgrep",
  "pidof",
  "mountpoint",
  "cmp",
  "diff",
  "id",
  "lsmod",
  "modinfo",
]);

// `die_if`, `error-exit` give up as well; `diesel` and `failover` do not.
const givingUp = /^_?(?:exit|return|die|fail|fatal|abort|error|err|bail|panic|croak)(?:[_\W\d]|$)/i;

function kindOfCommand({ name, args }: Command): Kind {
  const isSudo = name?.value === "sudo" && args[0]?.text.startsWith("-") === false;
  const program = isSudo ? baseName(args[0]?.text ?? "") : baseName(name?.value ?? "");
  if (questions.has(program) || asks(program, args, isSudo ? 1 : 0)) return "question";
  if (program === "false") return "refusal";
  return givingUp.test(program) ? "exit" : "work";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A program that does other things too is run for its answer; its arguments begin at `start`. */
function asks(program: string, args: Command["args"], start: number): boolean {
  const first = args[start]?.text ?? "";
  switch (program) {
    case "command":
      return /^-[vV]/.test(first);
    case "dpkg":
    case "dpkg-query":
    case "rpm":
      return /^-[slqWV]|^--(status|list|query|verify)/.test(first);
    case "systemctl":
      return args.find(({ text }, index) => index >= start && !text.startsWith("-"))?.text.startsWith("is-") === true;
    case "docker":
    case "podman":
      return first === "inspect" || args[start + 1]?.text === "inspect";
    default:
      return false;
  }
}

/** A loop over at least one literal word. */
export function runsBody(words: readonly Word[] | undefined): boolean {
  return words?.some((word) => literalOf(word, () => undefined) !== undefined) === true;
}

/** `while true` and `while :`. */
export function isEndless({ kind, clause }: While): boolean {
  const [only, ...others] = clause.commands;
  if (kind !== "while" || only?.command.type !== "Command" || others.length > 0) return false;
  const name = only.command.name?.value;
  return name === "true" || name === ":";
}
