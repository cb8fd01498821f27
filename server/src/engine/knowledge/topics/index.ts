import { imageTopics } from "./images.ts";
import { capabilityTopics, namespaceTopics, runtimeTopics } from "./kernel.ts";
import { limitTopics } from "./limits.ts";
import { machineTopics } from "./machines.ts";
import { portTopics } from "./ports.ts";
import { privilegeTopics } from "./privilege.ts";
import { processTopics } from "./process.ts";
import type { Topic } from "./topic.ts";

export type { Topic } from "./topic.ts";

/** Every topic. */
export const topics: readonly Topic[] = [
  ...privilegeTopics,
  ...capabilityTopics,
  ...namespaceTopics,
  ...runtimeTopics,
  ...processTopics,
  ...imageTopics,
  ...limitTopics,
  ...portTopics,
  ...machineTopics,
];

const bySetting = new Map<string, readonly Topic[]>();
for (const topic of topics) {
  for (const setting of topic.settings) bySetting.set(setting, [...(bySetting.get(setting) ?? []), topic]);
}

/** The topic that explains a setting, for its value if there is one for just that. */
export function topicOf(setting: { readonly id: string; readonly value: string | undefined }): Topic | undefined {
  const about = bySetting.get(setting.id) ?? [];
  const { value } = setting;
  const special = value === undefined ? undefined : about.find(({ values }) => values?.test(value));
  return special ?? about.find(({ values }) => values === undefined);
}

/** A topic by its id. */
export function topicNamed(id: string): Topic | undefined {
  return topics.find((topic) => topic.id === id);
}
