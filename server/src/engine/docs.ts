import { repository } from "./address.ts";

/** Returns the public address of a rule's page; undefined until the project has one. The same pages are bundled. */
export function docsOf(rule: string): string | undefined {
  return repository === undefined ? undefined : `${repository}/blob/main/docs/rules/${rule}.md`;
}
