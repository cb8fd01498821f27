import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { unreadReasons } from "../checkFiles.ts";
import { UsageError, type Command } from "../command.ts";
import { exitCode } from "../exitCode.ts";
import { readNodeFile } from "../../node/files.ts";
import { rootOf } from "../roots.ts";
import { createWorkspace, uriOf } from "../workspace.ts";

export const debug: Command = {
  name: "debug",
  summary: "show how a file is read: `bulkhead debug tree <file>`",
  usage: "Usage: bulkhead debug tree <file>",
  async run(argv, io) {
    const [what, file, ...more] = parseArgs({ args: [...argv], allowPositionals: true }).positionals;
    if (what !== "tree" || file === undefined || more.length > 0) throw new UsageError('Give "tree" and one file.');

    const path = resolve(io.cwd, file);
    const state = await readNodeFile(path);
    if (state.state !== "read") {
      io.stderr.write(`${file}: ${unreadReasons[state.reason]}\n`);
      return exitCode.failed;
    }
    const workspace = createWorkspace(io.cwd);
    const { request } = await workspace.analyze(
      { uri: uriOf(path), text: state.text },
      rootOf(path, false, io.cwd),
      [],
    );
    const tree = workspace.engine.printTree(request);
    if (tree === undefined) {
      io.stderr.write(`${file}: not a file that Bulkhead checks.\n`);
      return exitCode.failed;
    }
    io.stdout.write(tree.endsWith("\n") ? tree : `${tree}\n`);
    return exitCode.clean;
  },
};
