import type { Dockerfile } from "../../model/document.ts";
import { keywords } from "../../model/keywords.ts";
import type { Place } from "../../model/place.ts";
import type { Instruction, Stage, WrittenWord } from "../../model/stage.ts";

/** A word in another case than its neighbours, and how it would look like them. */
export interface OddCase {
  readonly kind: "keyword" | "as" | "stage-name" | "protocol";
  readonly at: Place;
  readonly text: string;
  readonly expected: string;
  readonly stage: Stage;
}

/** Returns the words of a Dockerfile whose case BuildKit reports. */
export function oddCases(file: Dockerfile): readonly OddCase[] {
  const { source, stages } = file;
  const instructions = stages.flatMap((stage) =>
    stage.instructions
      .filter(({ keyword }) => keywords.has(keyword))
      .map((instruction) => ({ instruction, stage, text: source.slice(instruction.keywordAt.range) })),
  );
  const lower = instructions.filter(({ text }) => isLower(text)).length;
  const upper = instructions.filter(({ text }) => isUpper(text)).length;
  const expectedOf = (text: string): string => (lower > upper ? text.toLowerCase() : text.toUpperCase());
  return instructions.flatMap(({ instruction, stage, text }): readonly OddCase[] => {
    const expected = expectedOf(text);
    const keyword: readonly OddCase[] =
      text === expected ? [] : [{ kind: "keyword", at: instruction.keywordAt, text, expected, stage }];
    if (instruction.keyword === "FROM") return [...keyword, ...inFrom(text, instruction.parts().words, stage)];
    return instruction.keyword === "EXPOSE" ? [...keyword, ...protocols(instruction, stage)] : keyword;
  });
}

function inFrom(keyword: string, words: readonly WrittenWord[], stage: Stage): readonly OddCase[] {
  const [, as, name, ...rest] = words;
  if (!as || !name || rest.length > 0 || !/^as$/i.test(as.text)) return [];
  const expected = isLower(keyword) ? "as" : "AS";
  const isOdd = (isLower(keyword) || isUpper(keyword)) && as.text !== expected;
  const low = name.text.toLowerCase();
  return [
    ...(isOdd ? [{ kind: "as", at: as.at, text: as.text, expected, stage } as const] : []),
    ...(low === name.text ? [] : [{ kind: "stage-name", at: name.at, text: name.text, expected: low, stage } as const]),
  ];
}

function protocols(instruction: Instruction, stage: Stage): readonly OddCase[] {
  return instruction.parts().words.flatMap(({ text, at }): readonly OddCase[] => {
    const expected = text.toLowerCase();
    const isOdd = /^[\d-]+\/[a-z]+$/i.test(text) && expected !== text;
    return isOdd ? [{ kind: "protocol", at, text, expected, stage }] : [];
  });
}

function isLower(text: string): boolean {
  return text === text.toLowerCase();
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}
