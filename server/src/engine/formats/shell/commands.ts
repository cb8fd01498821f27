import {
  forEachChild,
  type AndOr,
  type Assignment,
  type Case,
  type Command,
  type CompoundCommand,
  type CompoundList,
  type If,
  type ParsedScript,
  type Pipeline,
  type PipelineNode,
  type Statement,
  type SyntaxNode,
  type Word,
} from "unbash";
import type { SimpleCommand } from "../../model/command.ts";
import { innerScript, openScript, type ReadScript } from "./open.ts";
import { isWholly, topLevel, type Surroundings } from "./surroundings.ts";
import { linksOf } from "./syntax/conditions.ts";
import {
  argumentOf,
  assignmentIn,
  assignmentOf,
  heredocOf,
  redirectOf,
  wordOf,
  type ScriptSource,
} from "./syntax/source.ts";
import { unwrap } from "./wrappers.ts";

/** Collects the simple commands of one script in the order of their places; those in `$(…)` come before the one that needs them. */
export class CommandCollector {
  readonly commands: SimpleCommand[] = [];
  readonly #source: ScriptSource;
  readonly #readScript: ReadScript;

  constructor(source: ScriptSource, readScript: ReadScript) {
    this.#source = source;
    this.#readScript = readScript;
  }

  collect(script: ParsedScript, around: Surroundings): void {
    this.#statements(script.commands, around);
  }

