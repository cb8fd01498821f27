import type { Assignment as AssignmentNode, Command, HereDoc, Redirection, Word as WordNode } from "unbash";
import type { Assignment, Heredoc, Redirect, Word } from "../../../model/command.ts";
import { argumentOf, assignmentIn, assignmentOf, heredocOf, redirectOf, wordOf, type ScriptSource } from "./source.ts";

// The parts of one command. Most have neither assignments nor redirects: what a command lacks costs nothing.

const none: readonly never[] = [];

export function assignmentsOf({ prefix }: Command): readonly AssignmentNode[] {
  return prefix.length === 0 ? none : prefix.filter((part) => part.type === "Assignment");
}

export function redirectsOf(node: Command): readonly Redirection[] {
  return node.prefix.length === 0 && node.args.length === node.suffix.length ? none : node.redirects;
}

export function wordsOf(name: WordNode, args: Command["args"], source: ScriptSource): readonly Word[] {
  // An array that grows takes room for many more.
  const words = new Array<Word>(1 + args.length);
  words[0] = wordOf(name, source);
  args.forEach((argument, index) => {
    words[index + 1] = argumentOf(argument, source);
  });
  return words;
}

export function assignmentFacts(
  nodes: readonly AssignmentNode[],
  words: readonly Word[],
  source: ScriptSource,
): readonly Assignment[] {
  if (nodes.length + words.length === 0) return none;
  return [...nodes.map((node) => assignmentOf(node, source)), ...words.map((word) => assignmentIn(word))];
}

export function redirectFacts(nodes: readonly Redirection[], source: ScriptSource): readonly Redirect[] {
  return nodes.length === 0
    ? none
    : nodes.filter((node) => node.type !== "HereDoc").map((node) => redirectOf(node, source));
}

export function heredocFacts(nodes: readonly Redirection[], source: ScriptSource): readonly Heredoc[] {
  return nodes.some(isHeredoc) ? nodes.filter(isHeredoc).map((node) => heredocOf(node, source)) : none;
}

function isHeredoc(node: Redirection): node is HereDoc {
  return node.type === "HereDoc";
}
