import type { Range } from "vscode-languageserver-types";
import type { Opened } from "../analyze.ts";
import { assessmentOf, type Assessment } from "../facts/assessment.ts";
import type { EndOfLife } from "../knowledge/endOfLife/endOfLife.ts";
import type { InlayHintText } from "../answer.ts";
import type { Fact } from "../model/fact.ts";
import { contains } from "../model/place.ts";
import type { Project } from "../model/project.ts";

/** Facts of each base image and box, after its name: `debian 12 · glibc · apt · until 2028-06`. Unknown facts are left out. */
export function inlayHints({ project }: Opened, range: Range): readonly InlayHintText[] {
  if (!project) return [];
  return hintsOf(project).filter(({ position }) => contains(range, { start: position, end: position }));
}

function hintsOf(project: Project): readonly InlayHintText[] {
  const { root } = project;
  switch (root.kind) {
    case "dockerfile":
      return root.stages.flatMap((stage) => (stage.parent ? [] : hint(stage.image, assessmentOf(project, stage))));
    case "compose":
      return root.services.flatMap((service) =>
        service.image.state !== "unset" && service.image.at.uri === root.source.uri && service.build.state === "unset"
          ? hint(service.image, assessmentOf(project, service))
          : [],
      );
    case "vagrantfile":
      return root.machines.flatMap((machine) => hint(machine.box, assessmentOf(project, machine)));
    case "workflow":
    case "config":
      return [];
  }
}

function hint(name: Fact<string>, { image }: Assessment): readonly InlayHintText[] {
  if (name.state === "unset" || !image) return [];
  const { family, version, libc, packageManagers, life } = image;
  // Debian and Ubuntu share what matters, so a tag that may be either still has a hint.
  if (family === undefined && packageManagers === undefined) return [];
  const parts = [
    ...(family === undefined ? [] : [version === undefined ? family : `${family} ${version}`]),
    ...(libc === undefined || libc === "none" || libc === "windows" ? [] : [libc]),
    ...(packageManagers === undefined ? [] : [packageManagers[0] ?? "no package manager"]),
    ...(life?.until === undefined ? [] : [`until ${life.until.slice(0, "2028-06".length)}`]),
  ];
  const lives = [life, "productLife" in image ? image.productLife : undefined].filter((one) => one !== undefined);
  const tooltip = lives.map((one) => maintenance(one)).join("\n");
  return [{ position: name.at.range.end, label: parts.join(" · "), tooltip }];
}

function maintenance({ name, version, until }: EndOfLife): string {
  return `Free maintenance of ${name} ${version} ends on ${until ?? "a date that is not set yet"}.`;
}
