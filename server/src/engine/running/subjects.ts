import { programName, type Command } from "../model/command.ts";
import { startedContainersOf } from "../facts/scripts/startedContainers.ts";
import { commandsOf, type ReadProblem } from "../model/document.ts";
import { memo } from "../model/memo.ts";
import type { Project } from "../model/project.ts";
import { servicesIn } from "../project/project.ts";
import type { RuleDefinition, StageInstruction, Subjects } from "../rule.ts";

/** The subjects of a project by kind; a missing kind has none. */
export type SubjectLists = { readonly [S in keyof Subjects]?: readonly Subjects[S][] };

export function subjectsOf(project: Project, problems: readonly ReadProblem[]): SubjectLists {
  const { root } = project;
  const stages = root.kind === "dockerfile" ? root.stages : [];
  return {
    stage: stages,
    instruction: stages.flatMap((stage) =>
      stage.instructions
        .flatMap((one) => (one.trigger ? [one, one.trigger] : [one]))
        .map((instruction) => ({ instruction, stage })),
    ),
    service: [...servicesIn(project, root), ...startedContainersOf(project)],
    machine: root.kind === "vagrantfile" ? root.machines : [],
    job: root.kind === "workflow" ? root.jobs : [],
    command: commandsOf(root),
    file: [root],
    project: [project],
    intent: project.declaredIn(root.source.uri),
    problem: problems.map((problem) => ({ ...problem, at: { uri: root.source.uri, range: problem.range } })),
  };
}

/** Hands out subjects, so that a rule costs nothing for a file without anything that it looks at. */
export interface Dispatch {
  /** The rules with a subject, in the given order. */
  interested(rules: readonly RuleDefinition[]): readonly RuleDefinition[];
  /** Returns the subjects of a rule: all of the kind, or those with a program or keyword that it declares. */
  subjectsFor<S extends keyof Subjects>(rule: RuleDefinition, kind: S): readonly Subjects[S][];
}

export function createDispatch(lists: SubjectLists): Dispatch {
  const groups = {
    command: grouped(lists.command ?? [], programName),
    instruction: grouped<StageInstruction>(lists.instruction ?? [], ({ instruction }) => instruction.keyword),
  };
  const kinds = (Object.keys(lists) as (keyof Subjects)[]).filter((kind) => (lists[kind] ?? []).length > 0);

  return {
    interested(rules) {
      const { byKind, byWord } = interestsOf(rules);
      const found = new Set(kinds.flatMap((kind) => byKind.get(kind) ?? []));
      for (const kind of ["command", "instruction"] as const) {
        for (const word of groups[kind].keys()) for (const rule of byWord[kind].get(word) ?? []) found.add(rule);
      }
      return rules.filter((rule) => found.has(rule));
    },
    subjectsFor<S extends keyof Subjects>(rule: RuleDefinition, kind: S) {
      const words = declaredWords(rule, kind);
      const all: readonly Subjects[S][] = lists[kind] ?? [];
      if (!words) return all;
      const groupsOfKind: ReadonlyMap<string | undefined, readonly (Command | StageInstruction)[]> =
        groups[kind as "command" | "instruction"];
      const chosen = words.flatMap((word) => groupsOfKind.get(word) ?? []);
      if (chosen.length === 0) return [];
      const isChosen = new Set<unknown>(chosen);
      // In the order of the file.
      return all.filter((one) => isChosen.has(one));
    },
  };
}

interface Interests {
  readonly byKind: ReadonlyMap<keyof Subjects, readonly RuleDefinition[]>;
  readonly byWord: Readonly<
    Record<"command" | "instruction", ReadonlyMap<string | undefined, readonly RuleDefinition[]>>
  >;
}

const interestsOf = memo((rules: readonly RuleDefinition[]): Interests => {
  const byKind = new Map<keyof Subjects, RuleDefinition[]>();
  const byWord = { command: new Map<string, RuleDefinition[]>(), instruction: new Map<string, RuleDefinition[]>() };
  for (const rule of rules) {
    for (const kind of Object.keys(rule.check) as (keyof Subjects)[]) {
      const words = declaredWords(rule, kind);
      if (words) for (const word of words) add(byWord[kind as "command" | "instruction"], word, rule);
      else add(byKind, kind, rule);
    }
  }
  return { byKind, byWord };
});

function declaredWords(rule: RuleDefinition, kind: keyof Subjects): readonly string[] | undefined {
  if (kind === "command") return rule.commands;
  return kind === "instruction" ? rule.instructions : undefined;
}

function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string | undefined,
): ReadonlyMap<string | undefined, readonly T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const one of all) add(groups, keyOf(one), one);
  return groups;
}

function add<K, T>(groups: Map<K, T[]>, key: K, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}
