import assert from "node:assert/strict";
import { readDevContainer } from "../../../../server/src/engine/formats/devcontainer/index.ts";
import type { DevContainer } from "../../../../server/src/engine/model/document.ts";
import type { Fact, ListFact } from "../../../../server/src/engine/model/fact.ts";
import type { Service } from "../../../../server/src/engine/model/service.ts";
import { createSourceText } from "../../../../server/src/engine/model/text/sourceText.ts";
import { project } from "../compose/reading.ts";

export const path = ".devcontainer/devcontainer.json";

/** Reads the first file; the others are its neighbours. */
export function read(files: string | Readonly<Record<string, string>>, previous?: DevContainer): DevContainer {
  const named = typeof files === "string" ? { [path]: files } : files;
  const [name = "", text = ""] = Object.entries(named)[0] ?? [];
  const source = createSourceText(`file:///p/${name}`, text);
  return readDevContainer(source, project(named), previous ? { previous } : {});
}

export function containerOf(files: string | Readonly<Record<string, string>>): Service {
  const [service, ...others] = read(files).services;
  assert.ok(service);
  assert.deepEqual(others, []);
  return service;
}

/** The value, or the state of a fact without one. */
export function said(fact: Fact<unknown>): unknown {
  return fact.state === "known" ? fact.value : fact.state;
}

export function items(list: ListFact<unknown>): unknown {
  return list.state === "known" ? list.value.map(said) : list.state;
}
