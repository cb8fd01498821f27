import type { Position } from "vscode-languageserver-types";
import type { Opened } from "./analyze.ts";
import type { HoverText } from "./request.ts";
import { topicOf } from "./knowledge/topics/index.ts";

/** What is known of the setting or word at the position; the most specific setting that has a topic speaks. */
export function hover({ project }: Opened, position: Position): HoverText | undefined {
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
