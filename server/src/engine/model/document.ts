import type { Position, Range } from "vscode-languageserver-types";
import type { Command } from "./command.ts";
import type { Item, Known } from "./fact.ts";
import type { Job } from "./job.ts";
import type { Machine } from "./machine.ts";
import type { Service } from "./service.ts";
import type { SourceText } from "./text/sourceText.ts";
import type { Instruction, Stage } from "./stage.ts";

export type FileKind = "dockerfile" | "compose" | "vagrantfile" | "workflow" | "devcontainer" | "config";

/** A comment, and the range that a directive in it covers. */
export interface Comment {
  /** Without the comment sign and surrounding blanks. */
  readonly text: string;
  /** From the comment sign to the end of the line. */
  readonly range: Range;
  /** Only blanks precede it on its line. */
  readonly ownLine: boolean;
  /**
   * What the comment is about. On its own line: the next instruction, YAML key or item with everything below it, or
   * Ruby statement with its block; inside a continued instruction: that instruction. After a value: its line.
   * Undefined when nothing follows.
   */
  readonly covers: Range | undefined;
}

/** Why a file, or a part of it, was not analysed. */
export interface ReadProblem {
  readonly kind:
    | "too-large"
    | "line-too-long"
    | "too-deep"
    | "too-many-aliases"
    | "too-many-files"
    | "syntax"
    | "unknown-instruction"
    | "continuation"
    | "configuration";
  /** A sentence for a person: what, where, what next. */
  readonly message: string;
  readonly range: Range;
  /** True when nothing of the file could be used, not even a last good tree. */
  readonly fatal: boolean;
  /** The probable correction, to replace the text; the title is needed if the text does not name the change. */
  readonly suggestion?: { readonly range: Range; readonly text: string; readonly title?: string };
}

/** The setting, instruction or word at a position, for hovers: `compose:services.*.privileged`, `dockerfile:FROM`. */
export interface SettingAt {
  /**
   * `<format>:<path>`. Compose and workflow paths are dotted with `*` for names and list positions; a workflow that is
   * not GitHub's begins with its system (`gitlab:image`, `azure:pool.vmImage`);
   * Dockerfile: the upper case instruction, `INSTRUCTION --flag`, or `syntax`; Vagrantfile: `config.vm.box`,
   * `provider.virtualbox`, `provision.shell`; a program in shell text: `command:systemctl`; an option of `docker run`, long: `docker-run:--privileged`.
   */
  readonly id: string;
  readonly range: Range;
  /** The value below the cursor or of the setting, when it can be read: `SYS_ADMIN` of a `cap_add` item. */
  readonly value: string | undefined;
}

interface DocumentBase {
  readonly source: SourceText;
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadProblem[];
  /** Most specific first; empty if there is no setting. */
  settingsAt(position: Position): readonly SettingAt[];
  /** The tree as a person reads it, one node a line with its range; for `bulkhead debug tree`. */
  printTree(): string;
}

export interface Dockerfile extends DocumentBase {
  readonly kind: "dockerfile";
  readonly stages: readonly Stage[];
  /** Instructions before the first stage: `ARG`, and words that are no instruction. */
  readonly head: readonly Instruction[];
  /** `ARG` before the first `FROM`, by name. */
  readonly globalArgs: ReadonlyMap<string, Item<string>>;
  /** `# syntax=` names a frontend that may have instructions of its own. */
  readonly hasOtherFrontend: boolean;
  readonly escape: "\\" | "`";
  /** Where a comment for the whole file may be inserted: after parser directives. */
  readonly bodyStart: Position;
}

export interface ComposeFile extends DocumentBase {
  readonly kind: "compose";
  /** Services of the project as this file sees it: merged with `extends`, `include` and override files. */
  readonly services: readonly Service[];
  /** The file only overrides another one (`compose.override.yaml`, `docker-compose.dev.yml`): advice about what is missing is out of place. */
  readonly isOverride: boolean;
  /** Top-level named volumes and networks. */
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  /** URIs of every file that shaped the services, this one first. */
  readonly sources: readonly string[];
}

export interface Vagrantfile extends DocumentBase {
  readonly kind: "vagrantfile";
  readonly machines: readonly Machine[];
}

export interface Workflow extends DocumentBase {
  readonly kind: "workflow";
  readonly system: Job["system"];
  /** The events that start it, such as `pull_request`; only GitHub's are read. */
  readonly triggers: readonly Known<string>[];
  readonly jobs: readonly Job[];
}

/** A `devcontainer.json`. */
export interface DevContainer extends DocumentBase {
  readonly kind: "devcontainer";
  /** The container, if the file says which. */
  readonly services: readonly Service[];
  /** The commands that run in it after it was created or started. */
  readonly commands: readonly Command[];
  /** The folder in which the commands run; undefined if it is unknown. */
  readonly workspaceFolder: string | undefined;
}

/** A configuration file of ours: it has no workloads, but what is wrong in it is said in it. */
export interface ConfigDocument extends DocumentBase {
  readonly kind: "config";
}

export type Document = Dockerfile | ComposeFile | Vagrantfile | Workflow | DevContainer | ConfigDocument;

/** Returns every command that runs in or for the workloads of a document. */
export function commandsOf(document: Document): readonly Command[] {
  switch (document.kind) {
    case "dockerfile":
      return document.stages.flatMap((stage) => [...stage.commands, ...stage.triggerCommands]);
    case "vagrantfile":
      return document.machines.flatMap((machine) => machine.commands);
    case "workflow":
      return document.jobs.flatMap((job) => job.commands);
    case "devcontainer":
      return document.commands;
    case "compose":
    case "config":
      return [];
  }
}
