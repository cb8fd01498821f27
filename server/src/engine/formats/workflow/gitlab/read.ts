import type { Fact, Item } from "../../../model/fact.ts";
import type { Neighbours } from "../../../model/files.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import { asText, FactReader, readItem } from "../../yaml/index.ts";
import { readContainer } from "../container.ts";
import { EntryReader, type Reads } from "../../yaml/entryReader.ts";
import { createJob } from "../job.ts";
import { fieldsOf, isNothing, mappingOf, placeOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { isPowerShell, isWindows } from "../script.ts";
import { readDefinitions, type Definitions } from "./definitions.ts";
import { isInherited, type JobFields } from "./layers.ts";
import { readSection } from "./script.ts";
import { variableReader, variablesOf, type Variables } from "./variables.ts";

const notJobs = new Set([
  "after_script",
  "before_script",
  "cache",
  "default",
  "image",
  "include",
  "pages:deploy",
  "services",
  "spec",
  "stages",
  "types",
  "variables",
  "workflow",
]);

/** Settings that a job takes from `default`, or from the top level in older files. */
const inherited = ["image", "services", "before_script", "after_script", "tags"];

/**
 * Jobs of a GitLab CI file. A hidden job (`.name`) counts only while nothing in the file uses it: its content is then
 * seen nowhere else.
 */
export function readGitlabJobs(uri: string, own: Fields, files: Neighbours): readonly Job[] {
  const definitions = readDefinitions(uri, own, files);
  return [...own.values()]
    .filter((entry) => isJob(entry, definitions))
    .map((entry) => readJob(uri, entry, definitions));
}

function isJob(entry: Entry, definitions: Definitions): boolean {
  if (notJobs.has(entry.name) || !mappingOf(entry)) return false;
  if (!entry.name.startsWith(".")) return true;
  const fields = fieldsOf(entry);
  const runs = ["script", "before_script", "after_script", "image", "services"].some((name) => fields.has(name));
  return runs && !definitions.used.has(entry.name) && !isPointedAt(entry);
}

/** Some alias of the file names the entry's anchor. */
function isPointedAt({ node, source }: Entry): boolean {
  if (node.anchor === undefined) return false;
  return new RegExp(`\\*${escaped(node.anchor)}(?![\\w.-])`).test(source.text);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function readJob(uri: string, job: Entry, definitions: Definitions): Job {
  const own = definitions.job(job.name);
  const fields = withDefaults(own, definitions);
  const scopes = variablesOf(own, definitions);
  const reads = variableReader(scopes);
  const reader = new EntryReader(reads, variables);
  const image = imageOf(fields, own, definitions);
  const runsOn = tagsOf(fields, job, definitions, reads);
  const container = image && containerOf(job.name, image, reader);
  const sections = ["before_script", "script", "after_script"].flatMap((name) => fields.get(name) ?? []);
  const isPosix = !isOnWindows(runsOn, container) && !looksLikeWindows(sections, container, definitions);
  const budget = { left: 5000 };
  return createJob({
    system: "gitlab",
    uri,
    name: job.name,
    at: job.at,
    entry: job.entry,
    complete: own.complete && definitions.complete && !own.fields.has("trigger"),
    runsOn,
    container,
    services: definitions
      .items(fields.get("services"))
      .flatMap((service) =>
        service ? [containerOf(undefined, { entry: service, below: fieldsOf(service) }, reader)] : [],
      ),
    servicesAt: fields.get("services")?.at,
    environment: environmentOf(scopes, job, reader),
    steps: sections.map((section) => readSection(section, { budget, referred: definitions.referred }, isPosix)),
  });
}

/** The variables of all scopes; unreadable if only a run chooses the value. */
function environmentOf(scopes: readonly Variables[], job: Entry, reader: EntryReader): Job["environment"] {
  const found = new Map<string, Item<string>>();
  for (const [name, entry] of scopes.toReversed().flatMap((scope) => [...scope])) {
    const value = entry && mappingOf(entry) ? fieldsOf(entry).get("value") : entry;
    found.set(name, value ? readItem(reader, value, asText) : { state: "unreadable", at: job.at, entry: job.entry });
  }
  return found;
}

/** `null` counts as missing. */
function withDefaults({ fields: own, below }: JobFields, definitions: Definitions): Fields {
  const inherit = below("inherit").get("default");
  const fields = new Map([...own].filter(([, entry]) => !isNothing(entry)));
  const shared = definitions.job("default").fields;
  for (const name of inherited) {
    const value = shared.get(name) ?? definitions.entry(name);
    if (!fields.has(name) && isInherited(inherit, name) && value && !isNothing(value)) fields.set(name, value);
  }
  return fields;
}

/** A container and its settings, which several definitions may have merged. */
interface ContainerEntry {
  readonly entry: Entry;
  readonly below: Fields;
}

function imageOf(fields: Fields, own: JobFields, definitions: Definitions): ContainerEntry | undefined {
  const image = fields.get("image");
  if (!image) return undefined;
  const isOwn = own.fields.get("image") === image;
  const entry = definitions.referred(image) ?? image;
  const below = isOwn ? own.below("image") : definitions.job("default").below("image");
  return { entry, below: entry === image && below.size > 0 ? below : fieldsOf(entry) };
}

const variables = /\$\[\[[^]{0,2000}?\]\]|\$\{\w+\}|\$\w+/g;

function containerOf(name: string | undefined, { entry: value, below }: ContainerEntry, reader: EntryReader): Service {
  const image = mappingOf(value) ? below.get("name") : value;
  const title = name ?? textOf(below.get("alias")) ?? textOf(image) ?? "service";
  const fact = new FactReader(reader, value.at).image(image);
  return readContainer(value, title, fact, { system: "gitlab", fields: below, reader });
}

function tagsOf(fields: Fields, job: Entry, definitions: Definitions, reads: Reads): Fact<readonly string[]> {
  const tags = fields.get("tags");
  const items = definitions.items(tags).map((item) => item && reads(textOf(item) ?? "$"));
  if (!tags || items.length === 0) return { state: "unset", at: job.at };
  const place = { at: placeOf(tags), entry: tags.entry };
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? { state: "known", value: known, ...place } : { state: "unreadable", ...place };
}

/** Runner tags and images name Windows; what they run then is PowerShell. */
function isOnWindows(runsOn: Fact<readonly string[]>, container: Service | undefined): boolean {
  const image: Fact<string> | Item<string> | undefined = container?.image;
  return (
    (runsOn.state === "known" && runsOn.value.some(isWindows)) || (image?.state === "known" && isWindows(image.value))
  );
}

/** If no image is known, one line of PowerShell decides for the whole job. */
function looksLikeWindows(
  sections: readonly Entry[],
  container: Service | undefined,
  definitions: Definitions,
): boolean {
  return (
    container?.image.state !== "known" &&
    sections.some((section) => definitions.items(section).some((line) => isPowerShell(textOf(line) ?? "")))
  );
}
