import * as v from "valibot";
import { profiles } from "../rule.ts";
import { containerEngines } from "../model/project.ts";
import { closest } from "../model/text/closest.ts";

export const ruleSeverities = ["off", "hint", "info", "warning", "error"] as const;
export const thresholds = ["never", "hint", "info", "warning", "error"] as const;
export const libraries = ["glibc", "musl", "none"] as const;

const severity = v.picklist(ruleSeverities, "must be off, hint, info, warning or error");
const profile = v.picklist(profiles, "must be essential, recommended or strict");
const text = v.pipe(v.string("must be a string"), v.nonEmpty("must not be empty"));
const texts = v.array(text, "must be a list of strings");
const memorySize = v.pipe(
  v.string('must be a size such as "16 GiB"'),
  v.regex(/^\d+(\.\d+)?\s*([kmgt]i?b?|b)?$/i, 'must be a size such as "16 GiB"'),
);
const day = v.pipe(
  v.string('must be a date such as "2026-11-21"'),
  v.isoDate('must be a date such as "2026-11-21"'),
  v.check(isInCalendar, "must be an existing date"),
);
const aboutImage = 'must be a mapping with the key "family"';

const image = v.strictObject(
  {
    family: text,
    version: v.optional(v.union([text, v.pipe(v.number(), v.transform(String))], "must be a string")),
    libc: v.optional(v.picklist(libraries, "must be glibc, musl or none")),
    packageManagers: v.optional(texts),
    shells: v.optional(texts),
  },
  aboutImage,
);

const rules = v.record(v.string(), severity, "must be a mapping of rule ids to severities");

/** Keys that a configuration file and the editor's settings share; each is judged separately, so an invalid one does not affect the others. */
const sharedKeys = {
  profile,
  rules,
  exclude: texts,
  images: v.record(v.string(), image, "must be a mapping of image patterns to facts"),
  host: v.strictObject({ memory: v.optional(memorySize) }, 'must be a mapping with the key "memory"'),
  engine: v.picklist(containerEngines, "must be docker, desktop, rootless or podman"),
  dataDate: day,
  requireReason: v.boolean("must be true or false"),
  failOn: v.picklist(thresholds, "must be never, hint, info, warning or error"),
} as const;

/** Keys of a configuration file. */
export const fileKeys = {
  ...sharedKeys,
  $schema: v.string("must be a string"),
  overrides: v.array(
    v.strictObject(
      {
        files: v.union([text, texts], "must be a glob or a list of globs"),
        profile: v.optional(profile),
        rules: v.optional(rules),
      },
      'must be a mapping with the key "files"',
    ),
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

/** A problem of a value and its place: the path of keys and list positions from the top. */
export interface ConfigIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The name that was probably meant by the last part of the path. */
  readonly meant?: string;
}

/** Returns every valid key of `value`, and an issue for each other one. */
export function readValues<K extends Record<string, v.GenericSchema>>(
  keys: K,
  value: unknown,
): { readonly values: Values<K>; readonly issues: readonly ConfigIssue[] } {
  if (value === undefined || value === null) return { values: {}, issues: [] };
  if (!isMapping(value)) {
    return { values: {}, issues: [{ path: [], message: "The configuration must be a mapping of keys to values." }] };
  }

  const values: Record<string, unknown> = {};
  const issues: ConfigIssue[] = [];
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined || given === null) continue;
    const schema = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (!schema) {
      issues.push(unknownKey([key], closest(key, Object.keys(keys))));
      continue;
    }
    const kept = readValue(schema, key, given, issues);
    if (kept !== undefined) values[key] = kept;
  }
  // Every kept value has passed the schema of its key.
  return { values: values as Values<K>, issues };
}

/** More rounds of cutting out what is wrong than any sensible value needs. */
const maximumRounds = 50;

/** The value without the parts that its schema refuses; undefined when nothing of it is left. */
function readValue(schema: v.GenericSchema, key: string, given: unknown, issues: ConfigIssue[]): unknown {
  let rest: unknown = given;
  for (let round = 0; round < maximumRounds; round += 1) {
    const parsed = v.safeParse(schema, rest);
    if (parsed.success) return parsed.output;

    const cuts: (readonly (string | number)[])[] = [];
    for (const issue of parsed.issues) {
      const path = (issue.path ?? []).map((step) => step.key as string | number);
      // Problems after a cut have been reported already.
      if (round === 0) issues.push(issueOf(issue, [key, ...path]));
      cuts.push(isMissing(issue) ? path.slice(0, -1) : path);
    }
    for (const path of cuts) rest = without(rest, path);
    if (rest === undefined) return undefined;
    rest = withoutHoles(rest);
  }
  return undefined;
}

function issueOf(issue: v.BaseIssue<unknown>, path: readonly (string | number)[]): ConfigIssue {
  if (isMissing(issue)) {
    return {
      path: path.slice(0, -1),
      message: `${path.slice(0, -1).join(".")} needs the key "${String(path.at(-1))}".`,
    };
  }
  if (issue.expected === "never") return unknownKey(path, undefined);
  return { path, message: `${path.join(".")} ${issue.message}.` };
}

/** For a missing key, a strict object reports that it expected the key's name. */
function isMissing({ type, expected, received }: v.BaseIssue<unknown>): boolean {
  return type === "strict_object" && expected !== "never" && received === "undefined";
}

function unknownKey(path: readonly (string | number)[], meant: string | undefined): ConfigIssue {
  const message = `Unknown configuration key "${path.join(".")}"; it has no effect.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`;
  return { path, message, ...(meant === undefined ? {} : { meant }) };
}

/** Lists without the holes that cuts left. */
function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutHoles);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]));
}

/** The value with the part at the path cut out; the places of later list items stay as they are. */
function without(value: unknown, [first, ...rest]: readonly (string | number)[]): unknown {
  if (first === undefined) return undefined;
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? without(item, rest) : (item as unknown)));
  if (!isMapping(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, key === String(first) ? without(inner, rest) : inner])
      .filter(([, inner]) => inner !== undefined),
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInCalendar(given: string): boolean {
  const [year = 0, month = 0, date = 0] = given.split("-").map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return date <= (days[month - 1] ?? 0);
}
