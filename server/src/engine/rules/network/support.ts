import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";

/** True for a service with settings of a swarm, which ignores `network_mode` and addresses of published ports. */
export function isForSwarm({ deploy }: Service): boolean {
  return [deploy.mode, deploy.replicas, deploy.placement].some((fact) => fact.state !== "unset");
}

/** True for a Compose file whose name or folder says that it serves tests. */
export function isTestFile({ root, pathOf }: Project): boolean {
  return /(?:^|[/._-])(?:tests?|testing|ci|e2e|integration|specs?|fixtures)(?:[/._-]|$)/i.test(pathOf(root.source.uri));
}

/** True for a Compose file whose name says that it is for the machine of a developer. */
export function isDevelopmentFile({ root, pathOf }: Project): boolean {
  return /(?:^|[/._-])(?:dev|devel|development|local|override)(?:[._-][^/]*)?$|(?:^|\/)\.devcontainer\//i.test(
    pathOf(root.source.uri),
  );
}

/** The service of the project with this name. */
export function serviceNamed({ root }: Project, name: string): Service | undefined {
  return root.kind === "compose" ? root.services.find((service) => service.name === name) : undefined;
}

/** Where the network mode is written, as a related place. */
export function networkModeOf({ networkMode }: Service): readonly { readonly at: Place; readonly message: string }[] {
  return networkMode.state === "known" ? [{ at: networkMode.entry, message: "The network mode." }] : [];
}
