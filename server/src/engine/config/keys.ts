import { describeProfiles, profileLine } from "./profiles.ts";
import { libraries, ruleSeverities, thresholds } from "./schema.ts";
import { docsOf } from "../docs.ts";
import { namesOf } from "../branches.ts";
import { containerEngines } from "../model/project.ts";
import { profiles, type RuleDefinition } from "../rule.ts";

/** The part of JSON Schema that describes a configuration, with the Markdown that editors show. */
export interface Schema {
  readonly type?: "string" | "boolean" | "object" | "array" | readonly ("string" | "number")[];
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly format?: "date";
  readonly minLength?: number;
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
}

/** One value that people may set: the source of schema, settings, README, completion and hovers. */
export interface ConfigKey {
  /** Dotted: `host.memory`; in the settings below `bulkhead.`. */
  readonly name: string;
  readonly where: "everywhere" | "settings" | "file";
  /** Markdown, one or two sentences. */
  readonly text: string;
  /** Without description. */
  readonly schema: Schema;
  /** `window` where a setting cannot differ between folders. */
  readonly scope?: "window";
}

/** Every key, in the order in which it is shown. */
export function configKeys(rules: readonly RuleDefinition[]): readonly ConfigKey[] {
  return [
    { name: "enable", where: "settings", text: "Enable or disable Bulkhead.", schema: flag(true) },
    {
      name: "profile",
      where: "everywhere",
      text: `Which rules are on: ${profileCounts(rules)}. Single rules are set with \`rules\`.`,
      schema: { ...profileSchema(rules), default: "recommended" },
    },
    {
      name: "rules",
      where: "everywhere",
      text: "Severity of each rule, or `off`. Overrides the profile. Ids of other tools (`DL3002`) set the branches of rules that check the same thing.",
      schema: { ...rulesSchema(rules), default: {} },
    },
    {
      name: "exclude",
      where: "everywhere",
      text: "Globs of files to skip, relative to the configuration file (in the settings: to the workspace folder). A glob without a slash matches that name at any depth. Prefix with `!` to re-include. The command line also skips `vendor`, `third_party`, `node_modules`, `testdata`, `testfiles` and `fixtures`, which can be re-included.",
      schema: { ...names, default: [] },
    },
    {
      name: "overrides",
      where: "file",
      text: "Other profiles or severities for some files: `files` takes globs like `exclude`. The last matching entry wins.",
      schema: overridesSchema(rules),
    },
    {
      name: "images",
      where: "everywhere",
      text: 'Facts about private base images, by pattern: `"corp/base:*": { "family": "debian", "version": "12" }`. The last matching pattern wins.',
      schema: { type: "object", additionalProperties: imageSchema, default: {} },
    },
    {
      name: "engine",
      where: "everywhere",
      text: "Engine that runs the containers. It decides what root in a container can reach, and what the engine may grant. CI jobs and Vagrant guests run their own engine, so it does not apply to them.",
      schema: { ...engineSchema, default: "docker" },
    },
    {
      name: "host.memory",
      where: "everywhere",
      text: "Memory of the machine that runs the workloads, in a file as `host: { memory: 16 GiB }`.",
      schema: { type: "string" },
    },
    {
      name: "dataDate",
      where: "everywhere",
      text: "The date (`YYYY-MM-DD`) on which end of life is judged. The default is the date of the shipped tables, never today's date.",
      schema: { type: "string", format: "date" },
    },
    { name: "requireReason", where: "everywhere", text: "Ignore comments must give a reason.", schema: flag(false) },
    {
      name: "failOn",
      where: "everywhere",
      text: "The command line exits with 1 if a finding is at least this severe.",
      schema: { type: "string", enum: thresholds, default: "error" },
    },
    {
      name: "inlayHints.enable",
      where: "settings",
      text: "Show inlay hints after images, boxes, builds and runners: distribution, C library, package manager and end of support.",
      schema: flag(true),
    },
    {
      name: "trace.server",
      where: "settings",
      text: "Log the messages between the editor and the language server to the output channel.",
      schema: { type: "string", enum: ["off", "messages", "verbose"], default: "off" },
      scope: "window",
    },
  ];
}

