import type { Position } from "vscode-languageserver-types";
import type { Opened } from "../analyze.ts";
import { hoverConfig } from "../config/complete.ts";
import { fileSchema } from "../config/keys.ts";
import { hoverDirective } from "../directives/hover.ts";
import { topicOf } from "../knowledge/topics/index.ts";
import type { Document } from "../model/document.ts";
import type { HoverText } from "../request.ts";
import type { RuleDefinition } from "../rule.ts";

/** What a word of ours means, in a comment or in a configuration. */
function ownWord(document: Document, position: Position, rules: readonly RuleDefinition[]) {
  return document.kind === "config"
    ? hoverConfig(document.source, position, fileSchema(rules))
    : hoverDirective(document, position, rules);
}

/** What is known of the setting or word at the position; the most specific setting that has a topic speaks. */
export function hover(
  { project }: Opened,
  position: Position,
  rules: readonly RuleDefinition[],
): HoverText | undefined {
  const own = project && ownWord(project.root, position, rules);
  if (own) return { contents: `${own.text}\n\nBulkhead`, range: own.range };
  for (const setting of project?.root.settingsAt(position) ?? []) {
    const topic = topicOf(setting);
    if (!topic) continue;

    const links = topic.sources.slice(0, 3).map((source, index) => `[${index + 1}](${source})`);
    // Hovers of several extensions stack: the last line says whose this one is.
    const contents = [`**${topic.title}**`, topic.text, `${links.join(" ")} · Bulkhead`].join("\n\n");
    return { contents, range: setting.range, topic: topic.id };
  }
  return undefined;
}
