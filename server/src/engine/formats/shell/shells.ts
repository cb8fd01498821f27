export const posixShells: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "dash",
  "ash",
  "zsh",
  "ksh",
  "ksh93",
  "mksh",
  "rbash",
]);
const foreignShells = new Set(["powershell", "pwsh", "powershell_ise", "cmd", "command.com"]);

/** True for PowerShell and cmd, by name or path. Their text is not read. */
export function isForeignShell(name: string): boolean {
  return foreignShells.has(baseName(name));
}

/** True for sh, bash and their kin, by name or path. */
export function isPosixShell(name: string): boolean {
  return posixShells.has(baseName(name));
}

/** The interpreter of `#!/usr/bin/env bash` is `bash`. */
export function interpreterOf(shebang: string): string | undefined {
  const words = shebang.replace(/^#!/, "").trim().split(/\s+/);
  const program = words[0] === undefined ? "" : baseName(words[0]);
  return program === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : program;
}

function baseName(path: string): string {
  const name = path.trim().toLowerCase();
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
}
