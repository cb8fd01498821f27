import { privilegeTopics } from "./privilege.ts";
import type { Topic } from "./topic.ts";

export type { Topic } from "./topic.ts";

/** Every topic. */
export const topics: readonly Topic[] = [...privilegeTopics];

/** The topic that explains a setting, for its value if there is one for just that. */
export function topicOf(setting: { readonly id: string; readonly value: string | undefined }): Topic | undefined {
  const about = topics.filter(({ settings }) => settings.includes(setting.id));
  const { value } = setting;
  const special = value === undefined ? undefined : about.find(({ values }) => values?.test(value));
  return special ?? about.find(({ values }) => values === undefined);
}

/** A topic by its id. */
export function topicNamed(id: string): Topic | undefined {
  return topics.find((topic) => topic.id === id);
}
