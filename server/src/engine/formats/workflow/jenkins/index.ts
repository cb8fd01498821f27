import { restOfLine } from "../../../model/text/restOfLine.ts";
import type { Comment, ReadProblem } from "../../../model/document.ts";
import type { Job } from "../../../model/job.ts";
import { oversize } from "../../../model/text/oversize.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { placeComments } from "./comments.ts";
import { maximumDepth, readGroovy } from "./groovy.ts";
import { readJenkinsJobs } from "./read.ts";

export interface Jenkinsfile {
  readonly jobs: readonly Job[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadProblem[];
}

/** Reads a pipeline by its text; never throws. */
export function readJenkinsfile(source: SourceText): Jenkinsfile {
  const tooLarge = oversize(source);
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

function problemAt(
  source: SourceText,
  kind: ReadProblem["kind"],
  message: string,
  offset: number,
  fatal: boolean,
): ReadProblem {
  return { kind, message, range: restOfLine(source, offset), fatal };
}
