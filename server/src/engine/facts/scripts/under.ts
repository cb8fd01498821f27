import type { SimpleCommand } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";

/** Properties of a command that depend on the path to it, besides those that its caller decides. */
interface Way {
  readonly at?: Place;
  readonly replacesShell?: boolean;
  readonly startedAt?: Place | undefined;
}

/** A command with everything that surrounds the command which leads to it. One literal, as a script has many commands. */
export function under(
  outer: SimpleCommand,
  inner: SimpleCommand,
  { at = inner.at, replacesShell = inner.replacesShell, startedAt = inner.startedAt }: Way = {},
): SimpleCommand {
  return {
    words: inner.words,
    wrappers: appended(outer.wrappers, inner.wrappers),
    assignments: appended(outer.assignments, inner.assignments),
    redirects: inner.redirects,
    heredocs: inner.heredocs,
    at,
    conditional: inner.conditional || outer.conditional,
    guarded: inner.guarded || outer.guarded,
    background: inner.background || outer.background,
    subshell: inner.subshell || outer.subshell,
    inFunction: inner.inFunction ?? outer.inFunction,
    pipeline: inner.pipeline.length === 1 ? outer.pipeline : inner.pipeline,
    last: inner.last && outer.last,
    replacesShell,
    startedAt,
  };
}

function appended<T>(outer: readonly T[], inner: readonly T[]): readonly T[] {
  if (outer.length === 0) return inner;
  return inner.length === 0 ? outer : [...outer, ...inner];
}
