import { URI, Utils } from "vscode-uri";
import { memoWith } from "../../../model/memo.ts";
import { uriOrNothing } from "../../../model/text/uri.ts";
import { commandOf, type Command, type SimpleCommand, type Word } from "../../../model/command.ts";
import type { Neighbours, ReadFile } from "../../../model/files.ts";
import type { Machine } from "../../../model/machine.ts";
import type { Place } from "../../../model/place.ts";
import { createSourceText, type SourceText } from "../../../model/text/sourceText.ts";
import { isForeignShell, isPosixShell, readShell, type ShellScript } from "../../shell/index.ts";
import { HOLE, isWhole, spanOf, type Text } from "../ruby/values.ts";
import type { PlaceOf } from "./facts.ts";

/** A script for a machine or the host. */
export interface Script {
  readonly commands: readonly SimpleCommand[];
  /** Nothing in it stayed unread. */
  readonly whole: boolean;
  /** For PowerShell or cmd, so it is skipped. */
  readonly foreign: boolean;
}

export interface ScriptReader {
  /** A script written in the Vagrantfile; one of `config` counts for each machine but is read once. */
  inline(script: Text): Script;
  /** A script of the workspace; undefined when it is not there, not read yet, or at an address. */
  file(uri: string): Script | undefined;
}

export function createScriptReader(source: SourceText, placeOf: PlaceOf, files: Neighbours): ScriptReader {
  const inlines = new Map<Text, Script>();
  return {
    inline(text) {
      const before = inlines.get(text);
      if (before) return before;
      const script = readInline(text, source, placeOf);
      inlines.set(text, script);
      return script;
    },
    file(uri) {
      const isNear = URI.parse(uri).scheme === URI.parse(source.uri).scheme;
      const state = isNear ? files.read(uri) : undefined;
      return state?.state === "read" ? readFile(state, uri) : undefined;
    },
  };
}

function readInline(text: Text, source: SourceText, placeOf: PlaceOf): Script {
  if (isForeign(text.value)) return foreign;
  const placeAt = (start: number, end: number): Place => placeOf(spanOf(text, start, end));
  const script = scriptOf(readShell(text.value, placeAt));
  if (isWhole(text)) return script;
  return { ...script, commands: script.commands.map((command) => withoutStandIns(command, source)), whole: false };
}

const readFile = memoWith(({ text }: ReadFile, uri: string): Script =>
  isForeign(text) ? foreign : scriptOf(readShell(text, createSourceText(uri, text).placeAt)),
);

function scriptOf({ commands, complete, interpreter }: ShellScript): Script {
  return { commands, whole: complete && (interpreter === undefined || isPosixShell(interpreter)), foreign: false };
}

const foreign: Script = { commands: [], whole: false, foreign: true };

const CMDLET_VERBS =
  "Add|Clear|Copy|Disable|Enable|Expand|Export|Format|Get|Import|Initialize|Install|Invoke|Move|New|Out|Register|Remove|Rename|Resize|Restart|Set|Start|Stop|Test|Uninstall|Update|Wait|Write";
const POWERSHELL_LINE = new RegExp(
  `^[ \\t]*(?:\\$[\\w:]+[ \\t]*=[^=]|(?:${CMDLET_VERBS})-[A-Z]\\w+|\\[[\\w.]+\\]::|@echo\\b|<#)`,
  "m",
);

/** PowerShell or cmd, by the interpreter that the script names or by the first words of its lines. */
function isForeign(script: string): boolean {
  const interpreter = /^\s*#!\s*(\S+)/.exec(script)?.[1];
  return interpreter === undefined ? POWERSHELL_LINE.test(script) : isForeignShell(interpreter);
}

/** The URI of a script. Addresses stay as they are: Vagrant downloads them. */
export function scriptUri(path: string, uri: string): string | undefined {
  if (/^[a-z][a-z+.-]+:\/\//i.test(path)) return uriOrNothing(() => URI.parse(path)) && path;
  if (path.startsWith("~") || path === "") return undefined;
  return uriOrNothing(() => Utils.resolvePath(Utils.dirname(URI.parse(uri)), path.replaceAll("\\", "/")));
}

/** The script's commands as the machine's own. */
export function ownedBy(owner: Machine, { commands }: Script, conditional: boolean): readonly Command[] {
  return commands.map((command) => commandOf(owner, "provision", command, command.conditional || conditional));
}

/** A text known only at run time has no value, even between single quotes, and is shown as the file has it. */
function withoutStandIns(command: SimpleCommand, source: SourceText): SimpleCommand {
  const spelled = (word: Word): Word => {
    if (!word.text.includes(HOLE)) return word;
    return { value: undefined, at: word.at, text: source.slice(word.at.range) };
  };
  return {
    ...command,
    words: command.words.map(spelled),
    wrappers: command.wrappers.map((words) => words.map(spelled)),
    redirects: command.redirects.map((redirect) => ({
      ...redirect,
      target: redirect.target && spelled(redirect.target),
    })),
    assignments: command.assignments.map((assignment) =>
      assignment.value?.includes(HOLE) ? { ...assignment, value: undefined } : assignment,
    ),
    heredocs: command.heredocs.map((heredoc) =>
      heredoc.content.includes(HOLE) ? { ...heredoc, content: source.slice(heredoc.at.range) } : heredoc,
    ),
  };
}
