/** What a feature adds to the container beside its software. */
export interface FeatureGrant {
  readonly privileged?: boolean;
  readonly init?: boolean;
  /** As `--mount` takes it. */
  readonly mount?: string;
  readonly source: string;
}

const features = "https://github.com/devcontainers/features/blob/main/src";

const grants: Readonly<Record<string, FeatureGrant>> = {
  "docker-in-docker": {
    privileged: true,
    mount: "type=volume,source=dind-var-lib-docker,target=/var/lib/docker",
    source: `${features}/docker-in-docker/devcontainer-feature.json`,
  },
  "docker-outside-of-docker": {
    mount: "type=bind,source=/var/run/docker.sock,target=/var/run/docker-host.sock",
    source: `${features}/docker-outside-of-docker/devcontainer-feature.json`,
  },
  // The name of before.
  "docker-from-docker": {
    mount: "type=bind,source=/var/run/docker.sock,target=/var/run/docker-host.sock",
    source: `${features}/docker-outside-of-docker/devcontainer-feature.json`,
  },
};

/**
 * What a feature of the Dev Container project adds to the container: `ghcr.io/devcontainers/features/docker-in-docker:2`,
 * or the name alone as it was written at first. Undefined for all others.
 */
export function featureGrant(name: string): FeatureGrant | undefined {
  const own = /^(?:ghcr\.io\/devcontainers\/features\/)?([a-z-]+)(?:[:@].*)?$/.exec(name)?.[1];
  return own === undefined || !Object.hasOwn(grants, own) ? undefined : grants[own];
}
