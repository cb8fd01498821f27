/** Exit codes of the process. */
export const exitCode = {
  clean: 0,
  /** A finding is at least as severe as the threshold. */
  findings: 1,
  /** Wrong usage, an internal error, or nothing could be analysed. */
  failed: 2,
} as const;
