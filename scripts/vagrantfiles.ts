import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createWorkspace, uriOf } from "../server/src/cli/workspace.ts";

const usage = `Usage: tsx scripts/vagrantfiles.ts FOLDER [OWNER+NAME...]

Counts the public Vagrantfiles that are read as a whole: files named Vagrantfile in the repositories of the folder (named
owner+name) but the given ones, sorted by path, each text once, at most 15 of a repository; of these 300, evenly spread.`;

const SAMPLE = 300;
const PER_REPOSITORY = 15;

const [folder, ...leftOut] = process.argv.slice(2);
if (folder === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const seen = new Set(leftOut.flatMap((name) => textsIn(resolve(folder, name))));
  const repositories = readdirSync(folder).toSorted();
  const found = repositories.filter((name) => !leftOut.includes(name)).flatMap((name) => newIn(resolve(folder, name)));
  const step = Math.max(1, found.length / SAMPLE);
  const sample = Array.from({ length: Math.min(SAMPLE, found.length) }, (_, index) => found[Math.floor(index * step)]);
  let whole = 0;
  for (const file of sample) if (file && (await isWhole(file))) whole += 1;
  console.log(`${String(whole)} of ${String(sample.length)} are read as a whole (${String(found.length)} found).`);

  function newIn(root: string): readonly { root: string; path: string }[] {
    const fresh = vagrantfilesIn(root).filter((path) => {
      const text = readFileSync(path, "utf8");
      return !seen.has(text) && seen.add(text);
    });
    return fresh.slice(0, PER_REPOSITORY).map((path) => ({ root, path }));
  }
}

function textsIn(root: string): readonly string[] {
  return vagrantfilesIn(root).map((path) => readFileSync(path, "utf8"));
}

function vagrantfilesIn(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name === "Vagrantfile");
  return files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
}

async function isWhole({ root, path }: { readonly root: string; readonly path: string }): Promise<boolean> {
  const workspace = createWorkspace(root);
  const { request, analysis } = await workspace.analyze(
    { uri: uriOf(path), text: readFileSync(path, "utf8") },
    root,
    [],
  );
  const machines = workspace.engine.printTree(request)?.match(/^machine .*$/gm) ?? [];
  const isBroken = analysis.findings.some(({ rule }) => rule === "syntax-error");
  return machines.length > 0 && !isBroken && machines.every((line) => line.includes(", complete"));
}
