import type { AndOr, CompoundList, PipelineNode, Statement } from "unbash";

/** What an `a && b || c` list says of one of its members. */
export interface Link {
  /** Runs only under a condition that the list states. */
  readonly conditional: boolean;
  /** The list goes on when it fails, or asks a question with it. */
  readonly guarded: boolean;
}

export function linksOf(list: AndOr): readonly Link[] {
  const { commands, operators } = list;
  const links: Link[] = [];
  let conditional = false;
  let beforeOr = false;
  for (const [index, command] of commands.entries()) {
    const before = operators[index - 1];
    if (before === "||") {
      beforeOr = conditional;
      conditional = true;
    } else if (before === "&&") {
      const previous = commands[index - 1];
      const isFallback = operators[index - 2] === "||" && previous !== undefined;
      // `a || true && b` and `a || exit && b` run `b` whenever they get that far.
      if (isFallback && (isNoop(previous) || gives(previous, fails))) conditional = beforeOr;
      else if (previous !== undefined && gives(previous, asks)) conditional = true;
    }
    const isQuestion = index < operators.length && gives(command, asks);
    links.push({ conditional, guarded: isQuestion || isSwallowed(list, index) });
  }
  return links;
}

/** The first `||` behind it leads to something other than giving up. */
function isSwallowed(list: AndOr, index: number): boolean {
  const or = list.operators.indexOf("||", index);
  if (or === -1) return false;
  for (let at = or + 1; at < list.commands.length; at += 1) {
    const command = list.commands[at];
    if (command !== undefined && gives(command, fails)) return false;
    if (list.operators[at] !== "&&") break;
  }
  return true;
}

type Judge = (name: string, words: readonly string[]) => boolean;

/** What decides the status of the command passes the test. */
function gives(node: PipelineNode, test: Judge): boolean {
  switch (node.type) {
    case "Command": {
      const words = node.args.map((word) => word.text);
      const name = node.name?.value ?? "";
      return test(name.slice(name.lastIndexOf("/") + 1), words);
    }
    case "Pipeline": {
      const last = node.commands.at(-1);
      if (node.prefixes.some((prefix) => prefix.type === "Negation")) return test("!", []);
      return last !== undefined && gives(last, test);
    }
    case "TestCommand":
    case "ArithmeticCommand":
      return test("[", []);
    case "BraceGroup":
    case "Subshell":
      return lastGives(node.body, test);
    case "Redirected":
      return gives(node.command, test);
    default:
      return false;
  }
}

function lastGives(list: CompoundList, test: Judge): boolean {
  const last: Statement["command"] | undefined = list.commands.at(-1)?.command;
  if (last === undefined) return false;
  const command = last.type === "AndOr" ? last.commands.at(-1) : last;
  return command !== undefined && gives(command, test);
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
]);
const moreQuestions = new Set(["pidof", "mountpoint", "cmp", "diff", "id", "lsmod", "modinfo", "false"]);

/** A command that is run for its answer. */
function asks(name: string, words: readonly string[]): boolean {
  if (questions.has(name) || moreQuestions.has(name)) return true;
  const [first = ""] = words;
  switch (name) {
    case "command":
      return /^-[vV]/.test(first);
    case "dpkg":
    case "dpkg-query":
    case "rpm":
      return /^-[slqWV]|^--(status|list|query|verify)/.test(first);
    case "systemctl":
      return first.startsWith("is-");
    case "docker":
    case "podman":
      return first === "inspect" || words[1] === "inspect";
    default:
      return false;
  }
}

function fails(name: string): boolean {
  // `die_if`, `error-exit` give up as well; `diesel` and `failover` do not.
  return /^_?(?:exit|return|false|die|fail|fatal|abort|error|err|bail|panic|croak)(?:[_\W\d]|$)/i.test(name);
}

function isNoop(node: PipelineNode): boolean {
  return gives(node, (name) => name === "true" || name === ":");
}
