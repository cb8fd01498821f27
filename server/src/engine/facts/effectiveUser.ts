import { valueOf } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { baseImageOf } from "./baseImage.ts";
import { lineOf } from "./scripts/container.ts";

/** The user that a container starts as. */
export interface EffectiveUser {
  /** As written: `1000:1000`, `node`. */
  readonly name: string;
  readonly isRoot: boolean;
  /** The setting of the service; undefined if the image decides. */
  readonly at: Place | undefined;
}

/** Returns the user that a container starts as, or undefined if it is unknown. */
export function effectiveUserOf(project: Project, service: Service): EffectiveUser | undefined {
  const { user } = service;
  if (user.state !== "unset") return user.state === "known" ? named(user.value, user.at) : undefined;
  const stage = project.stageOf(service);
  const own = stage && lineOf(stage).find((one) => one.user.state !== "unset");
  const name = own ? valueOf(own.user) : baseImageOf(project, service)?.user;
  return name === undefined ? undefined : named(name, undefined);
}

function named(written: string, at: Place | undefined): EffectiveUser {
  const [name = ""] = written.split(":");
  return { name: written, isRoot: name === "" || name === "root" || name === "0", at };
}
