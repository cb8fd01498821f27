import type { EndOfLife } from "../knowledge/endOfLife/endOfLife.ts";
import type { Known } from "../model/fact.ts";
import type { Machine } from "../model/machine.ts";
import type { Project } from "../model/project.ts";

/** What is known of a machine's box; undefined is unknown. */
export interface Box {
  readonly os: string | undefined;
  readonly family: string | undefined;
  readonly version: string | undefined;
  readonly libc: string | undefined;
  readonly packageManagers: readonly string[] | undefined;
  readonly life: EndOfLife | undefined;
  /** A box of a newer release that really exists. */
  readonly replacement: string | undefined;
  readonly written: Known<string>;
}

export function boxOf(_project: Project, _machine: Machine): Box | undefined {
  return undefined;
}
