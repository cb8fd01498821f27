import type { FixKind, Fix, RelatedPlace, Severity } from "./finding.ts";
import type { Command } from "./model/command.ts";
import type { DeclaredIntent, IgnoredRule } from "./model/directive.ts";
import type { Document, ReadProblem } from "./model/document.ts";
import type { Editor, FileEdit } from "./model/editor.ts";
import type { Job } from "./model/job.ts";
import type { Machine } from "./model/machine.ts";
import type { Place } from "./model/place.ts";
import type { Project } from "./model/project.ts";
import type { Service } from "./model/service.ts";
import type { Stage } from "./model/stage.ts";

/** A path of one or two levels below `rules`; pages group rules by the first one. */
export type Category =
  | "directives"
  | "syntax"
  | "init"
  | "machine"
  | "ci"
  | "kernel"
  | "openings"
  | "engine"
  | "tenancy"
  | "storage"
  | "platform"
  | "userland"
  | "process"
  | "memory"
  | "network"
  | "secrets"
  | `dockerfile/${"syntax" | "stages" | "variables" | "files" | "packages" | "shell" | "runtime" | "labels"}`
  | `compose/${"schema" | "references" | "values" | "files" | "practice"}`
  | `vagrantfile/${"settings" | "machines" | "network" | "folders" | "provisioners" | "boxes"}`;

/** `essential` ⊂ `recommended` ⊂ `strict`. Contested advice lives in `strict`. */
export type Profile = "essential" | "recommended" | "strict";

/** What a rule looks at. `file` is the analysed document; `project` is visited once per analysis. */
export interface Subjects {
  stage: Stage;
  /** Compose services, containers of CI jobs, and `docker run` in scripts. */
  service: Service;
  machine: Machine;
  job: Job;
  command: Command;
  file: Document;
  project: Project;
  /** Ids of ignore comments, judged after all other rules have spoken. */
  ignore: IgnoredRule;
  intent: DeclaredIntent;
  /** What a reader refused, or what is wrong in a configuration file. */
  problem: Problem;
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
  /** The smallest text whose change would silence the rule; for something missing, the workload's name. */
  readonly at: Place;
  /** One sentence: who, what, so what. */
  readonly message: string;
  /** Lowers the rule's severity; never raises it. */
  readonly severity?: Severity;
  /** `anchor: true`: a place where the finding may stand when `at` lies in another file than the analysed one. */
  readonly related?: readonly (RelatedPlace & { readonly anchor?: boolean })[];
  /** The text at `at` has no effect. */
  readonly unnecessary?: boolean;
  readonly fixes?: readonly FixOffer[];
}

export interface RuleContext {
  readonly project: Project;
  readonly edit: Editor;
  /** A command that runs only under a condition lowers the severity by one: give it as `because`. */
  report(report: Report & { readonly because?: Command }): void;
}

export interface Example {
  /** What the example teaches, one sentence. */
  readonly title?: string;
  /** By path; the first one is the analysed file. Common indentation is removed. `\r\n` stays. */
  readonly files: Readonly<Record<string, string>>;
}

export interface InvalidExample extends Example {
  /** The text below the finding, in the analysed file. */
  readonly underline: string;
  readonly severity?: Severity;
  /** The analysed file after the first fix, or every changed file by path. Needed when a fix is offered. */
  readonly fixed?: string | Readonly<Record<string, string>>;
}

export interface RuleDefinition {
  /** kebab-case, the file's name; names the smell. Never reused. */
  readonly id: string;
  /** The path of the folder. */
  readonly category: Category;
  /** Version that brought the rule. */
  readonly since: string;
  /** The default and the highest that a report may have. */
  readonly severity: Severity;
  readonly profile: Profile;
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
  /** Ids of other tools for the same smell: `DL3002`, `CKV_DOCKER_8`. Their ignore comments are honoured. */
  readonly aliases?: readonly string[];
  /** Rules that win if both report one place, or with `on: "workload"` the same stage, service, machine or job. */
  readonly yieldsTo?: readonly (string | { readonly rule: string; readonly on: "workload" })[];
  /** Id of the hover topic. */
  readonly topic?: string;
  /** https addresses. */
  readonly sources: readonly string[];
  readonly examples: { readonly invalid: readonly InvalidExample[]; readonly valid: readonly Example[] };
  readonly check: { readonly [S in keyof Subjects]?: (subject: Subjects[S], context: RuleContext) => void };
}

export function defineRule(definition: RuleDefinition): RuleDefinition {
  return definition;
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
