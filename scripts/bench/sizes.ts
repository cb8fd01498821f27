import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bundles.ts";
import type { Row } from "./table.ts";

const limit = 2_000_000;

/** The archives that `npm run package` has made, if it has. */
export function sizes(): readonly Row[] {
  const archives = readdirSync(root).filter((name) => /\.(?:vsix|tgz)$/.test(name));
  if (archives.length === 0) return [{ what: "Archives", measured: "none: npm run package makes them" }];
  return archives.map((name) => {
    const { size } = statSync(join(root, name));
    return { what: name, budget: kilobytes(limit, "≤ "), measured: kilobytes(size), isWithin: size <= limit };
  });
}

function kilobytes(bytes: number, before = ""): string {
  return `${before}${(bytes / 1000).toFixed(0)} kB`;
}
