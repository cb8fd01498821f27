/** An image that starts an engine in its container. */
export interface NestedEngine {
  /** `repository:tag`, with an empty tag if none is written. */
  readonly images: RegExp;
  /** The name in messages. */
  readonly title: string;
  /** First words of a command that still starts the engine, besides options. */
  readonly commands: readonly string[];
  /** It offers Docker's API over TCP: with TLS on 2376 since version 19.03, unless `DOCKER_TLS_CERTDIR` is empty. */
  readonly isDocker: boolean;
  readonly source: string;
}

export const nestedEngines: readonly NestedEngine[] = [
  {
    // Windows has no image of it.
    images: /^docker:(?:[\w.-]+-)?dind(?:-[\w.-]+)?$/,
    title: "a Docker engine",
    commands: ["dockerd", "dockerd-entrypoint.sh"],
    isDocker: true,
    source: "https://github.com/docker-library/docker/blob/master/dockerd-entrypoint.sh",
  },
  {
    images: /^cruizba\/ubuntu-dind:/,
    title: "a Docker engine",
    commands: [],
    isDocker: false,
    source: "https://github.com/cruizba/ubuntu-dind",
  },
  {
    images: /^rancher\/k3s:/,
    title: "a Kubernetes node",
    commands: ["server", "agent"],
    isDocker: false,
    source: "https://docs.k3s.io/advanced#running-k3s-in-docker",
  },
  {
    images: /^kindest\/node:/,
    title: "a Kubernetes node",
    commands: [],
    isDocker: false,
    source: "https://kind.sigs.k8s.io/docs/design/node-image/",
  },
];

/** Programs that are an engine themselves. */
export const engineDaemons: readonly string[] = ["dockerd", "dockerd-entrypoint.sh", "containerd", "crio"];

/** Returns the engine that an image starts, or undefined if it starts none or is unknown. */
export function nestedEngineNamed(repositoryAndTag: string): NestedEngine | undefined {
  return nestedEngines.find(({ images }) => images.test(repositoryAndTag));
}
