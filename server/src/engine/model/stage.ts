import type { Command, CommandLine, Script } from "./command.ts";
import type { Fact, Item, Known } from "./fact.ts";
import type { Place } from "./place.ts";

/** `FROM … AS name` and the instructions up to the next `FROM`. */
export interface Stage {
  readonly kind: "stage";
  readonly uri: string;
  /** 0 for the first. */
  readonly index: number;
  readonly name: string | undefined;
  /** The stage's name, or its image when it has none: where advice about something missing belongs. */
  readonly at: Place;
  /** From `FROM` to the last instruction of the stage. */
  readonly entry: Place;
  /** The `FROM` instruction. */
  readonly from: Place;
  /** The image with `ARG` defaults and platform arguments resolved; `scratch` as written. Unreadable when an argument has no default. */
  readonly image: Fact<string>;
  /** The earlier stage of the same file that `FROM` names. */
  readonly parent: Stage | undefined;
  /** `--platform` of `FROM`. `$BUILDPLATFORM` and `$TARGETPLATFORM` are unreadable. */
  readonly platform: Fact<string>;
  /** The last stage of the file. */
  readonly isFinal: boolean;
  /** The final stage needs it: by `FROM`, `COPY --from` or `--mount from=`. */
  readonly isReachable: boolean;
  readonly instructions: readonly Instruction[];
  /** Set in this stage only; inherit through `parent`. The last instruction of a kind wins, as in the engine. */
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  /** Every `WORKDIR` in order: a relative one adds to those before it. */
  readonly workdirs: readonly Item<string>[];
  readonly cmd: Fact<CommandLine>;
  readonly entrypoint: Fact<CommandLine>;
  readonly shell: Fact<readonly string[]>;
  readonly stopSignal: Fact<string>;
  readonly healthcheck: Fact<CommandLine | "none">;
  readonly env: ReadonlyMap<string, Item<string>>;
  readonly args: ReadonlyMap<string, Item<string>>;
  readonly labels: ReadonlyMap<string, Item<string>>;
  readonly exposes: readonly Item<string>[];
  readonly volumes: readonly Item<string>[];
  readonly copies: readonly Copy[];
  /** Commands of every `RUN` in order; empty where the shell is PowerShell or cmd. */
  readonly commands: readonly Command[];
  /** Commands of every `ONBUILD RUN`: they run in the builds of images that start from this one. */
  readonly triggerCommands: readonly Command[];
  /** Returns the state that an instruction of the stage finds; without one, the state at the end. */
  stateAt(instruction?: Instruction): StageState;
}

/** What holds at one instruction; values of stages of the file that the stage starts from included. */
export interface StageState {
  /** Unset if no stage of the file sets it; the base image decides then. */
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  readonly shell: Fact<readonly string[]>;
  /** Returns the `ENV` or `ARG` that sets a variable last; undefined if no stage of the file does. */
  variable(name: string): StageVariable | undefined;
  /** Returns the names of all variables of `ENV` and `ARG`. */
  names(): ReadonlySet<string>;
}

export interface StageVariable {
  readonly keyword: "ENV" | "ARG";
  readonly item: Item<string>;
}

/** One logical instruction, `ONBUILD` triggers included as `trigger`. */
export interface Instruction {
  /** Upper case: `RUN`. */
  readonly keyword: string;
  readonly keywordAt: Place;
  /** From the keyword to the end of the last line, heredoc bodies included. */
  readonly at: Place;
  /** Everything after keyword and flags, as written. Undefined when there is nothing. */
  readonly argumentsAt: Place | undefined;
  readonly flags: readonly Flag[];
  readonly trigger: Instruction | undefined;
  /** Returns what the instruction is made of. */
  parts(): InstructionParts;
}

/** The arguments of an instruction as written, continuations and comments removed. */
export interface InstructionParts {
  readonly text: string;
  /** `refused` is an array with something else than strings in it, which stops the build. */
  readonly form: "shell" | "exec" | "refused";
  /** The elements of an array, else what blanks separate. */
  readonly words: readonly WrittenWord[];
  /** Of `ENV`, `LABEL` and `ARG`. */
  readonly pairs: readonly WrittenPair[];
  /** Variables that the builder replaces: none in the text of `RUN`, `CMD` and `ENTRYPOINT`, which is for the shell. */
  readonly references: readonly VariableReference[];
  /** Of `RUN`. */
  readonly mounts: readonly RunMount[];
}

export interface WrittenWord {
  /** Quotes included, but for elements of an array. */
  readonly text: string;
  readonly at: Place;
}

/** `name=value`, or `name value` in the old form of `ENV` and `LABEL`. */
export interface WrittenPair {
  readonly name: string;
  readonly nameAt: Place;
  /** Quotes included; undefined for an `ARG` without default. */
  readonly value: WrittenWord | undefined;
  readonly at: Place;
  readonly hasEquals: boolean;
}

export interface VariableReference {
  readonly name: string;
  /** From the dollar sign to the name's end or the closing brace. */
  readonly at: Place;
  /** What follows the name in braces: `-`, `:-`, `#` …; empty for the plain value. */
  readonly operator: string;
  /** The pair in whose value it is written. */
  readonly pair: WrittenPair | undefined;
}

/** A `--mount` of `RUN`. */
export interface RunMount {
  readonly at: Place;
  /** By lower-case key; an alias of `target` or `source` is under these names. */
  readonly fields: ReadonlyMap<string, string>;
  /** `bind` if none is written. */
  readonly type: string;
}

export interface Flag {
  /** Without dashes: `mount`. */
  readonly name: string;
  /** Without surrounding quotes; undefined for a bare flag such as `--link`. */
  readonly value: string | undefined;
  readonly at: Place;
  readonly valueAt: Place | undefined;
}

/** A here-document of `COPY`, which becomes a file. */
export interface InlineFile {
  readonly name: string;
  /** As the Dockerfile writes it. */
  readonly content: string;
  readonly at: Place;
  /** The file has the content as written: no variable of the build is replaced. */
  readonly isVerbatim: boolean;
  /** The content as a shell reads it. */
  script(): Script;
}

/** `COPY` or `ADD`. */
export interface Copy {
  readonly keyword: "COPY" | "ADD";
  readonly instruction: Instruction;
  /** `--from`: a stage of the file, another image, or unset for the build context. */
  readonly from: Fact<string>;
  readonly fromStage: Stage | undefined;
  readonly sources: readonly Item<string>[];
  /** Inline files: `COPY <<EOF /path`. */
  readonly inlineFiles: readonly InlineFile[];
  /** As written after variables are resolved; relative to the working directory. */
  readonly destination: Item<string>;
  readonly chmod: Known<string> | undefined;
}