/** The schema of a configuration file. */
export function fileSchema(rules: readonly RuleDefinition[]): Schema {
  const properties: Record<string, Schema> = {
    $schema: { type: "string", markdownDescription: "The location of this file's schema." },
  };
  for (const { name, where, text, schema } of configKeys(rules)) {
    if (where === "settings") continue;
    const [key = name, inner] = name.split(".");
    const described = { ...schema, markdownDescription: text };
    properties[key] =
      inner === undefined
        ? described
        : { type: "object", additionalProperties: false, properties: { [inner]: described } };
  }
  return { type: "object", additionalProperties: false, properties };
}

const names: Schema = { type: "array", items: { type: "string", minLength: 1 } };

function profileCounts(rules: readonly RuleDefinition[]): string {
  return describeProfiles(rules)
    .map(({ name, count }) => `\`${name}\` (${count} rules)`)
    .join(", ");
}

function profileSchema(rules: readonly RuleDefinition[]): Schema {
  const markdownEnumDescriptions = describeProfiles(rules).map((profile) => `${profileLine(profile)}.`);
  return { type: "string", enum: profiles, markdownEnumDescriptions };
}

const engineSchema: Schema = {
  type: "string",
  enum: containerEngines,
  markdownEnumDescriptions: [
    "Docker Engine that runs as root on the host.",
    "Docker Desktop: the host of its containers is a virtual machine that shares your files.",
    "Docker Engine in rootless mode: root in a container has the rights of one user.",
    "Podman run by a user: root in a container has the rights of that user.",
  ],
};

const imageSchema: Schema = {
  type: "object",
  required: ["family"],
  additionalProperties: false,
  properties: {
    family: {
      type: "string",
      minLength: 1,
      markdownDescription: "The distribution: `debian`, `ubuntu`, `alpine`, `rhel`, `fedora`, `wolfi` …",
    },
    version: {
      type: ["string", "number"],
      markdownDescription: "The version of the distribution: `12`, `3.22`.",
    },
    libc: {
      type: "string",
      enum: libraries,
      markdownDescription: "The C library of the image.",
    },
    packageManagers: { ...names, markdownDescription: "Package managers in the image: `apt`, `apk`, `dnf` …" },
    shells: { ...names, markdownDescription: "Shells in the image: `sh`, `bash` …" },
  },
};

function overridesSchema(rules: readonly RuleDefinition[]): Schema {
  return {
    type: "array",
    items: {
      type: "object",
      additionalProperties: false,
      required: ["files"],
      properties: {
        files: {
          anyOf: [{ type: "string", minLength: 1 }, names],
          markdownDescription: "Globs, relative to this file.",
        },
        profile: { ...profileSchema(rules), markdownDescription: "The profile for these files." },
        rules: { ...rulesSchema(rules), markdownDescription: "Severities for these files." },
      },
    },
  };
}

function rulesSchema(rules: readonly RuleDefinition[]): Schema {
  const aliases = [...namesOf(rules).aliases.keys()];
  const alias: Schema = {
    type: "string",
    enum: ruleSeverities,
    markdownDescription: "Id of another tool. Takes precedence over the rule's own id.",
  };
  return {
    type: "object",
    additionalProperties: false,
    // One entry for all of them, because every window parses it.
    ...(aliases.length === 0 ? {} : { patternProperties: { [patternOf(aliases)]: alias } }),
    properties: Object.fromEntries(
      rules.map(({ id, summary, severity, profile }) => [
        id,
        {
          type: "string",
          enum: ruleSeverities,
          default: severity,
          markdownDescription: `${summary}. Default ${severity}, profile ${profile}.${linkTo(id)}`,
        },
      ]),
    ),
  };
}

function linkTo(rule: string): string {
  const page = docsOf(rule);
  return page === undefined ? "" : ` [Documentation](${page})`;
}

function patternOf(names: readonly string[]): string {
  const escaped = [...names].sort().map((name) => name.replaceAll(/[^\w-]/g, (sign) => `\\${sign}`));
  return `^(?:${escaped.join("|")})$`;
}

function flag(value: boolean): Schema {
  return { type: "boolean", default: value };
}
