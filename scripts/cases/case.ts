import type { Check } from "./compare.ts";
import type { Severity } from "../../server/src/engine/index.ts";

/** One project and the findings that it must and must not have. */
export interface Case {
  readonly id: string;
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The files to analyse; without it all that Bulkhead reads. */
  readonly entry?: readonly string[];
  readonly want: readonly Want[];
  /** An error or a warning that no want covers is a mistake. */
  readonly mustBeSilent: boolean;
}

export interface Want {
  /** Unique within the case, and stable: accepted disagreements are kept by it. */
  readonly id: string;
  readonly file: string;
  /** 1-based; one of them is enough. Empty: anywhere in the file. */
  readonly lines: readonly number[];
  /** Each of these rules is an answer. Empty: any rule. */
  readonly rules: readonly string[];
  /** Part of the message, compared without case. */
  readonly text?: string;
  readonly class?: SeverityClass;
  /** The expectation of the case's author, for readers. */
  readonly advice: string;
}

/** The difference that users notice: a problem, or something worth knowing. */
export type SeverityClass = "problem" | "advice";

export function classOf(severity: Severity): SeverityClass {
  return severity === "error" || severity === "warning" ? "problem" : "advice";
}

/** Turns one kind of case file into cases, or checks it itself. Both throw when the text has another form. */
export type Adapter = {
  /** The name of the case file without `.json`. */
  readonly name: string;
} & ({ readonly read: (json: unknown) => readonly Case[] } | { readonly check: (json: unknown) => readonly Check[] });
