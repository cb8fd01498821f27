import type { Range } from "vscode-languageserver-types";
import { everyBuildCheck, everyKicsRule } from "./foreign.ts";
import { originsOf } from "./origins.ts";
import type { IgnoreDirective } from "./directive.ts";
import { readDirectives } from "./read.ts";
import type { Document } from "../model/document.ts";
import { comparePositions } from "../model/place.ts";
import type { Place } from "../model/place.ts";
import type { Branch } from "../rule.ts";

/** What an ignore comment may suppress: a report of a branch, at any of these places. */
export interface Silenceable {
  readonly rule: { readonly id: string };
  readonly branch: Branch;
  readonly places: readonly Place[];
}

export interface Suppressions {
  /**
   * True if an ignore comment at any of the places, in any of their files, names the rule or an alias of the branch. Notes
   * the use.
   */
  silences(one: Silenceable): boolean;
  /** The file's ignore comments, those of other tools included. */
  ignoresIn(uri: string): readonly IgnoreDirective[];
  wasUsed(directive: IgnoreDirective, index: number): boolean;
}

interface NamedIgnore {
  readonly directive: IgnoreDirective;
  /** Of the id in the list of the directive. */
  readonly index: number;
}

/** Ignore comments of the analysed document and of the neighbours that a finding touches. */
export function createSuppressions(documentAt: (uri: string) => Document | undefined): Suppressions {
  const ignores = new Map<string, readonly IgnoreDirective[]>();
  const byName = new Map<string, ReadonlyMap<string, readonly NamedIgnore[]>>();
  const used = new Map<IgnoreDirective, Set<number>>();

  const ignoresIn = (uri: string): readonly IgnoreDirective[] => {
    const known = ignores.get(uri);
    if (known) return known;
    const document = documentAt(uri);
    const found = document ? readDirectives(document).ignores : [];
    ignores.set(uri, found);
    return found;
  };

  const namedIn = (uri: string): ReadonlyMap<string, readonly NamedIgnore[]> => {
    const known = byName.get(uri);
    if (known) return known;
    const found = groupedByName(ignoresIn(uri));
    byName.set(uri, found);
    return found;
  };

  const withOrigins = (place: Place): readonly Place[] => {
    const document = documentAt(place.uri);
    return document ? [place, ...originsOf(document, place)] : [place];
  };

  return {
    ignoresIn,
    silences(one) {
      const names = namesOf(one);
      const hits = one.places
        .flatMap(withOrigins)
        .flatMap(({ uri, range }) =>
          names.flatMap((name) => namedIn(uri).get(name) ?? []).filter(({ directive }) => isAbout(directive, range)),
        );
      for (const { directive, index } of hits) used.set(directive, (used.get(directive) ?? new Set()).add(index));
      return hits.length > 0;
    },
    wasUsed: (directive, index) => used.get(directive)?.has(index) ?? false,
  };
}

/** A finding belongs to the line on which it begins. */
function isAbout({ wholeFile, covers }: IgnoreDirective, { start }: Range): boolean {
  if (wholeFile) return true;
  return covers !== undefined && comparePositions(covers.start, start) <= 0 && comparePositions(start, covers.end) <= 0;
}

/** By tool and id. */
function groupedByName(ignores: readonly IgnoreDirective[]): ReadonlyMap<string, readonly NamedIgnore[]> {
  const groups = new Map<string, NamedIgnore[]>();
  for (const directive of ignores) {
    for (const [index, { text }] of directive.ids.entries()) {
      const name = `${directive.tool} ${text}`;
      const group = groups.get(name);
      if (group) group.push({ directive, index });
      else groups.set(name, [{ directive, index }]);
    }
  }
  return groups;
}

/**
 * Our comments name the rule, those of other tools an alias. KICS names its rules by UUIDs, and may name none;
 * BuildKit has names such as `FromAsCasing`, and a word for all of them.
 */
function namesOf({ rule, branch: { aliases = [] } }: Silenceable): readonly string[] {
  const isOfKics = aliases.some((alias) => /^[\da-f]{8}-[\da-f]{4}-/.test(alias));
  const isOfBuildKit = aliases.some((alias) => /^(?:[A-Z]+[a-z]+){2,}$/.test(alias));
  const foreign = [...aliases, ...(isOfKics ? [everyKicsRule] : []), ...(isOfBuildKit ? [everyBuildCheck] : [])];
  return [`bulkhead ${rule.id}`, ...foreign.map((alias) => `other ${alias}`)];
}
