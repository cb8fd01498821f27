import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { root } from "../bundles.ts";
import { absentLicences } from "./licences.ts";

/** The licences of every package that went into a bundle, as one text. */
export async function thirdPartyNotices(bundles: readonly Metafile[]): Promise<string> {
  const notices = await Promise.all(packageFolders(bundles).map(noticeOf));
  const intro = "Bulkhead contains code of the packages below. Each of them comes under its own licence.\n";
  return [intro, ...notices].join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolders(bundles: readonly Metafile[]): readonly string[] {
  const inputs = bundles.flatMap((bundle) => Object.keys(bundle.inputs));
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

async function noticeOf(folder: string): Promise<string> {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(await readFile(join(path, "package.json"), "utf8")) as Manifest;
  const file = (await readdir(path)).find((entry) => /^licen[cs]e\b/i.test(entry));
  const text = file === undefined ? absentLicences[name] : await readFile(join(path, file), "utf8");
  if (text === undefined) throw new Error(`${name} goes into a bundle but brings no licence text.`);
  return `${name} ${version} (${license})\n\n${text.replaceAll("\r\n", "\n").trim()}\n`;
}
