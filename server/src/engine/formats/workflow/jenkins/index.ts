import type { Comment, ReadProblem } from "../../../model/document.ts";
import type { Job } from "../../../model/job.ts";
import type { SourceText } from "../../../model/sourceText.ts";
import { placeComments } from "./comments.ts";
import { maximumDepth, readGroovy } from "./groovy.ts";
import { readJenkinsJobs } from "./read.ts";

export interface Jenkinsfile {
  readonly jobs: readonly Job[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadProblem[];
}

const maximumText = 1024 * 1024;
const maximumLine = 256 * 1024;

/** Reads a pipeline by its text; never throws. */
export function readJenkinsfile(source: SourceText): Jenkinsfile {
  const tooLarge = sizeProblem(source);
  if (tooLarge) return { jobs: [], comments: [], problems: [tooLarge] };

  const { items, comments, unterminated, depth } = readGroovy(source.text);
  if (depth > maximumDepth) {
    const message = `Brackets nest deeper than ${String(maximumDepth)} levels; the file is not analysed.`;
    return { jobs: [], comments: [], problems: [problemAt(source, "too-deep", message, 0, true)] };
  }
  return {
    jobs: readJenkinsJobs(source, items),
    comments: placeComments(source, comments, items),
    problems:
      unterminated === undefined
        ? []
        : [problemAt(source, "syntax", "This text never ends; what follows it is not analysed.", unterminated, false)],
  };
}

function sizeProblem(source: SourceText): ReadProblem | undefined {
  if (source.text.length > maximumText) {
    return problemAt(source, "too-large", "This file is larger than 1 MB and is not analysed.", 0, true);
  }
  for (let line = 0; line < source.lineCount; line += 1) {
    const start = source.lineStart(line);
    if (source.lineStart(line + 1) - start <= maximumLine) continue;
    return problemAt(
      source,
      "line-too-long",
      "This line is longer than 256 KB; the file is not analysed.",
      start,
      true,
    );
  }
  return undefined;
}

function problemAt(
  source: SourceText,
  kind: ReadProblem["kind"],
  message: string,
  offset: number,
  fatal: boolean,
): ReadProblem {
  const { line } = source.positionAt(offset);
  const end = source.lineStart(line) + source.lineText(line).length;
  return { kind, message, range: source.rangeAt(offset, Math.min(end, offset + 200)), fatal };
}
