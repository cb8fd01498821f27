import { parseArgs } from "node:util";
import { closest, createEngine, topics, type Engine } from "../../engine/index.ts";
import { UsageError, type Command } from "../command.ts";
import { exitCode } from "../exitCode.ts";

export const explain: Command = {
  name: "explain",
  summary: "print the page of a rule or a topic",
  usage: "Usage: bulkhead explain [rule|topic]\n\nWithout a name: lists all rules and topics.",
  run(argv, io) {
    const [id, ...more] = parseArgs({ args: [...argv], allowPositionals: true }).positionals;
    if (more.length > 0) return Promise.reject(new UsageError("Give one rule or topic at a time."));

    const engine = createEngine();
    const page = id === undefined ? listOf(engine) : (engine.rulePage(id) ?? engine.topicPage(id));
    if (page === undefined) {
      io.stderr.write(`Unknown rule or topic "${id}".${guess(engine, id)} Run "bulkhead explain" to list them.\n`);
      return Promise.resolve(exitCode.failed);
    }
    io.stdout.write(page.endsWith("\n") ? page : `${page}\n`);
    return Promise.resolve(exitCode.clean);
  },
};

function listOf({ rules }: Engine): string {
  const width = Math.max(...[...rules, ...topics].map(({ id }) => id.length));
  const line = (id: string, text: string): string => `${id.padEnd(width)}  ${text}`;
  return [
    "Rules:",
    "",
    ...rules.map(({ id, summary }) => line(id, summary)),
    "",
    "Topics:",
    "",
    ...topics.map(({ id, title }) => line(id, title)),
    "",
  ].join("\n");
}

function guess({ rules }: Engine, id = ""): string {
  const meant = closest(
    id,
    [...rules, ...topics].map((one) => one.id),
  );
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}
