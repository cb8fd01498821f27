import type { Position, TextEdit } from "vscode-languageserver-types";
import type { Opened } from "../analyze.ts";
import { declareInComment } from "../directives/declare.ts";
import { intentTexts } from "../directives/intentTexts.ts";
import { intentKeys, intentOf, isIntentKey, isIntentValue, type IntentKey } from "../facts/intent.ts";
import type { Document } from "../model/document.ts";
import type { FileEdit } from "../model/editor.ts";
import { comparePositions, contains } from "../model/place.ts";
import type { Workload } from "../model/workload.ts";

/** The workload at a position, and what can be declared of it. */
export interface IntentAt {
  readonly kind: Workload["kind"];
  readonly name: string;
  /** Where it begins. */
  readonly line: number;
  readonly keys: readonly IntentChoice[];
}

export interface IntentChoice {
  readonly key: IntentKey;
  /** Half a sentence. */
  readonly text: string;
  /** The declared value. */
  readonly present: string | undefined;
  /** Several values are joined with commas. */
  readonly isList: boolean;
  readonly values: readonly { readonly value: string; readonly meaning: string; readonly changes: string }[];
}

/** Returns what can be declared of the workload at the position, or directly below the comment there. */
export function intentAt({ project }: Opened, position: Position): IntentAt | undefined {
  const workload = project && workloadAt(project.root, position);
  if (!workload) return undefined;
  const intent = intentOf(project, workload);
  const keys = Object.entries(intentTexts).map(([name, { text, values }]): IntentChoice => {
    const key = name as IntentKey;
    return {
      key,
      text,
      present: intent.get(key)?.fact.value,
      isList: key === "compliance",
      values: intentKeys[key].map((value) => ({ value, ...textOf(values, value) })),
    };
  });
  return { kind: workload.kind, name: nameOf(workload), line: workload.entry.range.start.line, keys };
}

/** Declares a value for the workload at the position: where the file declares it for this workload already, else in a comment. */
export function declareAt({ project }: Opened, position: Position, key: string, value: string): FileEdit | undefined {
  const workload = project && workloadAt(project.root, position);
  if (!workload || !isIntentKey(key) || !isIntentValue(key, value)) return undefined;
  const { uri } = workload;
  const declared = intentOf(project, workload).get(key)?.fact;
  const { root } = project;
  const isInside = declared?.at.uri === uri && contains(workload.entry.range, declared.at.range);
  const written = isInside ? root.source.slice(declared.at.range) : "";
  // Not so for what another entry brings, as in `<<: *base`.
  const edit: TextEdit | undefined =
    declared && written.includes(declared.value)
      ? { range: declared.at.range, newText: written.replace(declared.value, value) }
      : declareInComment(root, workload, key, value);
  return edit && { uri, edits: [edit] };
}

function textOf(
  values: Readonly<Record<string, { readonly meaning: string; readonly changes: string }>>,
  value: string,
): { readonly meaning: string; readonly changes: string } {
  return values[value] ?? { meaning: "", changes: "" };
}

function nameOf(workload: Workload): string {
  if (workload.kind !== "stage") return workload.name;
  return workload.name ?? (workload.image.state === "known" ? workload.image.value : "stage");
}

/** The innermost workload of the file that contains the position; from a comment, the one that begins below it. */
function workloadAt(document: Document, position: Position): Workload | undefined {
  const comment = document.comments.find(({ range, ownLine }) => ownLine && range.start.line === position.line);
  const { line } = comment?.covers?.start ?? position;
  const containing = workloadsOf(document).filter(({ uri, entry: { range } }) => {
    return uri === document.source.uri && range.start.line <= line && line <= range.end.line;
  });
  return containing.toSorted((a, b) => comparePositions(b.entry.range.start, a.entry.range.start))[0];
}

/** Returns workloads that can have a comment above them; `docker run` in a script counts as its job or machine. */
function workloadsOf(document: Document): readonly Workload[] {
  switch (document.kind) {
    case "dockerfile":
      return document.stages;
    case "compose":
    case "devcontainer":
      return document.services;
    case "vagrantfile":
      return document.machines;
    case "workflow":
      return document.jobs;
    case "config":
      return [];
  }
}
