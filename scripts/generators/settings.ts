import { readFileSync } from "node:fs";
import path from "node:path";
import { configKeys, fileSchema, type ConfigKey, type Schema } from "../../server/src/engine/config/keys.ts";
import { directiveTexts } from "../../server/src/engine/directives/complete.ts";
import { effectiveIntentKeys, intentTexts } from "../../server/src/engine/facts/intent.ts";
import { configFileNames } from "../../server/src/engine/model/files.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import type { Generated } from "./generated.ts";

interface Manifest {
  readonly contributes: { readonly configuration: { properties: Record<string, unknown> } };
}

const keys = configKeys(rules);

/** The schema of the configuration file, and the editor's settings with their texts. */
export function settings(root: string): Generated {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
  const inSettings = keys.filter(({ where }) => where !== "file");
  manifest.contributes.configuration.properties = Object.fromEntries(
    inSettings.map((key, order) => [`bulkhead.${key.name}`, setting(key, order)]),
  );
  const texts = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8")) as Record<string, string>;
  const others = Object.entries(texts).filter(([name]) => !name.startsWith("setting."));
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Bulkhead configuration",
    ...fileSchema(rules),
  };
  return {
    files: [
      { path: "package.json", text: json(manifest) },
      { path: "package.nls.json", text: json(Object.fromEntries([...others, ...inSettings.flatMap(textsOf)])) },
      { path: "server/bulkhead.config.schema.json", text: json(schema) },
    ],
  };
}

/** The keys and the comments in the page about the configuration. */
export function settingsTable(root: string): Generated {
  const page = "docs/configuration.md";
  const text = readFileSync(path.join(root, page), "utf8");
  return { files: [{ path: page, text: between(text, "settings", `${precedence}\n\n${table()}\n\n${comments()}`) }] };
}

/** Replaces what stands between the markers `<!-- begin:name -->` and `<!-- end:name -->`. */
function between(text: string, name: string, content: string): string {
  const begin = `<!-- begin:${name} -->`;
  const end = `<!-- end:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The markers "${begin}" and "${end}" are missing.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Texts that a person reads are named, so that they can be translated. */
function setting({ name, schema, scope }: ConfigKey, order: number) {
  const { markdownEnumDescriptions: described, ...rest } = schema;
  return {
    ...rest,
    ...(described ? { markdownEnumDescriptions: schema.enum?.map((value) => `%setting.${name}.${value}%`) } : {}),
    scope: scope ?? "resource",
    order,
    markdownDescription: `%setting.${name}%`,
  };
}

function textsOf({ name, text, schema }: ConfigKey): readonly (readonly [string, string])[] {
  const values = schema.enum ?? [];
  const described = schema.markdownEnumDescriptions ?? [];
  return [
    [`setting.${name}`, text],
    ...described.map((one, index) => [`setting.${name}.${values[index] ?? ""}`, one] as const),
  ];
}

const files = configFileNames.map((name) => `\`${name}\``).join(", ");

const precedence = [
  `A key stands in ${files}, or in the editor's settings behind \`bulkhead.\`. One configuration file counts: the nearest one, from the document's folder up to the workspace folder; of several in one folder the first of these names.`,
  "Where several places speak, the order is: flags of the command line, comments in the file, `overrides`, the configuration file, the settings of the folder, of the workspace, of the user, the defaults. `rules` and `images` are merged entry by entry, everything else is replaced. `bulkhead config <file>` and _Bulkhead: Show Configuration_ tell each value and where it comes from.",
].join("\n\n");

/** How comments ignore, and what they can declare. */
function comments(): string {
  return [
    "## In comments",
    "```dockerfile\n# bulkhead ignore=privileged-container,container-socket-mount the reason\n# bulkhead ignore-file=end-of-life-os the reason\n# bulkhead trust=untrusted\n```",
    Object.entries(directiveTexts)
      .map(([key, text]) => `- \`${key}=\`: ${text}`)
      .join("\n"),
    "A comment on its own line speaks of the instruction, key, list item or statement below it with everything in it; inside a continued instruction, of that instruction. In a Jenkinsfile it begins with `//`. Intent can be declared, also under `x-bulkhead:` of a Compose service or in labels such as `bulkhead.trust`; a comment is stronger than `x-bulkhead`, that than a label, and that than a label of the image. Today it only silences `vm-for-ephemeral-ci` and `vm-for-one-service`:",
    [
      "| Key | Means | Values |",
      "| --- | --- | --- |",
      ...effectiveIntentKeys
        .map((key) => [key, intentTexts[key]] as const)
        .map(
          ([key, { text, values }]) =>
            `| \`${key}\` | ${text} | ${Object.entries(values)
              .map(([value, meaning]) => `\`${value}\`: ${meaning}`)
              .join("; ")} |`,
        ),
    ].join("\n"),
  ].join("\n\n");
}

function table(): string {
  const places = { everywhere: "file, settings", file: "file", settings: "settings" } as const;
  return [
    "| Key | Values | Default | Where | What |",
    "| --- | --- | --- | --- | --- |",
    ...keys.map(
      ({ name, where, text, schema }) =>
        `| \`${name}\` | ${valuesOf(schema)} | ${defaultOf(schema)} | ${places[where]} | ${text.replaceAll("|", "\\|")} |`,
    ),
  ].join("\n");
}

function valuesOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.format === "date") return "day";
  const names = { string: "text", boolean: "`true`, `false`", array: "list", object: "mapping" } as const;
  return typeof schema.type === "string" ? names[schema.type] : "text";
}

function defaultOf({ default: value }: Schema): string {
  return value === undefined || JSON.stringify(value).length <= 2 ? "" : `\`${String(value)}\``;
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
