/** A text that people read. */
export interface Text {
  /** Path, or the name of the text. */
  readonly name: string;
  readonly text: string;
  /** Line of the file on which the text begins, 1-based. */
  readonly line?: number;
}

interface Avoided {
  readonly pattern: RegExp;
  readonly instead: string;
}

const avoided: readonly Avoided[] = [
  { pattern: /\b(?:speaks?|spoke|spoken|speaking)\b/gi, instead: '"reports", "applies to" or "mentions"' },
  { pattern: /\bstands?\b(?!-)|\bstood\b/gi, instead: '"is", "appears" or "means"' },
  { pattern: /\bmend(?:s|ed|ing)?\b/gi, instead: '"fix"' },
  { pattern: /\btells?\b|\btold\b/gi, instead: '"reports", "shows" or "logs"' },
  { pattern: /\bsilenc(?:e|es|ed|ing)\b/gi, instead: '"suppress"' },
  { pattern: /\b(?:nobody|somebody|whoever)\b/gi, instead: "a role (the user, an attacker) or the passive" },
  { pattern: /\bnone of (?:ours|theirs)\b/gi, instead: "the condition itself (unsupported, unknown)" },
  { pattern: /\banew\b/gi, instead: '"again"' },
  { pattern: /\bupon\b/gi, instead: '"on"' },
  { pattern: /\bat once\b/gi, instead: '"immediately" or "together"' },
  { pattern: /\bmere(?:ly)?\b/gi, instead: '"only"' },
  { pattern: /\b(?:leaves?|left) alone\b/gi, instead: '"skips" or "ignores"' },
  { pattern: /\b(?:is|are) no [a-z]+(?: [a-z]+)? (?:of|that)\b/gi, instead: '"is not a …" or "unknown …"' },
  {
    // Leftovers stay behind, and servers are behind a proxy.
    pattern:
      /(?<!\b(?:leav(?:es?|ing)|left|stays?) (?:[\w-]+ ){0,2})\bbehind\b(?! (?:an? |the )?(?:reverse |TLS )?(?:proxy|proxies|NAT|gateway|firewall|load balancer))/gi,
    instead: '"after" (in text) or "under" (a key)',
  },
];

/** Returns a complaint for each word to avoid, with its place. */
export function complaints({ name, text, line = 1 }: Text): readonly string[] {
  return prose(text)
    .split("\n")
    .flatMap((words, index) =>
      avoided.flatMap(({ pattern, instead }) =>
        [...words.matchAll(pattern)].map(
          ([found]) => `${name}:${line + index}: write ${instead} in place of "${found}"`,
        ),
      ),
    );
}

/** Removes code and quoted output, which are not our prose. The lines stay the same. */
function prose(text: string): string {
  return text
    .replaceAll(/^```[\s\S]*?^```/gm, (code) => code.replaceAll(/[^\n]/g, ""))
    .replaceAll(/`[^`\n]*`|<https?:[^>]*>|\]\([^)]*\)/g, "");
}
