import { repository } from "./address.ts";

/** Public address of the rule pages; the same pages are bundled. */
export const docsBase = `${repository}/blob/main/docs/rules`;

/** The page of a rule. */
export function docsOf(rule: string): string {
  return `${docsBase}/${rule}.md`;
}
