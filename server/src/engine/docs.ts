/** Where the rules' pages stand in public. A placeholder until the project has its address; the same pages are bundled. */
export const docsBase = "https://github.com/bulkhead/bulkhead/blob/main/docs/rules";

/** The page of a rule. */
export function docsOf(rule: string): string {
  return `${docsBase}/${rule}.md`;
}
