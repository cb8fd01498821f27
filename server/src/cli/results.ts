import type { FileKind, Finding, Severity } from "../engine/index.ts";

/** The results of a run, in the order of the report. */
export interface Results {
  readonly files: readonly CheckedFile[];
  readonly errors: readonly RunError[];
  /** Named files that Bulkhead does not check, as a hook passes them. */
  readonly unsupported: readonly string[];
  /** Files in folders such as `vendor`, which are not checked unless they are named. */
  readonly skipped: number;
  /** Undefined without a baseline. */
  readonly baseline?: BaselineCounts;
}

export interface BaselineCounts {
  /** Findings that are left out because the baseline has them. */
  readonly known: number;
  /** Recorded findings that no longer occur. */
  readonly outdated: number;
}

export interface CheckedFile {
  readonly path: string;
  readonly uri: string;
  readonly kind: FileKind;
  readonly text: string;
  /** Sorted by position, then rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: number;
  /** Of the configuration that holds for this file. */
  readonly failOn: Severity | "never";
  /** `part` when the tool that owns the format would refuse it, `nothing` when it is over a limit. */
  readonly read: "whole" | "part" | "nothing";
  /** URI of the configuration file that counts for this file. */
  readonly configFile: string | undefined;
  /** The folder of the configuration file, else the one within which files are read: where the baseline is. */
  readonly folder: string;
}

export interface RunError {
  readonly path: string;
  readonly message: string;
  /** The run fails whatever else was found: a named path does not exist, or Bulkhead has a defect. */
  readonly isFatal: boolean;
}

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly hint: number;
  readonly suppressed: number;
  readonly skipped: number;
  readonly baseline?: BaselineCounts;
}

/** Files that were analysed, at least in part. */
export function analyzedFiles({ files }: Results): readonly CheckedFile[] {
  return files.filter(({ read }) => read !== "nothing");
}

export function summaryOf({ files, skipped, baseline }: Results): Summary {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    error: count("error"),
    warning: count("warning"),
    info: count("info"),
    hint: count("hint"),
    suppressed: files.reduce((sum, file) => sum + file.suppressed, 0),
    skipped,
    ...(baseline ? { baseline } : {}),
  };
}
