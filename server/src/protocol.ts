import type { Range, WorkspaceEdit } from "vscode-languageserver-types";
import { fileKinds } from "./engine/formats/kinds.ts";
export { repository } from "./engine/address.ts";
export { configFileNames, hadolintFileNames } from "./engine/model/files.ts";

// Requests that the language server protocol does not have. Sent by the client unless noted.

/** Globs of the files that Bulkhead reads, matched against the whole path. */
export const documentPatterns: readonly string[] = fileKinds.flatMap(({ globs }) => globs);

/** Globs of files that it only reads beside others: kept in step with what the editor shows, so that advice follows without a save. */
export const neighbourPatterns: readonly string[] = [
  "**/*.sh",
  "**/.env",
  "**/*.env",
  "**/.dockerignore",
  "**/*.dockerignore",
  "**/package.json",
];

export const schemes = ["file", "vscode-remote", "vscode-vfs"] as const;

/** Languages of unsaved documents, which have no name yet. */
export const untitledLanguages = ["dockerfile", "dockercompose", "vagrantfile", "ruby"] as const;

/** `initializationOptions` of the extension; other editors may leave every key out. */
export interface ClientOptions {
  /** The client answers `settingsRequest`. */
  readonly settingsLayers?: boolean;
  /** The client has the command `openRuleDocumentation`. */
  readonly commands?: boolean;
  /** Address that opens bundled pages in the client, followed by `/rule/<id>`. */
  readonly pages?: string;
  /** Another extension completes and explains YAML by its schema, configurations of ours among it. */
  readonly yamlSchemas?: boolean;
  /** Used by editors that cannot be asked: the keys of the `bulkhead` section. */
  readonly settings?: unknown;
}

/** Command of the client that shows a rule's page: its argument is the rule's id. */
export const openRuleDocumentation = "bulkhead.openRuleDocumentation";

/** Command of the client that sets a rule's severity: its arguments are a document, the rule, and the severity when it is chosen already. */
export const changeSeverity = "bulkhead.changeSeverity";

/** Command of the client that asks what to declare of a workload: its arguments are a document and a position in it. */
export const declareIntentCommand = "bulkhead.declareIntent";

/** The intent keys of the workload at a position; null if there is no workload. */
export const intentRequest = "bulkhead/intent";
export type IntentResult = {
  readonly kind: "stage" | "service" | "machine" | "job";
  readonly name: string;
  /** Where it begins. */
  readonly line: number;
  readonly keys: readonly {
    readonly key: string;
    readonly text: string;
    /** The declared value. */
    readonly present?: string | undefined;
    /** Several values may be declared, joined with commas. */
    readonly isList: boolean;
    readonly values: readonly { readonly value: string; readonly meaning: string; readonly changes: string }[];
  }[];
} | null;

/** The edit that declares a value for the workload at a position; null if it cannot be written without guessing. */
export const declareIntentRequest = "bulkhead/declareIntent";
export interface DeclareIntentParams extends AtParams {
  readonly key: string;
  readonly value: string;
}
export type DeclareIntentResult = WorkspaceEdit | null;

/** How a value of the configuration is set for an open document: the profile, or the severity of a rule. */
export const changeConfigRequest = "bulkhead/changeConfig";
export interface ChangeConfigParams {
  readonly uri: string;
  readonly key: "profile" | `rules.${string}`;
  readonly value: string;
}
export type ChangeConfigResult =
  /** Without an edit the file says so already. */
  | { readonly in: "file"; readonly uri: string; readonly edit?: WorkspaceEdit }
  /** No file counts for the document: these keys of the editor's settings do. */
  | { readonly in: "settings"; readonly keys: readonly ChangeConfigParams["key"][] }
  /** The file cannot be edited without guessing. */
  | { readonly in: "broken"; readonly uri: string }
  /** This key of the file, an id of another tool, decides the severity of other rules too. */
  | { readonly in: "shared"; readonly uri: string; readonly key: string };

/** A first configuration file for a folder. */
export const newConfigurationRequest = "bulkhead/newConfiguration";
export interface NewConfigurationParams {
  readonly folder: string;
}
export type NewConfigurationResult =
  /** The URI of the one that is there already. */
  { readonly existing: string } | { readonly uri: string; readonly text: string; readonly notes: readonly string[] };

/** Answered by the client: the settings that hold for a document, lowest precedence first, each with its origin. */
export const settingsRequest = "bulkhead/settings";
export interface SettingsParams {
  readonly uri: string;
}
export type SettingsResult = readonly { readonly source: "user" | "workspace" | "folder"; readonly value: unknown }[];

/** Answered by the client for a server in a browser worker: the saved bytes of a file. */
export const readFileRequest = "bulkhead/readFile";
export interface ReadFileParams {
  readonly uri: string;
  readonly root: string;
}
export type ReadFileResult =
  { readonly bytes: Uint8Array } | { readonly reason: "missing" | "outside" | "too-large" | "denied" | "directory" };

/** Answered by the client for a server in a browser worker: whether a file or folder exists. */
export const statFileRequest = "bulkhead/statFile";
export type StatFileResult =
  { readonly type: "file" | "folder" } | { readonly reason: "missing" | "outside" | "denied" };

/** Larger files are not read. */
export const maximumFileBytes = 1 << 20;

/** Answered by the client for a server in a browser worker: the bytes of the Ruby parser. */
export const readRubyParserRequest = "bulkhead/readRubyParser";

/** The findings of a document, and its effective configuration. */
export const statusRequest = "bulkhead/status";
export interface StatusParams {
  readonly uri: string;
}
export interface StatusResult {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
  readonly suppressed: number;
  readonly enabled: boolean;
  readonly profile: string;
  /** The day of the tables. */
  readonly dataDate: string;
  /** URI of the configuration file that counts for the document. */
  readonly configFile?: string;
  /** Images and boxes that are unknown, with their places and the number of rules that do not check them. */
  readonly unknown: readonly {
    readonly kind: "image" | "box";
    readonly name: string;
    readonly range: Range;
    readonly rules: number;
  }[];
  /** Related files that exist but could not be read, with the reason. */
  readonly unread: readonly { readonly uri: string; readonly reason: string }[];
  /** Every value in force; `origin` is `default`, `user`, `workspace`, `folder`, or a file with the globs of its override. */
  readonly values: readonly {
    readonly key: string;
    readonly value: string;
    readonly origin: string | { readonly file: string; readonly override?: string };
  }[];
}

/** Markdown of a rule's or a topic's page; null for an unknown id. */
export const pageRequest = "bulkhead/page";
export interface PageParams {
  readonly of: "rule" | "topic";
  readonly id: string;
}
export type PageResult = string | null;

/** Every rule, for a menu. */
export const rulesRequest = "bulkhead/rules";
export interface RulesParams {
  /** The document that decides the current severities; the defaults apply without one. */
  readonly uri?: string | undefined;
}
export type RulesResult = readonly {
  readonly id: string;
  readonly summary: string;
  readonly category: string;
  /** The severities in force, each once: several if the branches of the rule differ. */
  readonly current: readonly string[];
}[];

/** Rules with a finding at a position, and the topic there. */
export const atRequest = "bulkhead/at";
export interface AtParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}
export interface AtResult {
  readonly rules: readonly string[];
  readonly topic?: string;
}

/** Markdown that lets a maintainer reproduce the advice; null if no rule reports at the position. */
export const wrongAdviceRequest = "bulkhead/wrongAdvice";
export type WrongAdviceResult = string | null;
