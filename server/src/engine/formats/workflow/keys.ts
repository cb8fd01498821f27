import type { SettingAt } from "../../model/document.ts";
import type { CiSystem } from "../../model/job.ts";
import { isEmpty, pathAt, type PathStep, type YamlNode, type YamlTree } from "../yaml/index.ts";

type YamlSystem = Exclude<CiSystem, "jenkins">;

/** Keys about machines and containers of a job; others have no text. */
const jobKeys: Readonly<Record<YamlSystem, ReadonlySet<string>>> = {
  github: new Set(["runs-on", "container", "services"]),
  gitlab: new Set(["image", "services", "tags"]),
  circleci: new Set(["docker", "machine", "macos", "windows", "resource_class", "executor", "steps"]),
  azure: new Set(["pool", "vmImage", "container", "services", "containers"]),
};

/** Keys above a job's own: `default` of GitLab, `stages` of Azure Pipelines. */
const outerKeys: Readonly<Record<YamlSystem, RegExp>> = {
  github: /^jobs\.[^.]+\./,
  gitlab: /^(?:(?!(?:image|services|variables|workflow|include|spec)\.)[^.]+\.)?/,
  circleci: /^(?:jobs|executors)\.[^.]+\./,
  azure: /^(?:(?:stages|jobs|resources|parameters|default|extends)\.)*/,
};

/**
 * The key at an offset of a workflow and those around it, most specific first. Ids leave out what the author names:
 * `workflow:jobs.*.container.image`, `gitlab:image`, `circleci:docker.image`, `azure:pool.vmImage`.
 */
export function keysAt(tree: YamlTree, system: YamlSystem, offset: number): readonly SettingAt[] {
  const steps = pathAt(tree, offset)?.steps ?? [];
  return steps.flatMap((_, index) => keyOf(tree, system, steps.slice(0, index + 1)) ?? []).toReversed();
}

function keyOf(tree: YamlTree, system: YamlSystem, steps: readonly PathStep[]): SettingAt | undefined {
  const last = steps.at(-1);
  if (!last) return undefined;
  const names = steps.flatMap((step) => (step.kind === "pair" && !step.name.startsWith("${{") ? [step.name] : []));
  // A dot in a name would look like a step.
  const path = names.map((name) => name.replaceAll(".", "_")).join(".");
  const [outer] = outerKeys[system].exec(`${path}.`) ?? [];
  if (outer === undefined) return undefined;
  const own = names.slice(outer.split(".").length - 1);
  if (!jobKeys[system].has(own[0] ?? "")) return undefined;
  const { entry, written } =
    last.kind === "item"
      ? { entry: last.item, written: last.item.value }
      : { entry: last.pair, written: last.pair.value };
  const value = textIn(written);
  const at = last.kind === "pair" && value === undefined ? last.pair.key : entry;
  // A step of CircleCI without parameters is a text.
  const named = system === "circleci" && last.kind === "item" && value !== undefined ? [...own, value] : own;
  return { id: idOf(system, named), range: tree.source.rangeAt(at.start, at.end), value };
}

function idOf(system: YamlSystem, own: readonly string[]): string {
  if (system !== "github") return `${system}:${own.join(".")}`;
  // Services have names of the author's choice.
  const path = own[0] === "services" && own.length > 1 ? [own[0], "*", ...own.slice(2)] : own;
  return `workflow:jobs.*.${path.join(".")}`;
}

function textIn(node: YamlNode): string | undefined {
  const target = node.kind === "alias" ? node.target : node;
  if (target?.kind === "sequence" && target.items.length > 0) {
    const texts = target.items.map(({ value }) => textIn(value));
    return texts.includes(undefined) ? undefined : texts.join(", ");
  }
  return target?.kind === "scalar" && !isEmpty(target) ? target.text : undefined;
}
