import type { Instruction, Stage, VariableReference } from "../../model/stage.ts";

/** Given to every build, declared or not; the proxies are in no image. */
const predefined =
  /^(?:(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)|TARGETSTAGE|(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy|SOURCE_DATE_EPOCH|BUILDKIT_[A-Z_]+)$/;

/** True for a variable that the builder gives `FROM`. */
export function isPredefined(name: string): boolean {
  return predefined.test(name);
}

/** A default, or a replacement for a value that may be missing: the author has thought of it. */
export function hasDefault({ operator }: Pick<VariableReference, "operator">): boolean {
  return /^:?[-+?]/.test(operator);
}

/** Instructions in which the builder replaces variables. */
const mayRefer = new Set("ADD ARG COPY ENV EXPOSE LABEL RUN STOPSIGNAL USER VOLUME WORKDIR".split(" "));

/** Returns the references of an instruction of a stage to variables that no instruction of the file sets before it. */
export function undeclaredIn(instruction: Instruction, stage: Stage): readonly VariableReference[] {
  if (!mayRefer.has(instruction.keyword)) return [];
  const parts = instruction.parts();
  const { references } = parts;
  if (references.length === 0) return [];
  const state = stage.stateAt(instruction);
  return references.filter(({ name, pair }) => {
    if (!/^[A-Za-z_]\w*$/.test(name) || name === "PATH" || state.variable(name)) return false;
    // The arguments of one ARG are declared one after the other.
    const isEarlier = instruction.keyword === "ARG" && parts.pairs.some((one) => one.name === name && one !== pair);
    return !isEarlier && !isProxy(name);
  });
}

/** Proxies reach every `RUN` without being declared. */
export function isProxy(name: string): boolean {
  return /^(?:https?|ftp|no|all)_proxy$/i.test(name);
}
