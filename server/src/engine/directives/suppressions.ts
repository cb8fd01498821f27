import type { Range } from "vscode-languageserver-types";
import { everyKicsRule } from "./foreign.ts";
import { originsOf } from "./origins.ts";
import { readDirectives, type IgnoreDirective } from "./read.ts";
import type { Document } from "../model/document.ts";
import { comparePositions } from "../model/place.ts";
import type { Place } from "../model/place.ts";
import type { RuleDefinition } from "../rule.ts";

export interface Suppressions {
  /** True when an ignore comment at any of these places, in any of their files, names the rule; notes the use. */
  silences(rule: RuleDefinition, places: readonly Place[]): boolean;
  /** The file's ignore comments, those of other tools included. */
  ignoresIn(uri: string): readonly IgnoreDirective[];
  wasUsed(directive: IgnoreDirective, index: number): boolean;
}

/** Ignore comments of the analysed document and of the neighbours that a finding touches. */
export function createSuppressions(documentAt: (uri: string) => Document | undefined): Suppressions {
  const ignores = new Map<string, readonly IgnoreDirective[]>();
  const used = new Map<IgnoreDirective, Set<number>>();

  const ignoresIn = (uri: string): readonly IgnoreDirective[] => {
    const known = ignores.get(uri);
    if (known) return known;
    const document = documentAt(uri);
    const found = document ? readDirectives(document).ignores : [];
    ignores.set(uri, found);
    return found;
  };

  const withOrigins = (place: Place): readonly Place[] => {
    const document = documentAt(place.uri);
    return document ? [place, ...originsOf(document, place)] : [place];
  };

  return {
    ignoresIn,
    silences(rule, places) {
      const hits = places.flatMap(withOrigins).flatMap(({ uri, range }) =>
        ignoresIn(uri)
          .filter((directive) => isAbout(directive, range))
          .flatMap((directive) => matching(directive, rule).map((index) => ({ directive, index }))),
      );
      for (const { directive, index } of hits) used.set(directive, (used.get(directive) ?? new Set()).add(index));
      return hits.length > 0;
    },
    wasUsed: (directive, index) => used.get(directive)?.has(index) ?? false,
  };
}

/** A finding is spoken of where it begins. */
function isAbout({ wholeFile, covers }: IgnoreDirective, { start }: Range): boolean {
  if (wholeFile) return true;
  return covers !== undefined && comparePositions(covers.start, start) <= 0 && comparePositions(start, covers.end) <= 0;
}

function matching(directive: IgnoreDirective, rule: RuleDefinition): readonly number[] {
  const names = directive.tool === "bulkhead" ? [rule.id] : foreignNames(rule);
  return directive.ids.flatMap(({ text }, index) => (names.includes(text) ? [index] : []));
}

/** KICS names its rules by UUIDs. */
function foreignNames({ aliases = [] }: RuleDefinition): readonly string[] {
  return aliases.some((alias) => /^[\da-f]{8}-[\da-f]{4}-/.test(alias)) ? [...aliases, everyKicsRule] : aliases;
}
