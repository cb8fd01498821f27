import { spawn } from "node:child_process";
import { once } from "node:events";
import { percentile } from "./measure.ts";
import { ratioRow, type Row } from "./table.ts";

const runs = 25;

/** From starting the server to its answer to `initialize`, against a Node that does nothing; taken in turn, by the clock. */
export async function startup(server: string): Promise<Row> {
  const bare: number[] = [];
  const answered: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push(await timed(["-e", "0"]));
    answered.push(await timed([server, "--stdio"], greeting()));
  }
  // Other processes on the machine only add time, so the fastest runs are the most reliable.
  const [base, start] = [percentile(bare, 0.2), percentile(answered, 0.2)];
  const what = `initialize answered (${start.toFixed(0)} ms), against node -e 0 (${base.toFixed(0)} ms)`;
  return ratioRow(what, start / base, 2.2);
}

/** Until the process has said something, where it is asked for something, else until its end. */
async function timed(args: readonly string[], input?: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  if (input === undefined) {
    await once(child, "exit");
    return performance.now() - started;
  }
  child.stdin.write(input);
  await once(child.stdout, "data");
  const elapsed = performance.now() - started;
  child.kill();
  await once(child, "exit");
  return elapsed;
}

function greeting(): string {
  const params = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  return `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
}
