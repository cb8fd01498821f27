export interface ReleaseLife {
  readonly version: string;
  /** Last day of free maintenance, `YYYY-MM-DD`; undefined while its maker has not set one. */
  readonly until: string | undefined;
  /** A release to stay on: Ubuntu and Node.js have others that last months only. */
  readonly longTerm?: true;
}

export interface LifeCycle {
  readonly name: string;
  readonly source: string;
  /** Successor of its numbered releases, if it is not a newer number of the same line. */
  readonly continuedBy?: { readonly name: string; readonly version: string };
  /** Newest first within a line of releases. */
  readonly releases: readonly ReleaseLife[];
}
