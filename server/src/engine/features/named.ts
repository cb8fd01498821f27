import type { Position } from "vscode-languageserver-types";
import { baseImageOf, type BaseImage } from "../facts/baseImage.ts";
import { boxOf, type Box } from "../facts/machine/box.ts";
import { soleRunnerOf } from "../facts/machine/runner.ts";
import type { HostedRunner } from "../knowledge/runners/index.ts";
import type { Fact, Known } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import { comparePositions, contains, type Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { SourceText } from "../model/text/sourceText.ts";

/** An image, a box or a runner that a file names, and what is known of it. */
export type Named = { readonly at: Place; readonly name: string } & (
  | { readonly kind: "userland"; readonly userland: BaseImage | Box }
  | { readonly kind: "runner"; readonly runner: HostedRunner }
);

/** A place with a name; what is known of it is looked up when it is asked for. */
interface Mention {
  readonly at: Place;
  readonly read: () => Named | undefined;
}

/** Every image, box and runner with known facts that the analysed file names, each place once. */
export function namedIn(project: Project): readonly Named[] {
  const seen = new Set<string>();
  return mentionsIn(project).flatMap(({ at, read }) => {
    const { line, character } = at.range.end;
    const key = `${String(line)}:${String(character)}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return read() ?? [];
  });
}

/** What is named at the position. */
export function namedAt(project: Project, position: Position): Named | undefined {
  return mentionsIn(project)
    .find(({ at: { range } }) => contains(range, { start: position, end: position }))
    ?.read();
}

/** What is named from the beginning of a setting to the end of its line, if that is one place. */
export function namedBehind(project: Project, { start, end }: Place["range"]): Named | undefined {
  const line = { start, end: { line: end.line, character: Number.MAX_SAFE_INTEGER } };
  const [first, ...others] = mentionsIn(project).filter(({ at }) => contains(line, at.range));
  const isOne = others.every(({ at }) => first && comparePositions(at.range.end, first.at.range.end) === 0);
  return isOne ? first?.read() : undefined;
}

function mentionsIn(project: Project): readonly Mention[] {
  const { uri } = project.root.source;
  return allMentions(project).filter(({ at }) => at.uri === uri);
}

function allMentions(project: Project): readonly Mention[] {
  const { root } = project;
  switch (root.kind) {
    case "dockerfile":
      return root.stages.flatMap((stage) => image(project, stage, stage.image));
    case "compose":
    case "devcontainer":
      return root.services.flatMap((service) => ofService(project, service));
    case "vagrantfile":
      return root.machines.flatMap((machine) => userland(machine.box, () => boxOf(project, machine)));
    case "workflow":
      return root.jobs.flatMap((job) => ofJob(project, job));
    case "config":
      return [];
  }
}

/** A service that is built runs on what its Dockerfile begins with. */
function ofService(project: Project, service: Service): readonly Mention[] {
  const { build, image: reference } = service;
  if (build.state !== "known") return image(project, service, reference);
  const at = keyOf(build, project.root.source);
  return userland({ state: "known", value: "", at, entry: at }, () => baseImageOf(project, service));
}

/** The value of `build: .`, or the key above a mapping of several lines. */
function keyOf({ at, entry }: Known<unknown>, source: SourceText): Place {
  const { start, end } = at.range;
  if (start.line === end.line || at.uri !== source.uri) return at;
  const first = source.offsetAt(entry.range.start);
  return source.placeAt(first, source.text.indexOf(":", first) + 1);
}

function ofJob(project: Project, job: Job): readonly Mention[] {
  const containers = [...(job.container ? [job.container] : []), ...job.services];
  return [...runner(project, job), ...containers.flatMap((container) => image(project, container, container.image))];
}

function runner(project: Project, job: Job): readonly Mention[] {
  const { runsOn } = job;
  if (runsOn.state !== "known") return [];
  const { at, value } = runsOn;
  const read = (): Named | undefined => {
    const known = soleRunnerOf(project, job);
    return known && { kind: "runner", at, name: value[0] ?? "", runner: known };
  };
  return [{ at, read }];
}

function image(project: Project, workload: Stage | Service, reference: Fact<string>): readonly Mention[] {
  return userland(reference, () => baseImageOf(project, workload));
}

function userland(name: Fact<string>, find: () => BaseImage | Box | undefined): readonly Mention[] {
  if (name.state === "unset") return [];
  const { at } = name;
  const read = (): Named | undefined => {
    const facts = find();
    return facts && { kind: "userland", at, name: facts.written.value, userland: facts };
  };
  return [{ at, read }];
}
