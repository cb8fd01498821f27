export { contentProblems, type ContentChecks } from "./contentProblems.ts";
export { asText, FactReader, readItem, readParts, type ResolvedText, type ValueReader } from "./facts.ts";
export { hasUnreadableMerge, isMerge, mergedByName, mergedPairs, repeatedPairs, type MergedPair } from "./merge.ts";
export { dottedPath, pathAt, type PathStep } from "./path.ts";
export { withoutJsonComments } from "./json.ts";
export { readJson, readYaml } from "./read.ts";
export { scalarText, scalarValue } from "./scalar.ts";
export {
  entriesBelow,
  isEmpty,
  isNullScalar,
  pairOf,
  resolved,
  type YamlAlias,
  type YamlCollectionOrScalar,
  type YamlEntry,
  type YamlItem,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
  type YamlTree,
} from "./tree.ts";
