import { repository } from "./address.ts";

/** Where the rules' pages stand in public; the same pages are bundled. */
export const docsBase = `${repository}/blob/main/docs/rules`;

/** The page of a rule. */
export function docsOf(rule: string): string {
  return `${docsBase}/${rule}.md`;
}
