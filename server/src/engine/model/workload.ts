import type { Stage } from "./stage.ts";
import type { Service } from "./service.ts";
import type { Machine } from "./machine.ts";
import type { Job } from "./job.ts";

/** Something that runs inside a boundary. */
export type Workload = Stage | Service | Machine | Job;
