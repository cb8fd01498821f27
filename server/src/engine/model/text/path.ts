/** Returns a path below a root, without `.`, empty parts and slashes around it. A `..` never leads out of the root. */
export function pathBelowRoot(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
