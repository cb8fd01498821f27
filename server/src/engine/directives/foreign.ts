import type { Range } from "vscode-languageserver-types";
import type { Comment, Document } from "../model/document.ts";
import { contains } from "../model/place.ts";
import type { IgnoreDirective } from "./directive.ts";

/** Matches every rule that has an id of KICS, because its comments may name none. */
export const everyKicsRule = "kics-scan";

/** Matches every rule that has the name of a check of BuildKit: `check=skip=all`. */
export const everyBuildCheck = "check=all";

interface Found {
  readonly ids: readonly string[];
  readonly wholeFile: boolean;
  /** When it is not what our own comment at this place would cover. */
  readonly covers?: Range | undefined;
}

/** Ignore comments of other tools, each with the scope that its own tool gives it. */
export function foreignIgnores(document: Document, comment: Comment): readonly IgnoreDirective[] {
  const found = readers.map((read) => read(comment.text, document, comment)).find((one) => one !== undefined);
  if (!found || found.ids.length === 0) return [];
  const place = { text: comment.text, range: comment.range };
  return [
    {
      tool: "other",
      ids: found.ids.map((text) => ({ text, range: comment.range })),
      list: place,
      wholeFile: found.wholeFile,
      covers: found.covers ?? comment.covers,
      reason: "",
      comment,
    },
  ];
}

type Read = (text: string, document: Document, comment: Comment) => Found | undefined;

const readers: readonly Read[] = [hadolint, buildCheck, trivy, checkov, kics];

/** `hadolint ignore=DL3002,SC1081 # reason`, `global ignore` and above FROM `stage ignore`; tally writes the same and ends the list with `;`. */
function hadolint(text: string, document: Document, { covers }: Comment): Found | undefined {
  const match = /^(?:hadolint|tally)\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w/-]+(?:\s*,\s*[\w/-]+)*)/.exec(text);
  if (!match) return undefined;
  const stages = match[1] === "stage" && document.kind === "dockerfile" ? document.stages : [];
  const stage = stages.find(({ from }) => covers && contains(covers, from.range));
  return { ids: split(match[2]), wholeFile: match[1] === "global", covers: stage?.entry.range };
}

/** `check=skip=A,B;error=true`: among the parser directives for the whole file, elsewhere for the next instruction. */
function buildCheck(text: string, document: Document, { range }: Comment): Found | undefined {
  const match = /^check\s*=\s*(?:[^\s;]*;)*skip=([\w,-]+)/.exec(text);
  if (!match || document.kind !== "dockerfile") return undefined;
  const ids = split(match[1]).map((id) => (id === "all" ? everyBuildCheck : id));
  return { ids, wholeFile: range.start.line < document.bodyStart.line };
}

/** `trivy:ignore:DS-0002`, several in one comment, each perhaps with a date on which it ends: that day is not judged here. */
function trivy(text: string): Found | undefined {
  const ids = [...text.matchAll(/(?:^|[\s#])trivy:ignore:([\w-]+)/g)].map((match) => match[1] ?? "");
  return text.startsWith("trivy:ignore:") ? { ids, wholeFile: false } : undefined;
}

/** `checkov:skip=CKV_DOCKER_8:reason` applies to the whole Dockerfile, in other formats to the enclosing block. */
function checkov(text: string, document: Document): Found | undefined {
  const match = /^checkov:skip=(\w+(?:,\w+)*)/.exec(text);
  return match ? { ids: split(match[1]), wholeFile: document.kind === "dockerfile" } : undefined;
}

/** `kics-scan ignore-line` and `ignore-block` name no rule; `disable=` does, and it and `ignore` apply to the whole file. */
function kics(text: string): Found | undefined {
  const match = /^kics-scan\s+(?:(ignore-line|ignore-block)\b|(ignore)(?=\s|$)|disable\s*=\s*([\w,-]+))/.exec(text);
  if (!match) return undefined;
  const ids = match[3] === undefined ? [everyKicsRule] : split(match[3]);
  return { ids, wholeFile: match[1] === undefined };
}

function split(list: string | undefined): readonly string[] {
  return list?.split(",").map((id) => id.trim()) ?? [];
}
