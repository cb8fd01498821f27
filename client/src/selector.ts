import { documentPatterns, neighbourPatterns, schemes, untitledLanguages } from "../../server/src/protocol.ts";

interface Filter {
  readonly scheme: string;
  readonly pattern?: string;
  readonly language?: string;
}

/** Documents that Bulkhead checks: by name, so that no language has to be contributed. */
export const selector: readonly Filter[] = [
  ...filters(documentPatterns),
  ...untitledLanguages.map((language) => ({ scheme: "untitled", language })),
];

/** Documents whose text the server follows. */
export const followed: readonly Filter[] = [...selector, ...filters(neighbourPatterns)];

function filters(patterns: readonly string[]): readonly Filter[] {
  return schemes.flatMap((scheme) => patterns.map((pattern) => ({ scheme, pattern })));
}
