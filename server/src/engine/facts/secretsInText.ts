import { secretShapes } from "../knowledge/secrets.ts";
import type { Document } from "../model/document.ts";
import { memo } from "../model/memo.ts";
import type { Place } from "../model/place.ts";

export interface WrittenSecret {
  /** As a message names it: `a GitHub token`. */
  readonly title: string;
  readonly text: string;
  readonly at: Place;
}

const key = "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----";
const shapes = new RegExp(
  `(?<![A-Za-z0-9_])(?:${secretShapes.map(({ pattern }) => `(${pattern})`).join("|")})(?![A-Za-z0-9_])|(${key})`,
  "g",
);
/** Found much faster than the shapes; most files have none of them. */
const beginnings =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|npm_|[sr]k_live_|AIza|dckr_pat_|PRIVATE KEY-----/;

/** Returns credentials that the text of a file shows, whatever they are for. Examples of documentation are left out. */
export const secretsInText = memo(({ source }: Document): readonly WrittenSecret[] => {
  const { text, uri } = source;
  if (!beginnings.test(text)) return [];
  return [...text.matchAll(shapes)].flatMap((match) => {
    const [found] = match;
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const isKey = index === secretShapes.length;
    if (isKey ? !hasBody(text.slice(match.index + found.length)) : isPlaceholder(found)) return [];
    const title = secretShapes[index]?.title ?? "a private key";
    return [{ title, text: found, at: { uri, range: source.rangeAt(match.index, match.index + found.length) } }];
  });
});

/** A line of Base64 follows soon, whether the lines are written out or joined by `\n`. */
function hasBody(rest: string): boolean {
  const runs = rest.slice(0, 400).split(/[^A-Za-z0-9+/=]+/);
  return runs.slice(0, 12).some((run) => run.length >= 40);
}

function isPlaceholder(text: string): boolean {
  const body = text.replace(/^[A-Za-z]+[-_](?:live_|pat_)?/, "");
  return /example|x{4}|your|abcdefghij|1234567890ab/i.test(text) || new Set(body).size < 6;
}
