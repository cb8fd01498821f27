import { parseArgs } from "node:util";
import { createEngine } from "../../engine/index.ts";
import { UsageError, type Command } from "../command.ts";
import { exitCode } from "../exitCode.ts";

export const explain: Command = {
  name: "explain",
  summary: "print the page of a rule or of a topic",
  usage: "Usage: bulkhead explain <rule|topic>\n\nWithout a name: all rules, one a line.",
  run(argv, io) {
    const [id, ...more] = parseArgs({ args: [...argv], allowPositionals: true }).positionals;
    if (more.length > 0) return Promise.reject(new UsageError("One rule or topic at a time."));

    const engine = createEngine();
    const page =
      id === undefined
        ? engine.rules.map((rule) => `${rule.id}  ${rule.summary}\n`).join("")
        : (engine.rulePage(id) ?? engine.topicPage(id));
    if (page === undefined) {
      io.stderr.write(`There is no rule or topic "${id}". \`bulkhead explain\` lists the rules.\n`);
      return Promise.resolve(exitCode.failed);
    }
    io.stdout.write(page);
    return Promise.resolve(exitCode.clean);
  },
};
