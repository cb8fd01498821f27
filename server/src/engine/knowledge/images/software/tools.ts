import type { Repository } from "../repository.ts";

/** Images of CI systems, build tools, command lines and engines. */
export const toolImages: readonly Repository[] = [
  ...["gitlab/gitlab-runner", "registry.gitlab.com/gitlab-org/gitlab-runner"].map((name): Repository => ({
    name,
    base: "ubuntu",
    words: "bleeding v\\d\\S*",
    user: "root",
    source: "https://gitlab.com/gitlab-org/gitlab-runner/-/tree/main/dockerfiles/runner",
  })),
  {
    name: "mcr.microsoft.com/azure-cli",
    words: "cbl amd64 arm64",
    wordBases: { latest: "azurelinux" },
    user: "root",
    // 2.63.0 is the last one on Alpine.
    source: "https://github.com/Azure/azure-cli/issues/29827",
  },
  {
    name: "gcr.io/kaniko-project/executor",
    base: "scratch",
    words: "slim",
    // Brings BusyBox, and its shell on PATH.
    wordBases: { debug: "busybox" },
    user: "root",
    source: "https://github.com/GoogleContainerTools/kaniko/blob/main/deploy/Dockerfile",
  },
  { name: "alpine/socat", base: "alpine", words: "*", user: "root", source: "https://github.com/alpine-docker/socat" },
  {
    name: "tonistiigi/binfmt",
    base: "scratch",
    words: "*",
    source: "https://github.com/tonistiigi/binfmt/blob/master/Dockerfile",
  },
  {
    // The archive in it brings BusyBox, so a shell may be there.
    name: "rancher/k3s",
    base: "scratch varied",
    words: "*",
    source: "https://github.com/k3s-io/k3s/blob/main/package/Dockerfile",
  },
  {
    name: "hashicorp/nomad",
    base: "busybox",
    words: "ent beta\\d* rc\\d*",
    user: "root",
    source: "https://github.com/hashicorp/nomad/blob/main/Dockerfile",
  },
  // The older images of CircleCI, built on the official ones of the same name.
  ...["node", "python", "ruby", "golang", "php"].map((name): Repository => ({
    name: `circleci/${name}`,
    base: "debian",
    words: "browsers legacy node lts ram cli fpm apache zts",
    user: "circleci",
    source: "https://github.com/CircleCI-Public/circleci-dockerfiles",
  })),
  ...[
    "python",
    "javascript-node",
    "typescript-node",
    "go",
    "java",
    "php",
    "ruby",
    "rust",
    "jekyll",
    "anaconda",
    "miniconda",
  ].flatMap((name) =>
    ["mcr.microsoft.com/devcontainers", "mcr.microsoft.com/vscode/devcontainers"].map((owner): Repository => ({
      name: `${owner}/${name}`,
      base: "debian",
      words: "dev apache",
      source: `https://github.com/devcontainers/images/tree/main/src/${name}`,
    })),
  ),
];
