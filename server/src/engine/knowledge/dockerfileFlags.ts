/**
 * Flags of each instruction, by upper-case keyword; all others have none.
 * https://docs.docker.com/reference/dockerfile/
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go
 */
const flags: Readonly<Record<string, readonly string[]>> = {
  ADD: ["chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"],
  COPY: ["chown", "from", "chmod", "link", "exclude", "parents"],
  FROM: ["platform"],
  RUN: ["mount", "network", "security", "device"],
  HEALTHCHECK: ["interval", "timeout", "start-period", "start-interval", "retries"],
};

/** Returns the flags that an instruction has. */
export function flagsOf(keyword: string): readonly string[] {
  return flags[keyword] ?? [];
}
