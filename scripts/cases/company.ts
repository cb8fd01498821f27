import * as v from "valibot";
import type { Adapter } from "./case.ts";
import { companyRules } from "./companyRules.ts";

const schema = v.object({
  files: v.record(v.string(), v.string()),
  want: v.array(
    v.object({
      n: v.number(),
      file: v.string(),
      lines: v.array(v.number()),
      mistake: v.string(),
      advice: v.string(),
    }),
  ),
});

/** One repository with many mistakes. What else is found in it may be true, so nothing there must be silent. */
export const company: Adapter = {
  name: "company",
  read(json) {
    const { files, want } = v.parse(schema, json);
    return [
      {
        id: "company",
        files,
        mustBeSilent: false,
        want: want.map(({ n, file, lines, mistake, advice }) => ({
          id: String(n),
          file,
          lines,
          rules: companyRules[n] ?? [],
          advice: `${mistake}: ${advice}`,
        })),
      },
    ];
  },
};
