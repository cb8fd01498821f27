import type { ContainerEngine, Project } from "../model/project.ts";

/**
 * Returns the engine that the configuration names for the containers of the analysed file. The machines of CI jobs and
 * Vagrant guests run engines of their own, so the default counts there.
 */
export function engineOf({ root, engine }: Project): ContainerEngine {
  return root.kind === "workflow" || root.kind === "vagrantfile" ? "docker" : engine;
}

/** True if the engine runs with the rights of one user, so root in a container has no more than those. */
export function isUserEngine(engine: ContainerEngine): boolean {
  return engine === "rootless" || engine === "podman";
}
