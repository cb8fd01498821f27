import { baseImageOf, type BaseImage } from "../../facts/baseImage.ts";
import { sameInstruction, translateInstall } from "../../facts/packages/packageInstall.ts";
import { packageCommand, type PackageCommand } from "../../facts/packages/packageManagement.ts";
import { lineCommandsOf } from "../../facts/scripts/buildCommands.ts";
import type { ContainerFile } from "../../facts/scripts/containerFile.ts";
import type { SimpleCommand } from "../../model/command.ts";
import { contains, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import type { FixOffer, RuleContext } from "../../rule.ts";

/**
 * Offers the installation with the package manager of the image, if all commands of the other one are in one instruction.
 * Instructions that only update the lists of the other one are removed.
 */
export function translatedInstall(
  stage: Stage,
  commands: readonly SimpleCommand[],
  call: PackageCommand,
  base: BaseImage,
  { edit }: RuleContext,
): readonly FixOffer[] {
  const [manager] = base.packageManagers ?? [];
  const install = commands
    .map(packageCommand)
    .find((other) => other?.manager === call.manager && other.action === "install");
  // A script may serve other images too.
  if (manager === undefined || !install || install.command.startedAt) return [];
  const script = sameInstruction(stage, install.command);
  const others = commands.filter((one) => packageCommand(one)?.manager === call.manager);
  const updates = others.filter((one) => !script.some((own) => own === one)).map((one) => onlyUpdate(stage, one));
  const translation = updates.includes(undefined) ? undefined : translateInstall(script, install, manager);
  if (!translation) return [];

  const { replacements, unchecked } = translation;
  const check = unchecked.length === 0 ? "" : ` (check the names: ${unchecked.join(", ")})`;
  return [
    {
      title: `Rewrite the installation for ${manager}${check}`,
      kind: "behaviour",
      preferred: unchecked.length === 0,
      edits: () => [
        ...[...new Set(updates)].map((instruction) => instruction && edit.remove([instruction])),
        ...replacements.map(({ at, text }) => edit.replaceText(at, text)),
      ],
    },
  ];
}

/** Returns the instruction of the command if it updates package lists and does nothing else. */
function onlyUpdate(stage: Stage, command: SimpleCommand): Place | undefined {
  const instruction = stage.instructions.find(({ at }) => contains(at.range, command.at.range));
  const script = sameInstruction(stage, command);
  const isUpdate = script.length > 0 && script.every((one) => packageCommand(one)?.action === "update");
  return isUpdate ? instruction?.at : undefined;
}

/** The editor cannot change the endings of a closed file; the build can, where there is a sed and the right to write. */
export function converting(file: ContainerFile, { project, edit }: RuleContext): readonly FixOffer[] {
  const { copy, stage } = file.copy ?? {};
  if (!copy || !stage?.isFinal || stage.user.state !== "unset" || file.state.bom || !file.path.startsWith("/"))
    return [];
  if (!baseImageOf(project, stage)?.shells?.includes("sh") || file.path.startsWith("/?")) return [];
  return [
    {
      title: "Convert the line endings in the build",
      kind: "behaviour",
      edits: () => [edit.addInstruction(stage, `RUN sed -i 's/\\r$//' ${file.path}`, copy.instruction)],
    },
  ];
}

/** True if a stage below uses the package manager, on the same image. */
export function isUsedBelow(project: Project, workload: Stage | Service, manager: string): boolean {
  const below = workload.kind === "stage" ? workload.parent : undefined;
  return below !== undefined && lineCommandsOf(project, below).some((one) => packageCommand(one)?.manager === manager);
}
