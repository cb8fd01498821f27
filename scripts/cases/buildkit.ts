import * as v from "valibot";
import { readDockerfile } from "../../server/src/engine/formats/dockerfile/index.ts";
import type { Finding } from "../../server/src/engine/index.ts";
import { contains } from "../../server/src/engine/model/place.ts";
import { createSourceText } from "../../server/src/engine/model/text/sourceText.ts";
import { uriOf } from "../examples.ts";
import type { Adapter } from "./case.ts";
import type { Check } from "./compare.ts";
import { findingsByAlias } from "./dockerfileRules.ts";

const schema = v.array(
  v.object({
    id: v.string(),
    dockerfile: v.string(),
    dockerignore: v.nullable(v.string()),
    build_args: v.record(v.string(), v.string()),
    expected: v.array(v.object({ rule: v.string(), line: v.number() })),
    lines_checked: v.boolean(),
  }),
);

type BuildkitCase = v.InferOutput<typeof schema>[number];

/** Build checks that Bulkhead has under these names. */
const checks = new Set([
  ...["StageNameCasing", "FromAsCasing", "ConsistentInstructionCasing", "ExposeProtoCasing", "ExposeInvalidFormat"],
  ...["NoEmptyContinuation", "DuplicateStageName", "ReservedStageName", "JSONArgsRecommended", "MaintainerDeprecated"],
  ...["UndefinedArgInFrom", "InvalidDefaultArgInFrom", "WorkdirRelativePath", "UndefinedVar", "LegacyKeyValueFormat"],
  ...["MultipleInstructionsDisallowed", "RedundantTargetPlatform", "FromPlatformFlagConstDisallowed"],
  ...["SecretsUsedInArgOrEnv", "CopyIgnoredFile", "InvalidDefinitionDescription", "InvalidBaseImagePlatform"],
]);

/** Each case lists all build checks that report a Dockerfile, by the first line of the instruction. */
export const buildkit: Adapter = {
  name: "buildkit",
  check(json) {
    const findings = findingsByAlias((alias) => checks.has(alias));
    const numbers = new Map<string, number>();
    return v.parse(schema, json).flatMap((one): readonly Check[] => {
      const number = (numbers.get(one.id) ?? 0) + 1;
      numbers.set(one.id, number);
      const id = `${one.id}${number === 1 ? "" : `-${String(number)}`}`;
      return checksOf(one, id, findings(filesOf(one)));
    });
  },
};

function filesOf({ dockerfile, dockerignore, build_args }: BuildkitCase): Readonly<Record<string, string>> {
  const args = Object.entries(build_args).filter(([name]) => name !== "BUILDKIT_DOCKERFILE_CHECK");
  const check = build_args["BUILDKIT_DOCKERFILE_CHECK"];
  return {
    // The argument wins over the directive of the file.
    Dockerfile: check === undefined ? dockerfile : dockerfile.replace(/^\s*#\s*check=.*/, `# check=${check}`),
    ...(dockerignore !== null && { ".dockerignore": dockerignore }),
    ...(args.length > 0 && {
      "compose.yaml": JSON.stringify({
        services: { app: { build: { context: ".", args: Object.fromEntries(args) } } },
      }),
    }),
  };
}

function checksOf(one: BuildkitCase, id: string, findings: readonly Finding[]): readonly Check[] {
  const line = lineFinder(one.dockerfile);
  const found = findings.flatMap((finding) =>
    finding.aliases.filter((alias) => checks.has(alias)).map((rule) => ({ rule, line: line(finding) })),
  );
  const rules = new Set([...one.expected, ...found].map(({ rule }) => rule));
  const silence: Check[] = rules.size === 0 ? [{ id: `${id}/nothing`, rules: [], disagreement: undefined }] : [];
  return [
    ...silence,
    ...[...rules].map((rule): Check => {
      const of = (all: readonly { readonly rule: string; readonly line: number }[]): string =>
        all
          .filter((entry) => entry.rule === rule)
          .map((entry) => (one.lines_checked ? entry.line : 0))
          .sort((a, b) => a - b)
          .join(" ");
      const [wanted, has] = [of(one.expected), of(found)];
      const disagreement =
        wanted === has
          ? undefined
          : `${rule} wants lines [${wanted}], has [${has}], in ${JSON.stringify(one.dockerfile.slice(0, 300))}`;
      return { id: `${id}/${rule}`, rules: [wanted === "" ? `no ${rule}` : rule], disagreement };
    }),
  ];
}

/** The first line of the instruction that a finding is in. */
function lineFinder(text: string): (finding: Finding) => number {
  const { stages, head } = readDockerfile(createSourceText(uriOf("Dockerfile"), text));
  const instructions = [...head, ...stages.flatMap((stage) => stage.instructions)];
  return ({ range }) => {
    const own = instructions.find(({ at }) => contains(at.range, { start: range.start, end: range.start }));
    return (own?.at.range ?? range).start.line + 1;
  };
}
