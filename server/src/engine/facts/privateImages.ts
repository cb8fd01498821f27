import { baseImageOf } from "./baseImage.ts";
import type { Project } from "../model/project.ts";

const publicRegistries = new Set([
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "quay.io",
  "registry.gitlab.com",
  "registry.k8s.io",
]);

/** Images from private registries, unknown unless the configuration describes them. As patterns for every tag. */
export function privateImagesOf(project: Project): readonly string[] {
  const references = project.workloads.flatMap((workload) => {
    if (workload.kind !== "stage" && workload.kind !== "service") return [];
    const isUnknown = workload.image.state === "known" && baseImageOf(project, workload) === undefined;
    return isUnknown && workload.image.state === "known" ? [workload.image.value] : [];
  });
  return [...new Set(references.filter(isPrivate).map((reference) => `${withoutTag(reference)}:*`))];
}

function isPrivate(reference: string): boolean {
  const [host = "", ...rest] = reference.split("/");
  return rest.length > 0 && /[.:]/.test(host) && !publicRegistries.has(host);
}

function withoutTag(reference: string): string {
  const [name = ""] = reference.split("@");
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}
