import { readdirSync, readFileSync } from "node:fs";
import type { Text } from "./words.ts";

const folders = ["client/src", "server/bin", "server/src", "scripts", "test"];

/** Returns the comments and test titles of all source files. */
export function sourceTexts(): readonly Text[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map(
        (name) => `${folder}/${name.replaceAll("\\", "/")}`,
      ),
    )
    .filter((name) => /\.[jt]s$/.test(name) && !/\/(?:node_modules|fixtures|dist)\//.test(name))
    .flatMap((name) => textsOf(name, readFileSync(name, "utf8")));
}

/** Returns the comments and test titles of one file, each with its line. It looks at single lines: a parser takes ten times as long. */
export function textsOf(name: string, source: string): readonly Text[] {
  return source.split("\n").flatMap((line, index) => {
    const comment = /^\s*(?:\/\/|\/?\*)(.*)$/.exec(line)?.[1] ?? /[;,()[\]{}] \/\/ (.*)$/.exec(line)?.[1];
    const title = /^\s*(?:(?:describe|it)(?:\.\w+)?\()?(["'`])(.*)\1, (?:async )?(?:\(\)|function)/.exec(line)?.[2];
    const text = comment ?? title;
    return text === undefined ? [] : [{ name, text, line: index + 1 }];
  });
}
