import type { Project } from "../model/project.ts";

/** Makes a fact that is derived once per analysis and subject. The name is for debugging. */
export function remembered<S extends object, T>(
  name: string,
  derive: (project: Project, subject: S) => T,
): (project: Project, subject: S) => T {
  const key = Symbol(name);
  return (project, subject) => project.remember(key, subject, derive);
}
