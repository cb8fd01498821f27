import { hasNoHealthcheck } from "../knowledge/images/healthchecks.ts";
import { is } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { isWhole } from "./absence.ts";
import { baseImageOf } from "./baseImage.ts";
import { lineOf } from "./scripts/container.ts";

/**
 * Whether a service has a health check: `disabled` if its definition switches it off, `absent` if its image is known
 * to bring none, `unknown` if the image is not known.
 */
export function healthcheckOf(project: Project, service: Service): "present" | "disabled" | "absent" | "unknown" {
  const { healthcheck } = service;
  if (is(healthcheck, "none")) return "disabled";
  if (healthcheck.state !== "unset") return "present";
  const stage = project.stageOf(service);
  const own = stage && lineOf(stage).find((one) => one.healthcheck.state !== "unset")?.healthcheck;
  if (own) return is(own, "none") ? "absent" : "present";
  const base = baseImageOf(project, service);
  return base && isWhole(project, service) && !base.isUserDefined && hasNoHealthcheck(base.repository)
    ? "absent"
    : "unknown";
}

/** True if each service that builds the stage has a health check of its own, or switches it off. */
export function isHealthcheckOverridden(project: Project, stage: Stage): boolean {
  const services = project.servicesOf(stage);
  return services.length > 0 && services.every(({ healthcheck }) => healthcheck.state !== "unset");
}
