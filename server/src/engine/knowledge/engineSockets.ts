/** Names of engines by the names of their sockets and pipes. */
const engines: Readonly<Record<string, string>> = {
  docker: "Docker",
  docker_engine: "Docker",
  podman: "Podman",
  "podman-machine-default": "Podman",
  containerd: "containerd",
  "containerd-containerd": "containerd",
  crio: "CRI-O",
  "cri-dockerd": "cri-dockerd",
  buildkitd: "BuildKit",
};

/** Returns what messages call a socket or pipe of an engine: `Docker socket`, `Podman pipe`. */
export function socketName(source: string): string {
  const engine = engines[(source.split(/[/\\]/).at(-1) ?? "").replace(/\.sock$/, "")] ?? "engine's";
  return `${engine} ${isPipe(source) ? "pipe" : "socket"}`;
}

/** True for a named pipe of Windows. */
export function isPipe(source: string): boolean {
  return /^(?:\\\\|\/\/)\.[\\/]pipe[\\/]/.test(source);
}
