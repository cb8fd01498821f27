import * as v from "valibot";

const severity = v.picklist(["off", "hint", "info", "warning", "error"], "must be off, hint, info, warning or error");
const profile = v.picklist(["essential", "recommended", "strict"], "must be essential, recommended or strict");
const text = v.pipe(v.string("must be text"), v.nonEmpty("must not be empty"));
const texts = v.array(text, "must be a list of texts");
const memorySize = v.pipe(text, v.regex(/^\d+(\.\d+)?\s*([kmgt]i?b?|b)?$/i, 'must be a size such as "16 GiB"'));
const day = v.pipe(text, v.isoDate('must be a day such as "2026-11-21"'));

const image = v.strictObject({
  family: text,
  version: v.optional(text),
  libc: v.optional(v.picklist(["glibc", "musl", "none"], "must be glibc, musl or none")),
  packageManagers: v.optional(texts),
  shells: v.optional(texts),
});

const rules = v.record(v.string(), severity, "must be a mapping of rule ids to severities");

/** Keys that a configuration file and the editor's settings share; each is judged by itself, so a bad one spoils no other. */
export const sharedKeys = {
  profile,
  rules,
  exclude: texts,
  images: v.record(v.string(), image, "must be a mapping of image patterns to facts"),
  host: v.strictObject({ memory: v.optional(memorySize) }, 'must be a mapping with the key "memory"'),
  dataDate: day,
  requireReason: v.boolean("must be true or false"),
  failOn: v.picklist(["never", "hint", "info", "warning", "error"], "must be never, hint, info, warning or error"),
} as const;

/** Keys of a configuration file. */
export const fileKeys = {
  ...sharedKeys,
  $schema: v.string("must be text"),
  overrides: v.array(
    v.strictObject({
      files: v.union([text, texts], "must be a glob or a list of globs"),
      profile: v.optional(profile),
      rules: v.optional(rules),
    }),
    "must be a list",
  ),
} as const;

/** Keys of the editor's settings. */
export const settingKeys = {
  ...sharedKeys,
  enable: v.boolean("must be true or false"),
  /** On the command line only: `--no-inline-ignore`. */
  inlineIgnore: v.boolean("must be true or false"),
} as const;

type Values<K extends Record<string, v.GenericSchema>> = {
  readonly [key in keyof K]?: v.InferOutput<K[key]> | undefined;
};
export type FileValues = Values<typeof fileKeys>;
export type SettingValues = Values<typeof settingKeys>;

/** What is wrong with a value, and where: the path of keys and list positions from the top. */
export interface ConfigIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Takes every valid key of `value`, and says of each other one what is wrong with it. */
export function readValues<K extends Record<string, v.GenericSchema>>(
  keys: K,
  value: unknown,
): { readonly values: Values<K>; readonly issues: readonly ConfigIssue[] } {
  if (value === undefined || value === null) return { values: {}, issues: [] };
  if (typeof value !== "object" || Array.isArray(value)) {
    return { values: {}, issues: [{ path: [], message: "The configuration must be a mapping of keys to values." }] };
  }

  const values: Record<string, unknown> = {};
  const issues: ConfigIssue[] = [];
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined || given === null) continue;
    const schema = keys[key];
    if (!schema) {
      issues.push({ path: [key], message: `"${key}" is no configuration key.` });
      continue;
    }
    const kept = readValue(schema, key, given, issues);
    if (kept !== undefined) values[key] = kept;
  }
  // Every kept value has passed the schema of its key.
  return { values: values as Values<K>, issues };
}

function readValue(schema: v.GenericSchema, key: string, given: unknown, issues: ConfigIssue[]): unknown {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;

  const bad = new Set<unknown>();
  for (const issue of parsed.issues) {
    const path = (issue.path ?? []).map((step) => step.key as string | number);
    issues.push({ path: [key, ...path], message: `${[key, ...path].join(".")} ${sentence(issue)}` });
    bad.add(path[0]);
  }
  return isMapping(given) ? withoutKeys(given, bad) : undefined;
}

function sentence(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith("must") ? `${issue.message}.` : `is not known here.`;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutKeys(value: Record<string, unknown>, bad: ReadonlySet<unknown>): Record<string, unknown> | undefined {
  if (bad.has(undefined)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !bad.has(key)));
}
