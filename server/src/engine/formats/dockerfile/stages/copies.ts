import type { Fact, Item, Known } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import type { Script } from "../../../model/command.ts";
import type { Copy, InlineFile } from "../../../model/stage.ts";
import { readShell } from "../../shell/index.ts";
import { placesOf, type LocatedInstruction } from "../located.ts";
import { expand, itemOf, type VariableScope } from "./scope.ts";
import type { ListItem } from "../syntax/command.ts";
import { readHeredocWord } from "../syntax/heredocs.ts";
import type { ParsedHeredoc } from "../syntax/instruction.ts";
import { heredocContent } from "../syntax/script.ts";

/** A `COPY` or `ADD` before it is known which stages the file has. */
export type CopyDraft = Omit<Copy, "fromStage">;

/** Undefined while source and destination are not both there. */
export function readCopy(located: LocatedInstruction, scope: VariableScope, stageAt: Place): CopyDraft | undefined {
  const { parsed, instruction } = located;
  const { command, escape, list: items } = parsed;
  const last = items.at(-1);
  if (!last || items.length < 2) return undefined;

  const toItem = ({ text, span }: ListItem): Item<string> => {
    const at = located.placeOf(span);
    return itemOf(expand(text, scope, escape), at, items.length > 2 ? at : instruction.at);
  };
  const isInline = ({ text, span }: ListItem): boolean => readHeredocWord(text, span) !== undefined;
  return {
    keyword: command.keyword === "ADD" ? "ADD" : "COPY",
    instruction,
    from: readFrom(located, stageAt),
    sources: items
      .slice(0, -1)
      .filter((item) => command.json !== undefined || !isInline(item))
      .map(toItem),
    inlineFiles: parsed.heredocs.map((heredoc) => inlineFile(located, heredoc)),
    destination: toItem(last),
    chmod: readChmod(located, scope),
  };
}

function inlineFile(located: LocatedInstruction, heredoc: ParsedHeredoc): InlineFile {
  const joined = heredocContent(located.parsed, heredoc);
  let script: Script | undefined;
  return {
    name: heredoc.name,
    content: joined.text,
    at: located.sourcePlace(heredoc.content),
    isVerbatim: !heredoc.expands || !/[$\\]/.test(joined.text),
    script: () => (script ??= readShell(joined.text, placesOf(located, joined))),
  };
}

/** `--from` takes no variables. */
function readFrom({ instruction }: LocatedInstruction, stageAt: Place): Fact<string> {
  const flag = instruction.flags.find(({ name }) => name === "from");
  if (!flag?.valueAt || flag.value === undefined || flag.value === "") return { state: "unset", at: stageAt };
  return itemOf(flag.value.includes("$") ? undefined : flag.value, flag.valueAt, flag.at);
}

function readChmod({ instruction, parsed }: LocatedInstruction, scope: VariableScope): Known<string> | undefined {
  const flag = instruction.flags.find(({ name }) => name === "chmod");
  if (!flag?.valueAt || flag.value === undefined) return undefined;
  const item = itemOf(expand(flag.value, scope, parsed.escape), flag.valueAt, flag.at);
  return item.state === "known" ? item : undefined;
}
