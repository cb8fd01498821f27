import assert from "node:assert/strict";
import type { FileState, SettingsLayer } from "../../../server/src/engine/index.ts";
import { open } from "../../../server/src/engine/analyze.ts";
import type { Machine } from "../../../server/src/engine/model/machine.ts";
import type { Project } from "../../../server/src/engine/model/project.ts";
import type { Service } from "../../../server/src/engine/model/service.ts";
import type { Stage } from "../../../server/src/engine/model/stage.ts";
import { dedent } from "../../../server/src/engine/features/pages.ts";
import { namesOf } from "../../../server/src/engine/branches.ts";
import { createReader } from "../../../server/src/engine/project/reader.ts";
import { exampleFolder, ruby, uriOf } from "../../../scripts/examples.ts";

/** A folder in which everything that is not given is missing. */
class Folder extends Map<string, FileState> {
  override get(uri: string): FileState {
    const reason = uri.startsWith(`${exampleFolder}/`) ? "missing" : "outside";
    return super.get(uri) ?? { state: "unreadable", reason };
  }
}

/** The project of the first file, with the others around it. */
export function projectOf(files: Readonly<Record<string, string>>, settings?: unknown): Project {
  const folder = new Folder();
  for (const [path, text] of Object.entries(files)) {
    folder.set(uriOf(path), { state: "read", text: dedent(text), bom: false, firstLineEnd: "lf" });
  }
  const [root = ""] = Object.keys(files);
  const layers: readonly SettingsLayer[] = settings === undefined ? [] : [{ source: "workspace", value: settings }];
  const { project } = open(
    {
      document: { uri: uriOf(root), text: dedent(files[root] ?? "") },
      files: folder,
      folder: exampleFolder,
      settings: layers,
    },
    createReader(() => ruby, namesOf([])),
    [],
  );
  assert.ok(project, `${root} is read`);
  return project;
}

/** The stage of this name of an analysed Dockerfile; the last one by default. */
export function stageIn({ root }: Project, name?: string): Stage {
  assert.equal(root.kind, "dockerfile");
  const stage = name === undefined ? root.stages.at(-1) : root.stages.find((one) => one.name === name);
  assert.ok(stage, `there is a stage ${name ?? ""}`);
  return stage;
}

/** The service of this name of an analysed Compose file; the first one by default. */
export function serviceIn({ root }: Project, name?: string): Service {
  assert.equal(root.kind, "compose");
  const service = name === undefined ? root.services[0] : root.services.find((one) => one.name === name);
  assert.ok(service, `there is a service ${name ?? ""}`);
  return service;
}

/** The machine of an analysed Vagrantfile. */
export function machineIn({ root }: Project): Machine {
  assert.equal(root.kind, "vagrantfile");
  const [machine] = root.machines;
  assert.ok(machine, "there is a machine");
  return machine;
}
