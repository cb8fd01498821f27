/** The program that the first line of a script names, without its folder; undefined if there is no such line. */
export function interpreterIn(text: string): string | undefined {
  const line = /^#!\s*(\S.*)/.exec(text)?.[1];
  const words = line?.trim().split(/\s+/) ?? [];
  const name = baseNameOf(words[0]);
  if (name !== "env") return name;
  return baseNameOf(words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")));
}

function baseNameOf(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf("/") + 1);
}
