import { parsePrism } from "@ruby/prism/src/parsePrism.js";
import { DockerfileParser } from "dockerfile-ast";
import { parse as parseShell } from "unbash";
// As Node gets it: ours is bundled with the faster build for browsers.
import { parseDocument } from "../../node_modules/yaml/dist/index.js";
import { readCompose } from "../../server/src/engine/formats/compose/index.ts";
import { readDockerfile } from "../../server/src/engine/formats/dockerfile/index.ts";
import { readShell } from "../../server/src/engine/formats/shell/index.ts";
import { readVagrantfile } from "../../server/src/engine/formats/vagrantfile/index.ts";
import { readWorkflow } from "../../server/src/engine/formats/workflow/index.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { createNeighbours } from "../../server/src/engine/project/neighbours.ts";
import { compose } from "./inputs/compose.ts";
import { dockerfile } from "./inputs/dockerfile.ts";
import { shell } from "./inputs/shell.ts";
import { vagrantfile } from "./inputs/vagrantfile.ts";
import { workflow } from "./inputs/workflow.ts";
import type { Ruby } from "./ruby.ts";

/** A format with its input, its reader, and the parser that the reader uses. */
export interface Subject {
  readonly name: string;
  /** The library that reads the same text and nothing more. */
  readonly bareName: string;
  readonly uri: string;
  readonly languageId: string;
  /** Maximum time of an analysis with all rules as a multiple of the bare parser; undefined for unsupported files. */
  readonly analysisLimit?: number;
  generate(lines: number): string;
  bare(text: string): unknown;
  read(text: string): unknown;
}

export const folder = "file:///bench";

export function subjects(ruby: Ruby): readonly Subject[] {
  const uris = {
    dockerfile: `${folder}/Dockerfile`,
    compose: `${folder}/compose.yaml`,
    workflow: `${folder}/.github/workflows/ci.yml`,
    vagrantfile: `${folder}/Vagrantfile`,
    shell: `${folder}/install.sh`,
  };
  const nothing = createNeighbours(new Map());
  const yaml = (text: string): unknown => parseDocument(text, { uniqueKeys: false, merge: true });
  return [
    {
      name: "Dockerfile",
      bareName: "dockerfile-ast",
      uri: uris.dockerfile,
      languageId: "dockerfile",
      analysisLimit: 1.5,
      generate: dockerfile,
      bare: (text) => DockerfileParser.parse(text),
      read: (text) => readDockerfile(createSourceText(uris.dockerfile, text)),
    },
    {
      name: "Compose",
      bareName: "yaml",
      uri: uris.compose,
      languageId: "dockercompose",
      analysisLimit: 2,
      generate: compose,
      bare: yaml,
      read: (text) => readCompose(createSourceText(uris.compose, text), nothing),
    },
    {
      name: "Workflow",
      bareName: "yaml",
      uri: uris.workflow,
      languageId: "yaml",
      analysisLimit: 2.75,
      generate: workflow,
      bare: yaml,
      read: (text) => readWorkflow(createSourceText(uris.workflow, text), nothing),
    },
    {
      name: "Vagrantfile",
      bareName: "prism",
      uri: uris.vagrantfile,
      languageId: "ruby",
      analysisLimit: 3,
      generate: vagrantfile,
      bare: (text) => parsePrism(ruby.exports, text, { version: "3.3.0", encoding: false }),
      read: (text) => readVagrantfile(createSourceText(uris.vagrantfile, text), ruby.parser, nothing),
    },
    {
      name: "Shell",
      bareName: "unbash",
      uri: uris.shell,
      languageId: "shellscript",
      generate: shell,
      bare: parseShell,
      read: (text) => readShell(text, createSourceText(uris.shell, text).placeAt),
    },
  ];
}
