import { runtimeNamed } from "../../knowledge/runtimes.ts";
import type { Editor } from "../../model/editor.ts";
import { has } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Instruction } from "../../model/stage.ts";
import type { FixOffer } from "../../rule.ts";

/** Images whose main process is systemd, because they exist for it. */
export const systemdImages = /^(?:docker\.io\/)?(?:jrei\/systemd-|geerlingguy\/docker-.*-ansible|kindest\/node)/;

/** Returns whether the runtime is made for whole systems: it gives each container a user namespace or a kernel. */
export function isSystemContainer(service: Service): boolean {
  return has(service.runtime, (name) => {
    const kind = runtimeNamed(name)?.kind;
    return kind === "user-namespace" || kind === "virtual-machine";
  });
}

/** Offers to run a program in the foreground in place of the init system. */
export function runInForeground(
  argv: readonly string[],
  { keyword, at }: Pick<Instruction, "keyword" | "at">,
  edit: Editor,
): FixOffer {
  const json = JSON.stringify(argv).replaceAll('","', '", "');
  return {
    title: `Run ${argv[0] ?? "the service"} in the foreground instead`,
    kind: "behaviour",
    edits: () => [edit.replaceText(at, `${keyword} ${json}`)],
  };
}
