import assert from "node:assert/strict";
import { ignoreEdit, type IgnoreEdit } from "../../../server/src/engine/directives/write.ts";
import { dedent } from "../../../server/src/engine/features/pages.ts";
import { documentOf } from "./reading.ts";

/** Returns the file with the comment that suppresses rule `x` at the first `«`, which is not part of the file; undefined if there is none. */
function ignored(path: string, marked: string, scope: "here" | "file" = "here"): string | undefined {
  const before = dedent(marked);
  const text = before.replace("«", "");
  const document = documentOf(path, text);
  const start = document.source.positionAt(before.indexOf("«"));
  const target = { rule: "x", range: { start, end: start }, scope };
  const edit = ignoreEdit(document, target, (changed) => documentOf(path, changed));
  return edit && applied(text, document.source.offsetAt(edit.range.start), edit);
}

function applied(text: string, offset: number, { before, after }: IgnoreEdit): string {
  return text.slice(0, offset) + before + (after === undefined ? "" : `why${after}`) + text.slice(offset);
}

interface Golden {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly here?: string;
  readonly file?: string;
}

const goldens: readonly Golden[] = [
  {
    title: "above FROM, and for the file below the parser directives",
    path: "Dockerfile",
    text: "# syntax=docker/dockerfile:1\n# check=error=true\nFROM «a\n",
    here: "# syntax=docker/dockerfile:1\n# check=error=true\n# bulkhead ignore=x why\nFROM a\n",
    file: "# syntax=docker/dockerfile:1\n# check=error=true\n# bulkhead ignore-file=x why\nFROM a\n",
  },
  {
    title: "above the instruction, not into its continuation or here-document",
    path: "Dockerfile",
    text: "FROM a\n  RUN a && \\\n    # note\n    «b <<EOF\nc\nEOF\n",
    here: "FROM a\n  # bulkhead ignore=x why\n  RUN a && \\\n    # note\n    b <<EOF\nc\nEOF\n",
    file: "# bulkhead ignore-file=x why\nFROM a\n  RUN a && \\\n    # note\n    b <<EOF\nc\nEOF\n",
  },
  {
    title: "with the line ends of the file",
    path: "Dockerfile",
    text: "FROM a\r\nRUN «b\r\n",
    here: "FROM a\r\n# bulkhead ignore=x why\r\nRUN b\r\n",
  },
  {
    title: "into the list of a comment that stands there",
    path: "Dockerfile",
    text: "# bulkhead ignore-file=z all\nFROM a\n# bulkhead ignore=y, w because\nRUN «b\n",
    here: "# bulkhead ignore-file=z all\nFROM a\n# bulkhead ignore=y, w,x because\nRUN b\n",
    file: "# bulkhead ignore-file=z,x all\nFROM a\n# bulkhead ignore=y, w because\nRUN b\n",
  },
  {
    title: "above the key, in its column",
    path: "compose.yaml",
    text: "services:\n  web:\n    image: a\n    privileged: «true\n",
    here: "services:\n  web:\n    image: a\n    # bulkhead ignore=x why\n    privileged: true\n",
    file: "# bulkhead ignore-file=x why\nservices:\n  web:\n    image: a\n    privileged: true\n",
  },
  {
    title: "not into the comment of a whole service",
    path: "compose.yaml",
    text: "services:\n  # bulkhead ignore=y all of it\n  web:\n    privileged: «true\n",
    here: "services:\n  # bulkhead ignore=y all of it\n  web:\n    # bulkhead ignore=x why\n    privileged: true\n",
  },
  {
    title: "above a list item, and inside of a flow list",
    path: "compose.yaml",
    text: "services:\n  web:\n    cap_add:\n      - A\n      - «B\n",
    here: "services:\n  web:\n    cap_add:\n      - A\n      # bulkhead ignore=x why\n      - B\n",
  },
  {
    title: "above the key of a flow list on one line",
    path: "compose.yaml",
    text: "# yaml-language-server: $schema=x\nservices:\n  web:\n    cap_add: [A, «B]\n",
    here: "# yaml-language-server: $schema=x\nservices:\n  web:\n    # bulkhead ignore=x why\n    cap_add: [A, B]\n",
    file: "# yaml-language-server: $schema=x\n# bulkhead ignore-file=x why\nservices:\n  web:\n    cap_add: [A, B]\n",
  },
  {
    title: "above the outermost key when all of it stands on one line",
    path: "compose.yaml",
    text: "services: { web: { privileged: «true } }\n",
    here: "# bulkhead ignore=x why\nservices: { web: { privileged: true } }\n",
  },
  {
    title: "above a merge",
    path: "compose.yaml",
    text: "x-a: &a { privileged: true }\nservices:\n  web:\n    image: b\n    <<: «*a\n",
    here: "x-a: &a { privileged: true }\nservices:\n  web:\n    image: b\n    # bulkhead ignore=x why\n    <<: *a\n",
  },
  {
    title: "above the step that holds a script, never into the script",
    path: ".github/workflows/ci.yml",
    text: "jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - name: b\n        run: |\n          ls\n          docker run «c\n",
    here: "jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - name: b\n        # bulkhead ignore=x why\n        run: |\n          ls\n          docker run c\n",
  },
  {
    title: "above the statement with its block and script",
    path: "Vagrantfile",
    text: "# -*- mode: ruby -*-\nVagrant.configure('2') do |config|\n  config.vm.provision 'shell', inline: <<-SHELL\n    ls\n    apt-get «update\n  SHELL\nend\n",
    here: "# -*- mode: ruby -*-\nVagrant.configure('2') do |config|\n  # bulkhead ignore=x why\n  config.vm.provision 'shell', inline: <<-SHELL\n    ls\n    apt-get update\n  SHELL\nend\n",
    file: "# -*- mode: ruby -*-\n# bulkhead ignore-file=x why\nVagrant.configure('2') do |config|\n  config.vm.provision 'shell', inline: <<-SHELL\n    ls\n    apt-get update\n  SHELL\nend\n",
  },
  {
    title: "with slashes",
    path: "Jenkinsfile",
    text: "#!/usr/bin/env groovy\npipeline {\n  agent {\n    docker {\n      image 'a'\n      args '«--privileged'\n    }\n  }\n}\n",
    here: "#!/usr/bin/env groovy\npipeline {\n  agent {\n    docker {\n      image 'a'\n      // bulkhead ignore=x why\n      args '--privileged'\n    }\n  }\n}\n",
    file: "#!/usr/bin/env groovy\n// bulkhead ignore-file=x why\npipeline {\n  agent {\n    docker {\n      image 'a'\n      args '--privileged'\n    }\n  }\n}\n",
  },
];

describe("the action to ignore a finding", () => {
  for (const { title, path, text, here, file } of goldens) {
    it(`writes into ${path} ${title}`, () => {
      if (here !== undefined) assert.equal(ignored(path, text), here);
      if (file !== undefined) assert.equal(ignored(path, text, "file"), file);
    });
  }
});
