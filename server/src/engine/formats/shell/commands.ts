import type {
  AndOr,
  Assignment,
  Case,
  Command,
  CompoundCommand,
  CompoundList,
  If,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Statement,
  SyntaxNode,
} from "unbash";
import type { ScriptAssignment, SimpleCommand } from "../../model/command.ts";
import { innerScript, openScript, type ReadScript } from "./open.ts";
import { inList, inPipeline, isWholly, topLevel, type Surroundings } from "./surroundings.ts";
import {
  assignmentFacts,
  assignmentsOf,
  heredocFacts,
  redirectFacts,
  redirectsOf,
  wordsOf,
} from "./syntax/commandParts.ts";
import { isEndless, linksOf, runsBody } from "./syntax/conditions.ts";
import { assignmentOf, type ScriptSource } from "./syntax/source.ts";
import { mayHoldSubstitution, substitutionsIn, type Substitution } from "./syntax/substitutions.ts";
import { unwrap } from "./wrappers.ts";

/** Collects the simple commands of one script in the order of their places; those in `$(…)` come before the one that needs them. */
export class CommandCollector {
  readonly commands: SimpleCommand[] = [];
  readonly assignments: ScriptAssignment[] = [];
  readonly #source: ScriptSource;
  readonly #readScript: ReadScript;
  readonly #mayHoldSubstitution: boolean;

  constructor(source: ScriptSource, readScript: ReadScript) {
    this.#mayHoldSubstitution = mayHoldSubstitution(source.text);
    this.#source = source;
    this.#readScript = readScript;
  }

  collect(script: ParsedScript, around: Surroundings): void {
    this.#statements(script.commands, around);
  }

  #statements(statements: readonly Statement[], around: Surroundings): void {
    const notLast = around.last ? { ...around, last: false } : around;
    const last = statements.at(-1);
    for (const statement of statements) {
      const here = statement === last ? around : notLast;
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
    const lastIndex = list.commands.length - 1;
    list.commands.forEach((command, index) => {
      const link = links[index];
      const conditional = around.conditional || link?.conditional === true;
      const guarded = around.guarded || link?.guarded === true;
      this.#node(command, inList(around, conditional, guarded, around.last && index === lastIndex));
    });
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
        for (const redirect of node.redirects) this.#substitutions([redirect], around);
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
        this.#substitutions(node.wordlist ?? [], around);
        this.#list(node.body, { ...once, conditional: around.conditional || !runsBody(node.wordlist) });
        return;
      case "ArithmeticFor":
        this.#list(node.body, once);
        return;
      case "While":
        this.#list(node.clause, { ...once, guarded: true });
        this.#list(node.body, { ...once, conditional: around.conditional || !isEndless(node) });
        return;
      case "TestCommand":
      case "ArithmeticCommand":
        this.#substitutions([node], around);
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
    this.#substitutions([node.word], around);
    for (const item of node.items) {
      const fallsThrough = item.terminator !== undefined && item.terminator !== ";;";
      this.#list(item.body, { ...around, conditional: true, last: around.last && !fallsThrough });
    }
  }

  #pipeline(node: Pipeline, around: Surroundings): void {
    const guarded = around.guarded || node.prefixes.some((prefix) => prefix.type === "Negation");
    const { length } = node.commands;
    node.commands.forEach((command, index) => {
      this.#node(command, inPipeline(around, guarded, length > 1 ? { index, length } : around.pipeline));
    });
  }

  #command(node: Command, around: Surroundings): void {
    const source = this.#source;
    const assignments = assignmentsOf(node);
    const redirects = redirectsOf(node);
    if (node.name === undefined) {
      this.#assigned(assignments, around);
      this.#substitutions(redirects, around);
      return;
    }
    const words = wordsOf(node.name, node.args, source);
    const unwrapped = unwrap(words);
    const inner = innerScript(unwrapped, node, source);
    if (
      this.#mayHoldSubstitution &&
      (redirects.length > 0 || mayHoldSubstitution(source.text.slice(node.pos, node.end)))
    ) {
      this.#substitutions([...node.prefix, node.name, ...node.suffix], around, inner?.holder);
    }
    const command: SimpleCommand = {
      words: unwrapped.words,
      wrappers: unwrapped.wrappers,
      assignments: assignmentFacts(assignments, unwrapped.assignments, source),
      redirects: redirectFacts(redirects, source),
      heredocs: heredocFacts(redirects, source),
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
    else this.#add(openScript(inner, command, source, this.#readScript));
    this.#declare(node, around);
  }

  /** `export A=1` assigns; `source` and `eval` may assign anything. */
  #declare(node: Command, around: Surroundings): void {
    const name = node.name?.value;
    if (name === "." || name === "source" || name === "eval") this.#source.variables.forget();
    if (name !== "export" && name !== "readonly" && name !== "declare" && name !== "typeset") return;
    for (const argument of node.args)
      if (argument.type === "Assignment") this.#remember(argument, around, name === "export");
  }

  /** Assignments alone pass on the status of their last substitution. */
  #assigned(nodes: readonly Assignment[], around: Surroundings): void {
    const found = this.#mayHoldSubstitution ? nodes.flatMap((node) => substitutionsIn(node)) : [];
    const last = found.findLastIndex(({ node, conditional }) => node.type === "CommandExpansion" && !conditional);
    for (const [index, substitution] of found.entries()) {
      const passesOn = substitution.node.type === "CommandExpansion" && index >= last;
      this.#substitution(substitution, around, around.guarded || !passesOn);
    }
    for (const node of nodes) this.#remember(node, around);
  }

  #remember(node: Assignment, around: Surroundings, exported = false): void {
    const { name, value, at } = assignmentOf(node, this.#source);
    const text = this.#source.text.slice(node.value.pos, node.value.end);
    const conditional = !isWholly(around);
    this.assignments.push({ name, value, at, text, exported, conditional });
    if (value !== undefined && !conditional) this.#source.variables.assign(name, value);
  }

  /** Commands of substitutions whose status counts for nothing; those of a script that is opened are read with it. */
  #substitutions(nodes: readonly SyntaxNode[], around: Surroundings, opened?: SyntaxNode): void {
    if (!this.#mayHoldSubstitution) return;
    for (const node of nodes) {
      for (const substitution of substitutionsIn(node, opened)) this.#substitution(substitution, around, true);
    }
  }

  #substitution({ node, conditional }: Substitution, around: Surroundings, guarded: boolean): void {
    const { script } = node;
    if (script === undefined) return;
    const inside: Surroundings = {
      ...around,
      conditional: around.conditional || conditional,
      guarded,
      subshell: true,
      last: false,
      pipeline: topLevel.pipeline,
    };
    if (script.source === undefined) {
      this.#statements(script.commands, inside);
      return;
    }
    // Escaped backticks: the script has a text of its own, placed at the backticks.
    const place = this.#source.placeAt(node.pos, node.end);
    const source = { ...this.#source, text: script.source, placeAt: () => place };
    const collector = new CommandCollector(source, this.#readScript);
    collector.collect(script, inside);
    this.#add(collector.commands);
  }

  /** One by one: there may be more than a call takes arguments. */
  #add(commands: readonly SimpleCommand[]): void {
    for (const command of commands) this.commands.push(command);
  }
}
