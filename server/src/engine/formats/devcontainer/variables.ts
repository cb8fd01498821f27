import { partialTextOf, type PartialText } from "../../model/partialText.ts";

/** The folders that variables of a devcontainer.json refer to. */
export interface Folders {
  /** The workspace folder as a path from the folder of the file. */
  readonly local: string;
  /** The name of the workspace folder. */
  readonly name: string;
  /** The workspace folder in the container; undefined if a run decides about it. */
  readonly container: string | undefined;
}

/**
 * Reads a text of the file: whole, or with the unresolved stretches marked if the host's environment decides about
 * some. `isOnHost` for texts that may hold paths of the host.
 */
export type ReadValue = (text: string, isOnHost?: boolean) => string | PartialText | undefined;

const variables = /\$\{[^{}\n]{1,500}\}/g;

export function valueReader({ local, name, container }: Folders): ReadValue {
  const resolve = (variable: string, isOnHost: boolean): string | undefined => {
    const [word, , ...defaults] = variable.slice(2, -1).split(":");
    switch (word) {
      case "localWorkspaceFolder":
        return isOnHost ? local : undefined;
      case "containerWorkspaceFolder":
        return container;
      case "containerWorkspaceFolderBasename":
        return container?.slice(container.lastIndexOf("/") + 1);
      case "localWorkspaceFolderBasename":
        return name;
      case "env":
      case "localEnv":
        return defaults[0];
      default:
        return undefined;
    }
  };
  return (text, isOnHost = false) => {
    if (!text.includes("${")) return text;
    const read = (variable: string): string | undefined => resolve(variable, isOnHost);
    const partial = partialTextOf(text, variables, read);
    return partial ?? text.replace(variables, (variable) => read(variable) ?? variable);
  };
}
