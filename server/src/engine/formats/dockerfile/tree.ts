import type { CommandLine, SimpleCommand } from "../../model/command.ts";
import type { Fact, Item } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import type { SplitFile } from "./lines/split.ts";

/** The file as a person reads it: one node a line, places 1-based. */
export function printTree({ escape, directives }: SplitFile, stages: readonly Stage[]): string {
  const lines = [`dockerfile escape=${escape}`];
  for (const { name, value } of directives) lines.push(`  directive ${name} = ${value}`);
  return [...lines, ...stages.flatMap(printStage), ""].join("\n");
}

function printStage(stage: Stage): readonly string[] {
  const marks = [stage.isFinal ? "final" : "", stage.isReachable ? "" : "unreachable"].filter((mark) => mark !== "");
  const lines = [
    `  stage ${String(stage.index)} ${stage.name ?? "-"} ${where(stage.entry)}${marks.map((mark) => ` ${mark}`).join("")}`,
    `    image ${fact(stage.image)}${stage.parent ? ` = stage ${String(stage.parent.index)}` : ""}`,
  ];
  const add = (name: string, value: Fact<string>): void => {
    if (value.state !== "unset") lines.push(`    ${name} ${fact(value)}`);
  };
  add("platform", stage.platform);
  add("user", stage.user);
  add("workdir", stage.workdir);
  add("stopsignal", stage.stopSignal);
  if (stage.shell.state !== "unset") lines.push(`    shell ${print(stage.shell, (words) => JSON.stringify(words))}`);
  lines.push(...printLine("entrypoint", stage.entrypoint), ...printLine("cmd", stage.cmd));
  lines.push(...printLine("healthcheck", stage.healthcheck));
  for (const [name, items] of [
    ["arg", stage.args],
    ["env", stage.env],
    ["label", stage.labels],
  ] as const) {
    for (const [key, item] of items) lines.push(`    ${name} ${key} = ${fact(item)}`);
  }
  for (const item of stage.exposes) lines.push(`    expose ${fact(item)}`);
  for (const item of stage.volumes) lines.push(`    volume ${fact(item)}`);
  for (const copy of stage.copies) {
    const from =
      copy.from.state === "unset"
        ? ""
        : ` from ${fact(copy.from)}${copy.fromStage ? ` = stage ${String(copy.fromStage.index)}` : ""}`;
    lines.push(
      `    ${copy.keyword.toLowerCase()} ${[...copy.sources, copy.destination].map(short).join(" ")}${from} ${where(copy.instruction.at)}`,
    );
    for (const file of copy.inlineFiles)
      lines.push(`      inline ${file.name} (${String(file.content.length)} characters) ${where(file.at)}`);
  }
  for (const instruction of stage.instructions) lines.push(printInstruction(instruction));
  for (const command of stage.commands) lines.push(`    $ ${printCommand(command)}`);
  return lines;
}

function printInstruction(instruction: Instruction): string {
  const flags = instruction.flags
    .map(({ name, value }) => ` --${name}${value === undefined ? "" : `=${value}`}`)
    .join("");
  const trigger = instruction.trigger ? ` trigger ${instruction.trigger.keyword}` : "";
  return `    instruction ${instruction.keyword}${flags}${trigger} ${where(instruction.at)}`;
}

function printLine(name: string, line: Fact<CommandLine | "none">): readonly string[] {
  if (line.state === "unset") return [];
  if (line.state === "unreadable" || line.value === "none") return [`    ${name} ${print(line, () => "none")}`];
  const { form, commands, arguments: words } = line.value;
  return [
    `    ${name} ${form} ${words.map((word) => JSON.stringify(word.value)).join(" ")} ${where(line.at)}`,
    ...commands.map((command) => `      $ ${printCommand(command)}`),
  ];
}

function printCommand(command: SimpleCommand): string {
  const words = command.words.map((word) => word.value ?? `‹${word.text}›`).join(" ");
  const wrappers = command.wrappers.map((wrapper) => `${wrapper.map((word) => word.text).join(" ")} | `).join("");
  const marks = (["conditional", "guarded", "background", "subshell", "last"] as const).filter((mark) => command[mark]);
  return `${wrappers}${words.replaceAll("\n", "⏎")} ${where(command.at)}${marks.map((mark) => ` ${mark}`).join("")}`;
}

function fact(value: Fact<string>): string {
  return print(value, (text) => JSON.stringify(text));
}

function short(item: Item<string>): string {
  return item.state === "known" ? item.value : "?";
}

function print<T>(value: Fact<T>, show: (value: T) => string): string {
  if (value.state === "unset") return "unset";
  return `${value.state === "known" ? show(value.value) : "unreadable"} ${where(value.at)}`;
}

function where({ range: { start, end } }: Place): string {
  return `[${String(start.line + 1)}:${String(start.character + 1)}-${String(end.line + 1)}:${String(end.character + 1)}]`;
}
