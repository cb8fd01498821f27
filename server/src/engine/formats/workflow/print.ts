import type { Range } from "vscode-languageserver-types";
import type { Comment } from "../../model/document.ts";
import type { Fact } from "../../model/fact.ts";
import type { CiSystem, Job } from "../../model/job.ts";
import type { Service } from "../../model/service.ts";

/** The jobs as a person reads them, one node a line. */
export function printWorkflow(system: CiSystem, jobs: readonly Job[], comments: readonly Comment[]): string {
  const lines: string[] = [`workflow (${system})`];
  const add = (depth: number, text: string, range: Range): void => {
    lines.push(`${"  ".repeat(depth)}${text}  ${printRange(range)}`);
  };
  for (const comment of comments) {
    add(
      1,
      `comment ${JSON.stringify(comment.text)}${comment.covers ? ` covers ${printRange(comment.covers)}` : ""}`,
      comment.range,
    );
  }
  for (const job of jobs) {
    add(1, `job ${job.name}${job.complete ? "" : " (incomplete)"}`, job.at.range);
    if (job.runsOn.state !== "unset") add(2, `runs on ${printFact(job.runsOn)}`, job.runsOn.at.range);
    if (job.container) printService(add, "container", job.container);
    for (const service of job.services) printService(add, "service", service);
    for (const step of job.steps) {
      const uses = step.uses.state === "unset" ? "" : ` uses ${printFact(step.uses)}`;
      const shell = step.shell.state === "unset" ? "" : ` shell ${printFact(step.shell)}`;
      add(
        2,
        `step${step.name === undefined ? "" : ` ${oneLine(step.name)}`}${uses}${shell}${step.conditional ? " (conditional)" : ""}`,
        step.at.range,
      );
      for (const command of step.commands) {
        const wrappers = command.wrappers.map((words) => words.map((word) => word.text).join(" "));
        const text = command.words.map((word) => word.value ?? `<${word.text}>`).join(" ");
        const flags = [
          command.conditional && !step.conditional ? "conditional" : "",
          command.guarded ? "guarded" : "",
          command.background ? "background" : "",
        ].filter((flag) => flag !== "");
        add(
          3,
          `${wrappers.map((wrapper) => `[${wrapper}] `).join("")}${oneLine(text)}${flags.length > 0 ? ` (${flags.join(", ")})` : ""}`,
          command.at.range,
        );
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

function printService(add: (depth: number, text: string, range: Range) => void, role: string, service: Service): void {
  add(2, `${role} ${service.name} image ${printFact(service.image)}`, service.at.range);
  for (const [key, fact] of Object.entries(service)) {
    if (key === "image" || !isFact(fact) || fact.state === "unset") continue;
    add(3, `${key} ${printFact(fact)}`, fact.at.range);
  }
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === "object" && value !== null && "state" in value && "at" in value;
}

function printFact(fact: Fact<unknown>): string {
  return fact.state === "known" ? oneLine(JSON.stringify(printed(fact.value))) : fact.state;
}

/** Without places, and of objects only what says something. */
function printed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => printed(item));
  if (isFact(value)) return value.state === "known" ? printed(value.value) : value.state;
  if (typeof value !== "object" || value === null) return value;
  if ("text" in value && "at" in value) return value.text;
  const said = Object.entries(value).filter(([key, part]) => {
    return key !== "commands" && part !== undefined && part !== false && !(Array.isArray(part) && part.length === 0);
  });
  return Object.fromEntries(said.map(([key, part]) => [key, printed(part)]));
}

function oneLine(text: string): string {
  const line = text
    .split(/\n/)
    .map((part) => part.trim())
    .join(" ⏎ ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

function printRange({ start, end }: Range): string {
  return `${String(start.line + 1)}:${String(start.character + 1)}-${String(end.line + 1)}:${String(end.character + 1)}`;
}
