import type { Instruction } from "../../model/stage.ts";

export interface WrongCount {
  /** What the instruction takes, as a message says it. */
  readonly takes: string;
  /** `refused` stops the build, `swallowed` makes a part of the value of what was not meant, `empty` has no effect. */
  readonly kind: "refused" | "swallowed" | "empty";
}

const atLeastOne: Readonly<Record<string, string>> = {
  ARG: "at least one name",
  ENV: "a name and a value",
  EXPOSE: "at least one port",
  HEALTHCHECK: "CMD and a command, or NONE",
  LABEL: "a name and a value",
  MAINTAINER: "a name",
  ONBUILD: "an instruction",
  SHELL: "a JSON array",
  STOPSIGNAL: "one signal",
  USER: "one user",
  VOLUME: "at least one path",
  WORKDIR: "one path",
};

/** Returns what is wrong with the number of an instruction's arguments. */
export function wrongCount(instruction: Instruction): WrongCount | undefined {
  const { keyword } = instruction;
  // Words and form are read when they are asked for, which few instructions need.
  const parts = instruction.parts();
  const { text } = parts;
  const takes = atLeastOne[keyword];
  if (takes !== undefined && text === "") return { takes, kind: "refused" };
  switch (keyword) {
    case "FROM":
      return isFrom(parts.words.map((word) => word.text))
        ? undefined
        : { takes: "an image, or an image AS a name", kind: "refused" };
    case "COPY":
    case "ADD":
      return parts.words.length < 2 && parts.form !== "refused"
        ? { takes: "a source and a destination", kind: "refused" }
        : undefined;
    case "ENV":
    case "LABEL":
      return /^[^\s="']+$/.test(text) ? { takes: "a name and a value", kind: "refused" } : undefined;
    case "HEALTHCHECK":
      return /^NONE\s+\S/i.test(text) ? { takes: "nothing after NONE", kind: "refused" } : undefined;
    case "USER":
    case "STOPSIGNAL":
      return /\s/.test(text) && !/["'`$\\]/.test(text)
        ? { takes: atLeastOne[keyword] ?? "", kind: "swallowed" }
        : undefined;
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
      return text === "" ? { takes: "a command", kind: "empty" } : undefined;
    default:
      return undefined;
  }
}

function isFrom(words: readonly string[]): boolean {
  return words.length === 1 || (words.length === 3 && /^as$/i.test(words[1] ?? ""));
}
