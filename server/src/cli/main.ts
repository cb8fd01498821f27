import { main } from "./commandLine.ts";
import { processIo } from "./io.ts";

// A reader such as `head` may close the pipe before everything is written.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 2);
});

void main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
});
