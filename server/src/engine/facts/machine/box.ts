import { boxFacts, type BoxFacts } from "../../knowledge/boxes/boxes.ts";
import type { Known } from "../../model/fact.ts";
import type { Machine } from "../../model/machine.ts";
import { comparePositions } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";

/** What is known of a machine's box. */
export interface Box extends BoxFacts {
  /** A virtual machine always has its distribution's own C library; nothing is said of it. */
  readonly libc: undefined;
  /** The name that the file writes, and where. */
  readonly written: Known<string>;
}

const box = Symbol("box");

/** The facts of a machine's box; undefined for a box that the tables do not know, or one that comes from an address. */
export function boxOf(project: Project, machine: Machine): Box | undefined {
  return project.remember(box, machine, () => {
    const written = machine.box;
    if (written.state !== "known" || machine.boxUrl.state !== "unset") return undefined;
    const facts = boxFacts(written.value);
    return facts && { ...facts, libc: undefined, written };
  });
}

/** Machines of one file, or of a loop, may share the place of their box. */
export function machinesOfBox({ box }: Machine, { root }: Project): readonly Machine[] {
  const machines = root.kind === "vagrantfile" ? root.machines : [];
  return machines.filter((one) => comparePositions(one.box.at.range.start, box.at.range.start) === 0);
}
