import type { Fact, Item } from "../../../model/fact.ts";
import type { Neighbours } from "../../../model/files.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import { createContainer, environmentOf } from "../container.ts";
import { createJob } from "../job.ts";
import { fieldsOf, isNothing, itemsOf, mappingOf, textFact, textOf, type Entry, type Fields } from "../nodes.ts";
import { isWindows } from "../script.ts";
import { readDefinitions, type Definitions } from "./definitions.ts";
import { readSection, type Sections } from "./script.ts";
import { variableReader, type Reads } from "./variables.ts";

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
  const { fields: own, complete } = definitions.job(job.name);
  const fields = withDefaults(own, definitions);
  const reads = variableReader(fieldsOf(own.get("variables")), fieldsOf(definitions.entry("variables")));
  const image = fields.get("image");
  const runsOn = tagsOf(fields, job, reads);
  const container = image && readContainer(job.name, image, reads);
  const isPosix = !isOnWindows(runsOn, container);
  const sections: Sections = {
    budget: { left: 5000 },
    reference: (name, key) => definitions.job(name).fields.get(key) ?? fieldsOf(definitions.entry(name)).get(key),
  };
  return createJob({
    system: "gitlab",
    uri,
    name: job.name,
    at: job.at,
    entry: job.entry,
    complete: complete && definitions.complete && !own.has("trigger"),
    runsOn,
    container,
    services: itemsOf(fields.get("services")).map((service) => readContainer(undefined, service, reads)),
    steps: ["before_script", "script", "after_script"].flatMap((name) => {
      const section = fields.get(name);
      return section && !isNothing(section) ? [readSection(section, sections, isPosix)] : [];
    }),
  });
}

function withDefaults(own: Fields, definitions: Definitions): Fields {
  const inherit = fieldsOf(own.get("inherit")).get("default");
  const allowed = inherit === undefined ? undefined : itemsOf(inherit).map((item) => textOf(item));
  const fields = new Map(own);
  const shared = definitions.job("default").fields;
  for (const name of inherited) {
    const isInherited = allowed === undefined || allowed[0] === "true" || allowed.includes(name);
    const value = shared.get(name) ?? definitions.entry(name);
    if (!fields.has(name) && isInherited && value) fields.set(name, value);
  }
  return fields;
}

function readContainer(name: string | undefined, value: Entry, reads: Reads): Service {
  const fields = fieldsOf(value);
  const image = mappingOf(value) ? fields.get("name") : value;
  return createContainer({
    name: name ?? textOf(fields.get("alias")) ?? textOf(image) ?? "service",
    at: value.at,
    entry: value.entry,
    complete: true,
    image: textFact(image, value.at, reads),
    environment: environmentOf(fields.get("variables"), reads),
  });
}

function tagsOf(fields: Fields, job: Entry, reads: Reads): Fact<readonly string[]> {
  const tags = fields.get("tags");
  const items = itemsOf(tags).map((item): string | undefined => reads(textOf(item) ?? "$"));
  if (!tags || items.length === 0) return { state: "unset", at: job.at };
  const place = { at: tags.source.placeAt(tags.node.start, tags.node.end), entry: tags.entry };
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