  #statements(statements: readonly Statement[], around: Surroundings): void {
    const notLast = around.last ? { ...around, last: false } : around;
    for (const [index, statement] of statements.entries()) {
      const here = index === statements.length - 1 ? around : notLast;
      const { command, background } = statement;
      const within = background ? { ...here, background: true } : here;
      if (command.type === "AndOr") this.#andOr(command, within);
      else this.#node(command, within);
    }
  }

  #list(list: CompoundList, around: Surroundings): void {
    this.#statements(list.commands, around);
  }

  #andOr(list: AndOr, around: Surroundings): void {
    const links = linksOf(list);
    for (const [index, command] of list.commands.entries()) {
      this.#node(command, {
        ...around,
        conditional: around.conditional || links[index]?.conditional === true,
        guarded: around.guarded || links[index]?.guarded === true,
        last: around.last && index === list.commands.length - 1,
      });
    }
  }

  #node(node: PipelineNode | CompoundList, around: Surroundings): void {
    switch (node.type) {
      case "Command":
        this.#command(node, around);
        return;
      case "Pipeline":
        this.#pipeline(node, around);
        return;
      case "Redirected":
        this.#node(node.command, around);
        for (const redirect of node.redirects) this.#substitutions(redirect, around);
        return;
      case "Function":
        this.#node(node.body, {
          ...topLevel,
          conditional: around.conditional,
          inFunction: node.name.value,
          last: false,
        });
        return;
      case "Coproc":
        this.#node(node.body, { ...around, background: true });
        return;
      case "CompoundList":
        this.#list(node, around);
        return;
      default:
        this.#compound(node, around);
    }
  }

  #compound(node: CompoundCommand, around: Surroundings): void {
    const once = { ...around, last: false };
    switch (node.type) {
      case "Subshell":
        this.#list(node.body, { ...around, subshell: true });
        return;
      case "BraceGroup":
        this.#list(node.body, around);
        return;
      case "If":
        this.#if(node, around);
        return;
      case "Case":
        this.#case(node, around);
        return;
      case "For":
      case "Select":
        for (const word of node.wordlist ?? []) this.#substitutions(word, around);
        this.#list(node.body, { ...once, conditional: around.conditional || !surelyRuns(node.wordlist) });
        return;
      case "ArithmeticFor":
        this.#list(node.body, once);
        return;
      case "While":
        this.#list(node.clause, { ...once, guarded: true });
        this.#list(node.body, { ...once, conditional: true });
        return;
      case "TestCommand":
      case "ArithmeticCommand":
        this.#substitutions(node, around);
    }
  }

  #if(node: If, around: Surroundings): void {
    const inside = { ...around, conditional: true };
    this.#list(node.clause, { ...around, last: false, guarded: true });
    this.#list(node.then, inside);
    for (const branch of node.elif) {
      this.#list(branch.clause, { ...inside, last: false, guarded: true });
      this.#list(branch.then, inside);
    }
    if (node.else) this.#list(node.else, inside);
  }

  #case(node: Case, around: Surroundings): void {
    this.#substitutions(node.word, around);
    for (const item of node.items) {
      const fallsThrough = item.terminator !== undefined && item.terminator !== ";;";
      this.#list(item.body, { ...around, conditional: true, last: around.last && !fallsThrough });
    }
  }

  #pipeline(node: Pipeline, around: Surroundings): void {
    const guarded = around.guarded || node.prefixes.some((prefix) => prefix.type === "Negation");
    const { length } = node.commands;
    for (const [index, command] of node.commands.entries()) {
      this.#node(command, { ...around, guarded, pipeline: length > 1 ? { index, length } : around.pipeline });
    }
  }

  #command(node: Command, around: Surroundings): void {
    const source = this.#source;
    const assignments = node.prefix.filter((part) => part.type === "Assignment");
    if (node.name === undefined) {
      this.#substitutions(node, around);
      for (const assignment of assignments) this.#remember(assignment, around);
      return;
    }
    const words = [wordOf(node.name, source), ...node.args.map((word) => argumentOf(word, source))];
    const unwrapped = unwrap(words);
    const inner = innerScript(unwrapped, node, source);
    this.#substitutions(node, around, inner?.holder);
    const command: SimpleCommand = {
      words: unwrapped.words,
      wrappers: unwrapped.wrappers,
      assignments: [
        ...assignments.map((part) => assignmentOf(part, source)),
        ...unwrapped.assignments.map((word) => assignmentIn(word)),
      ],
      redirects: node.redirects.filter((part) => part.type !== "HereDoc").map((part) => redirectOf(part, source)),
      heredocs: node.redirects.filter((part) => part.type === "HereDoc").map((part) => heredocOf(part, source)),
      at: source.placeAt(node.pos, node.end),
      conditional: around.conditional,
      guarded: around.guarded,
      background: around.background,
      subshell: around.subshell,
      inFunction: around.inFunction,
      pipeline: around.pipeline,
      last: around.last || (unwrapped.replacesShell && around.inFunction === undefined),
      replacesShell: unwrapped.replacesShell,
    };
    if (inner === undefined) this.commands.push(command);
    else this.commands.push(...openScript(inner, command, source, this.#readScript));
    this.#declare(node, around);
  }

  /** `export A=1` assigns; `source` and `eval` may assign anything. */
  #declare(node: Command, around: Surroundings): void {
    const name = node.name?.value;
    if (name === "." || name === "source" || name === "eval") this.#source.variables.forget();
    if (name !== "export" && name !== "readonly" && name !== "declare" && name !== "typeset") return;
    for (const argument of node.args) if (argument.type === "Assignment") this.#remember(argument, around);
  }

  #remember(node: Assignment, around: Surroundings): void {
    const { name, value } = assignmentOf(node, this.#source);
    if (value !== undefined && isWholly(around)) this.#source.variables.assign(name, value);
  }

  /** Commands of `$(…)`, backticks and `<(…)` in a node; those of a script that is opened are read with it. */
  #substitutions(node: SyntaxNode, around: Surroundings, opened?: SyntaxNode): void {
    const written = this.#source.text.slice(node.pos, node.end);
    const hasBody = node.type === "Command" && written.includes("<<");
    if (!hasBody && !/\$\(|`|[<>]\(|\$\{[\s|]/.test(written)) return;
    const inside = {
      ...around,
      // Only an assignment passes the status on.
      guarded: around.guarded || (node.type === "Command" && node.name !== undefined),
      subshell: true,
      last: false,
      pipeline: topLevel.pipeline,
    };
    const visit = (child: SyntaxNode): void => {
      if (child === opened) return;
      if (child.type === "CommandExpansion" && child.script?.source !== undefined) {
        // Escaped backticks: the script has a text of its own and stands where the backticks stand.
        const place = this.#source.placeAt(child.pos, child.end);
        const source = { ...this.#source, text: child.script.source, placeAt: () => place };
        const collector = new CommandCollector(source, this.#readScript);
        collector.collect(child.script, inside);
        this.commands.push(...collector.commands);
      } else if (child.type === "Script") this.#statements(child.commands, inside);
      else forEachChild(child, visit);
    };
    forEachChild(node, visit);
  }
}

/** A loop over at least one literal word. */
function surelyRuns(words: readonly Word[] | undefined): boolean {
  return words?.some((word) => word.parts === undefined) === true;
}
