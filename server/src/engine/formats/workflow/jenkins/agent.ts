import type { Fact, Known } from "../../../model/fact.ts";
import { partialTextOf } from "../../../model/partialText.ts";
import type { Service } from "../../../model/service.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { createContainer } from "../container.ts";
import { argument, callsIn, soleText, valueOfArgument, type Call } from "./calls.ts";
import type { Token } from "./groovy.ts";
import { readText } from "./text.ts";

/** Where steps run. */
export interface Agent {
  /** `agent none`: the stages say it themselves. */
  readonly none: boolean;
  readonly runsOn: Fact<readonly string[]>;
  readonly container: Service | undefined;
}

/** The `agent` directly in a pipeline, stage or matrix; `outer` is where the enclosing block runs. */
export function agentIn(
  source: SourceText,
  items: readonly Token[],
  outer: Fact<readonly string[]> | undefined,
): Agent | undefined {
  const call = callsIn(items).find((one) => one.name.text === "agent");
  if (!call) return undefined;
  const at = source.placeAt(call.name.start, call.name.end);
  const unset: Agent = { none: false, runsOn: { state: "unset", at }, container: undefined };
  if (!call.body) {
    const [word] = call.arguments;
    return { ...unset, none: word?.kind === "word" && word.text === "none" };
  }
  let agent = unset;
  for (const part of callsIn(call.body.items)) agent = withPart(source, agent, part);
  return outer && agent.container && agent.runsOn.state === "unset" && reusesNode(call.body.items)
    ? { ...agent, runsOn: outer }
    : agent;
}

/** `docker { image 'x'; reuseNode true }`: the container starts on the node of the block around. */
function reusesNode(items: readonly Token[]): boolean {
  const settings = callsIn(items).flatMap((part) => (part.body ? callsIn(part.body.items) : []));
  return settings.some(({ name, arguments: [value] }) => {
    return name.text === "reuseNode" && value?.kind === "word" && value.text === "true";
  });
}

function withPart(source: SourceText, agent: Agent, part: Call): Agent {
  switch (part.name.text) {
    case "label":
      return { ...agent, runsOn: labels(source, part.arguments, part) };
    case "node": {
      const label = part.body && callsIn(part.body.items).find((call) => call.name.text === "label");
      return label ? { ...agent, runsOn: labels(source, label.arguments, label) } : agent;
    }
    case "docker": {
      const settings = part.body ? callsIn(part.body.items) : [];
      const label = settings.find((call) => call.name.text === "label");
      const image = settings.find((call) => call.name.text === "image")?.arguments ?? valueOfArgument(part, "image");
      const flags = settings.find((call) => call.name.text === "args")?.arguments;
      return {
        none: false,
        runsOn: label ? labels(source, label.arguments, label) : agent.runsOn,
        container: container(source, part, image, flags ?? argument(part, "args")?.slice(2)),
      };
    }
    case "dockerfile":
    case "kubernetes": {
      const settings = part.body ? callsIn(part.body.items) : [];
      const flags = settings.find((call) => call.name.text === "args")?.arguments;
      return { ...agent, container: container(source, part, undefined, flags) };
    }
    default:
      return agent;
  }
}

/** The container of a call, its image unreadable unless it is one text. */
export function container(
  source: SourceText,
  call: Call,
  image: readonly Token[] | undefined,
  flags: readonly Token[] | undefined,
): Service {
  const flagText = flags && soleText(flags);
  const read = flagText && readText(source, flagText);
  return createContainer({
    name: call.name.text,
    at: source.placeAt(call.name.start, call.name.end),
    entry: source.placeAt(call.name.start, call.end),
    complete: flags === undefined || flagText !== undefined,
    image: textFact(source, image ?? [], call),
    options: read,
  });
}

/** A text as a fact; unreadable when Groovy computes it. */
export function textFact(source: SourceText, value: readonly Token[], call: Call): Fact<string> {
  const entry = source.placeAt(call.name.start, call.end);
  const text = soleText(value);
  if (!text) {
    const [first] = value;
    const at = source.placeAt(first?.start ?? call.name.start, value.at(-1)?.end ?? call.name.end);
    return { state: "unreadable", at, entry };
  }
  const at = source.placeAt(text.bodyStart, text.bodyEnd);
  const read = readText(source, text);
  if (!read.interpolated) return { state: "known", value: read.text, at, entry };
  const partial = partialTextOf(source.slice(at.range), /\$\{[^{}]{0,500}\}|\$\w+/g);
  return { state: "unreadable", at, entry, ...(partial && { partial }) };
}

/** `linux && docker`: every label counts. */
export function labels(source: SourceText, value: readonly Token[], call: Call): Fact<readonly string[]> {
  const fact = textFact(source, value, call);
  if (fact.state !== "known") return fact;
  if (fact.value.includes("$")) return { ...fact, state: "unreadable" };
  const names = fact.value.split(/&&|\|\|/).map((name) => name.trim());
  const known: Known<readonly string[]> = { ...fact, value: names.filter((name) => name !== "") };
  return known.value.length > 0 ? known : { state: "unset", at: fact.at };
}
