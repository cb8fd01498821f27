import type { Position } from "vscode-languageserver-types";
import type { Opened } from "../analyze.ts";
import { containerSettings, settingsById, type DescribedSetting } from "../containerSettings/index.ts";
import { hoverConfig } from "../config/complete.ts";
import type { Config } from "../config/resolve.ts";
import { fileSchema } from "../config/keys.ts";
import { explainIntent, hoverDirective } from "../directives/hover.ts";
import { intentTexts } from "../directives/intentTexts.ts";
import { isIntentKey } from "../facts/intent.ts";
import { programTexts } from "../knowledge/programs.ts";
import { linksTo } from "../knowledge/topics/links.ts";
import { topicOf, type Topic } from "../knowledge/topics/index.ts";
import type { Document, SettingAt } from "../model/document.ts";
import { contains } from "../model/place.ts";
import type { HoverText } from "../answer.ts";
import type { Project } from "../model/project.ts";
import type { RuleDefinition } from "../rule.ts";
import { namedAt, namedBehind, type Named } from "./named.ts";
import { ownSetting } from "./ownSetting.ts";
import { summaryOf } from "./summaries.ts";
import { unknownsIn, unknownText } from "./unknown/unknown.ts";

/** What a word of ours means, in a comment or in a configuration. */
function ownWord(document: Document, position: Position, rules: readonly RuleDefinition[]) {
  return document.kind === "config"
    ? hoverConfig(document.source, position, fileSchema(rules))
    : hoverDirective(document, position, rules);
}

/**
 * What is known of the setting or word at the position, the image, box or runner that it names first. The most specific
 * setting with a text is shown.
 */
export function hover(
  { project, config }: Opened,
  position: Position,
  rules: readonly RuleDefinition[],
): HoverText | undefined {
  const word = project && ownWord(project.root, position, rules);
  if (word) return { contents: `${word.text}\n\nBulkhead`, range: word.range };
  if (!project) return undefined;
  const named = summarized(project, namedAt(project, position)) ?? unknownAt(project, position, rules, config);
  for (const setting of project.root.settingsAt(position)) {
    const intent = intentText(setting);
    const topic = topicOf(setting);
    const text = intent ?? topicText(topic) ?? summaryText(setting.id);
    if (!text) continue;
    const about =
      named ?? (naming.test(setting.id) ? summarized(project, namedBehind(project, setting.range)) : undefined);
    const own = about?.contents ?? (intent || !topic ? undefined : ownSetting(setting, ownSentence(setting.id, topic)));
    const contents = own === undefined ? text.contents : `${own}\n\n${text.contents}`;
    return { ...text, contents, range: named?.range ?? setting.range };
  }
  return named && { ...named, contents: `${named.contents}\n\nBulkhead` };
}

/** Settings that name one image, box or runner: their keys show what is known of it, too. */
const naming = /(?:^dockerfile:FROM|\.image|\.runs-on|\.container|\.vm\.box|^devcontainer:image)$/;

/** What is known of the image, box or runner: the user's own case, before the general topic. */
function summarized(project: Project, named: Named | undefined): Pick<HoverText, "contents" | "range"> | undefined {
  const contents = named && summaryOf(named, project.dataDate);
  return named && contents !== undefined ? { contents, range: named.at.range } : undefined;
}

/** Says which rules do not check an unknown image or box at the position. */
function unknownAt(
  project: Project,
  position: Position,
  rules: readonly RuleDefinition[],
  config: Config,
): Pick<HoverText, "contents" | "range"> | undefined {
  const found = unknownsIn(project, rules, config).find(({ at: { range } }) =>
    contains(range, { start: position, end: position }),
  );
  return found && { contents: unknownText(found), range: found.at.range };
}

/** Declared intent below `x-bulkhead`, or in a label. */
function intentText({ id, value = "" }: SettingAt): SettingText | undefined {
  const [, setting] = /^compose:services\.\*\.(x-bulkhead|labels)$/.exec(id) ?? [];
  const name = value.split("=")[0] ?? "";
  const key = setting === "labels" ? /^bulkhead\.(.+)$/.exec(name)?.[1] : name;
  if (setting === undefined || key === undefined) return undefined;
  if (isIntentKey(key)) return { contents: `${explainIntent(key)}\n\nBulkhead` };
  const lines = Object.entries(intentTexts).map(([one, { text }]) => `- \`${one}\`: ${text}`);
  return setting === "x-bulkhead"
    ? { contents: ["**Declared intent**", lines.join("\n"), "Bulkhead"].join("\n\n") }
    : undefined;
}

/** What the setting or program is, where the topic is about several. */
function ownSentence(id: string, topic: Topic): string | undefined {
  const name = id.replace(/\.\*$/, "").split(/[:.]/).at(-1) ?? "";
  const program = /^command:(.*)$/.exec(id)?.[1];
  if (program !== undefined) return Object.hasOwn(programTexts, program) ? programTexts[program] : undefined;
  const isTitled = bare(topic.title).includes(bare(name));
  if (isTitled || topic.refines !== undefined) return undefined;
  const setting = summaries.get(id);
  return setting && sentenceOf(setting);
}

/** Without what keys, flags and prose spell differently. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[_ -]/g, "");
}

type SettingText = Pick<HoverText, "contents" | "topic">;

function topicText(topic: Topic | undefined): SettingText | undefined {
  if (!topic) return undefined;
  return { contents: contentsOf(topic.title, topic.text, linksTo(topic.sources.slice(0, 3))), topic: topic.id };
}

/** Keys of ours have texts of their own. */
const summaries = settingsById(containerSettings.filter(({ kind }) => kind !== "intent"));

/** The sentence of a container setting that no topic explains. */
function summaryText(id: string): SettingText | undefined {
  const setting = summaries.get(id);
  if (!setting) return undefined;
  const name = id.replace(/^docker-run:|^devcontainer:|^compose:services\.\*\./, "").replace(/\.\*$/, "");
  const { summary } = setting;
  if (id.startsWith("devcontainer:")) {
    return {
      contents: contentsOf(name, summary, "[Dev Container docs](https://containers.dev/implementors/json_reference/)"),
    };
  }
  const page = name.startsWith("-") ? "cli/docker/container/run/#options" : composePage(name);
  return {
    contents: contentsOf(name, sentenceOf(setting), `[Docker docs](https://docs.docker.com/reference/${page})`),
  };
}

function sentenceOf({ summary, deprecated }: DescribedSetting): string {
  return deprecated === undefined ? summary : `${summary} Deprecated: use \`${deprecated}\`.`;
}

function composePage(path: string): string {
  const names = path.split(".");
  const section = names.length > 1 ? names[0] : "services";
  return `compose-file/${section ?? ""}/#${names.at(-1) ?? ""}`;
}

/** Hovers of several extensions stack, so the last line names ours. */
function contentsOf(title: string, text: string, links: string): string {
  return [`**${title}**`, text, `${links} · Bulkhead`].join("\n\n");
}
