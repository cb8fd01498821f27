/** Defaults of a rule with branches, besides its id, its branches and its check. */
export const aboutBranches = {
  category: "machine",
  since: "0.1.0",
  summary: "For tests",
  why: "",
  instead: "",
  sources: [],
  examples: { invalid: [], valid: [] },
} as const;

/** Defaults of a rule, besides its id and its check. */
export const aboutProbe = { ...aboutBranches, severity: "warning", profile: "essential" } as const;
