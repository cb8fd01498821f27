import { boxFacts, type BoxFacts } from "../../knowledge/boxes/boxes.ts";
import type { Known } from "../../model/fact.ts";
import type { Machine } from "../../model/machine.ts";
import { comparePositions } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { remembered } from "../remembered.ts";

/** Known facts about a machine's box. */
export interface Box extends BoxFacts {
  /** A virtual machine always has its distribution's own C library; nothing is said of it. */
  readonly libc: undefined;
  /** The name that the file writes, and where. */
  readonly written: Known<string>;
}

/** The facts of a machine's box; undefined for a box that the tables do not know, or one that comes from an address. */
export const boxOf = remembered("box", (_project: Project, { box, boxUrl }: Machine): Box | undefined => {
  if (box.state !== "known" || boxUrl.state !== "unset") return undefined;
  const facts = boxFacts(box.value);
  return facts && { libc: undefined, written: box, ...facts };
});

/** Machines of one file, or of a loop, may share the place of their box. */
export function machinesOfBox({ root }: Project, { box }: Machine): readonly Machine[] {
  const machines = root.kind === "vagrantfile" ? root.machines : [];
  return machines.filter((one) => comparePositions(one.box.at.range.start, box.at.range.start) === 0);
}
