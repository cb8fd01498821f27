import { severities, type Fix, type FixKind, type RelatedPlace, type Severity } from "./finding.ts";
import type { categories } from "./categories.ts";
import type { Command } from "./model/command.ts";
import type { DeclaredIntent, IgnoredRule } from "./model/directive.ts";
import type { Document, ReadProblem } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import type { Job } from "./model/job.ts";
import type { Machine } from "./model/machine.ts";
import type { Place } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import type { Service } from "./model/service.ts";
import type { Instruction, Stage } from "./model/stage.ts";

/** A path of one or two levels below `rules`; pages group rules by the first one. */
export type Category = (typeof categories)[number];

/** Each profile includes the one before it. Contested advice lives in `strict`. */
export const profiles = ["essential", "recommended", "strict"] as const;

export type Profile = (typeof profiles)[number];

/** The subjects of rules. `file` is the analysed document; `project` is visited once per analysis. */
export interface Subjects {
  stage: Stage;
  instruction: StageInstruction;
  /** Compose services, containers of CI jobs, and `docker run` in scripts. */
  service: Service;
  machine: Machine;
  job: Job;
  command: Command;
  file: Document;
  project: Project;
  /** Ids of ignore comments, checked after all other rules have reported. */
  ignore: IgnoredRule;
  intent: DeclaredIntent;
  /** A problem that a reader reports, or a problem in a configuration file. */
  problem: Problem;
}

/** An instruction after `FROM`; a trigger of `ONBUILD` is one of its own. */
export interface StageInstruction {
  readonly instruction: Instruction;
  readonly stage: Stage;
}

export interface Problem extends ReadProblem {
  readonly at: Place;
}

export interface FixOffer {
  readonly title: string;
  readonly kind: FixKind;
  readonly preferred?: boolean;
  /** Undefined where the editor would have to guess: the fix is not offered. */
  edits(): readonly (FileEdit | undefined)[];
  create?(): Fix["create"];
}

export interface Report {
  /** The smallest text whose change would resolve the finding; for something missing, the workload's name. */
  readonly at: Place;
  /** One sentence: who, what, so what. */
  readonly message: string;
  /** The branch that reports; required of a rule with branches. */
  readonly branch?: string | undefined;
  /** Lowers the severity of the branch; never raises it. */
  readonly severity?: Severity;
  /** A command that runs only under a condition lowers the severity by one. */
  readonly because?: Command;
  /** The first of them in the analysed file shows the finding if `at` is in another file. */
  readonly related?: readonly RelatedPlace[];
  /** The text at `at` has no effect. */
  readonly unnecessary?: boolean;
  readonly fixes?: readonly FixOffer[];
}

/** The context of every check. */
export interface CheckContext {
  readonly project: Project;
  readonly edit: Editor;
  report(report: Report): void;
}

/** A report of a rule with the branches `B`: one without a branch, or with another one, does not compile. */
type BranchReport<B extends string> = Report &
  ([B] extends [never] ? { readonly branch?: undefined } : { readonly branch: B });

export interface RuleContext<B extends string = never> {
  readonly project: Project;
  readonly edit: Editor;
  report(report: BranchReport<B>): void;
}

export interface Example {
  /** The point of the example, one sentence. */
  readonly title?: string;
  /** By path; the first one is the analysed file. Common indentation is removed. `\r\n` stays. */
  readonly files: Readonly<Record<string, string>>;
}

export interface InvalidExample<B extends string = string> extends Example {
  /** The text below the finding, in the analysed file. */
  readonly underline: string;
  /** The branch that reports. */
  readonly branch?: B | undefined;
  readonly severity?: Severity;
  /** The analysed file after the first fix, or every changed file by path. Needed when a fix is offered. */
  readonly fixed?: string | Readonly<Record<string, string>>;
}

/** A part of a rule with a severity and a profile of its own. A rule without branches is one. */
export interface Branch {
  /** The default and the highest that a report may have. */
  readonly severity: Severity;
  readonly profile: Profile;
  /** Ids of other tools for the same smell: `DL3002`, `CKV_DOCKER_8`. Their ignore comments and configuration keys count. */
  readonly aliases?: readonly string[];
}

type Checks<Context> = { readonly [S in keyof Subjects]?: (subject: Subjects[S], context: Context) => void };

interface Definition<B extends string> {
  /** kebab-case, the file's name; names the smell. Never reused. */
  readonly id: string;
  /** The path of the folder. */
  readonly category: Category;
  /** Version that brought the rule. */
  readonly since: string;
  /** The strongest kind of fix it may offer. */
  readonly fix?: FixKind;
  /** Half a sentence, for tables: `Service runs with privileged: true`. */
  readonly summary: string;
  /** Markdown. What happens and why it matters. */
  readonly why: string;
  /** Markdown. What to do about it. */
  readonly instead: string;
  /** Markdown. When the advice does not hold; name the cases in which the rule is silent. */
  readonly exceptions?: string;
  /** Strings that a person would search for. */
  readonly errors?: readonly string[];
  /** Rules that win if both report one place, or with `on: "workload"` the same stage, service, machine or job. */
  readonly yieldsTo?: readonly (string | { readonly rule: string; readonly on: "workload" })[];
  /** Id of the hover topic. */
  readonly topic?: string;
  /** https addresses. */
  readonly sources: readonly string[];
  readonly examples: { readonly invalid: readonly InvalidExample<B>[]; readonly valid: readonly Example[] };
  /** Programs that `check.command` looks at; without them it gets every command. */
  readonly commands?: readonly string[];
  /** Keywords that `check.instruction` looks at; without them it gets every instruction. */
  readonly instructions?: readonly string[];
}

/** A rule as the engine runs it. */
export interface RuleDefinition extends Definition<string>, Branch {
  /** Undefined if the rule is one branch. Otherwise `severity` is the highest of them and `profile` the smallest. */
  readonly branches?: Readonly<Record<string, Branch>> | undefined;
  readonly check: Checks<CheckContext>;
}

/** A rule as its file writes it: with one level, or with named branches of which each report names one. */
type WrittenRule<B extends string> = Definition<NoInfer<B>> & {
  readonly check: Checks<RuleContext<NoInfer<B>>>;
} & (
    | (Branch & { readonly branches?: undefined })
    | { readonly branches: Readonly<Record<B, Branch>>; readonly severity?: undefined; readonly profile?: undefined }
  );

export function defineRule<B extends string = never>(written: WrittenRule<B>): RuleDefinition {
  // A check takes the reports of its own branches only, which the type of all rules cannot say.
  const rule = written as unknown as RuleDefinition;
  const { branches } = rule;
  if (!branches) return rule;
  const all = Object.values(branches);
  const least = <T>(order: readonly T[], of: (branch: Branch) => T): T | undefined =>
    order.find((one) => all.some((branch) => of(branch) === one));
  return {
    ...rule,
    severity: least(severities.toReversed(), ({ severity }) => severity) ?? "hint",
    profile: least(profiles, ({ profile }) => profile) ?? "strict",
  };
}

/** Joins lines of prose into one Markdown text. */
export function prose(...lines: readonly string[]): string {
  return lines.join("\n");
}

/** True when the rule reasons across files, as its examples show: what it says of one file then depends on others. */
export function isCrossFile(rule: RuleDefinition): boolean {
  const { invalid, valid } = rule.examples;
  return [...invalid, ...valid].some((example) => Object.keys(example.files).length > 1);
}
