import { containerSettings, settingsById, type DescribedSetting } from "../../containerSettings/index.ts";
import { ciTopics } from "./ci.ts";
import { containerTopics } from "./containers.ts";
import { imageTopics } from "./images.ts";
import { capabilityTopics, namespaceTopics, runtimeTopics } from "./kernel.ts";
import { kernelCommandTopics } from "./kernelCommands.ts";
import { limitTopics } from "./limits.ts";
import { machineTopics } from "./machines.ts";
import { portTopics } from "./ports.ts";
import { privilegeTopics } from "./privilege.ts";
import { processTopics } from "./process.ts";
import type { Topic } from "./topic.ts";
import { virtualizationTopics } from "./virtualization.ts";

export type { Topic } from "./topic.ts";

/** Every topic. */
export const topics: readonly Topic[] = [
  ...privilegeTopics,
  ...capabilityTopics,
  ...namespaceTopics,
  ...runtimeTopics,
  ...virtualizationTopics,
  ...kernelCommandTopics,
  ...containerTopics,
  ...processTopics,
  ...imageTopics,
  ...limitTopics,
  ...portTopics,
  ...machineTopics,
  ...ciTopics,
];

interface Setting {
  readonly id: string;
  readonly value: string | undefined;
}

/** Finds the topic that explains a setting, for its value if there is one for just that. */
export function createTopicFinder(
  settings: ReadonlyMap<string, DescribedSetting>,
): (setting: Setting) => Topic | undefined {
  const bySetting = new Map<string, readonly Topic[]>();
  const named = new Map<string, Topic | undefined>();
  const add = (setting: string, about: readonly Topic[]): void => {
    bySetting.set(setting, [...(bySetting.get(setting) ?? []), ...about]);
  };
  for (const [id, { topic }] of settings) {
    if (topic === undefined) continue;
    const about = topics.filter((candidate) => candidate.id === topic || candidate.refines === topic);
    add(id, about);
    named.set(
      id,
      about.find((candidate) => candidate.id === topic),
    );
  }
  for (const topic of topics) for (const setting of topic.settings ?? []) add(setting, [topic]);

  return ({ id, value }) => {
    const about = bySetting.get(id) ?? [];
    const special = value === undefined ? undefined : about.find(({ values }) => values?.test(value));
    return special ?? about.find(({ values }) => values === undefined) ?? named.get(id);
  };
}

export const topicOf = createTopicFinder(settingsById(containerSettings));

/** A topic by its id. */
export function topicNamed(id: string): Topic | undefined {
  return topics.find((topic) => topic.id === id);
}
