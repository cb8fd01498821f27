import { hasDefault, isPredefined } from "../../../facts/dockerfile/undeclared.ts";
import type { Stage, VariableReference } from "../../../model/stage.ts";
import { closest } from "../../../model/text/closest.ts";
import { defineRule, prose } from "../../../rule.ts";

const predefined = ["PLATFORM", "OS", "ARCH", "VARIANT"].flatMap((name) => [`BUILD${name}`, `TARGET${name}`]);

export default defineRule({
  id: "undeclared-arg-in-from",
  category: "dockerfile/stages",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["UndefinedArgInFrom", "BASE_NAME_EMPTY"],
  fix: "behaviour",
  summary: "`FROM` uses an argument that no `ARG` above the first stage declares",
  why: prose(
    "`FROM` sees only arguments that are declared before the first `FROM`, and those that the builder gives. Any other is empty: the image or the platform lacks a part, and the build fails or takes another image.",
  ),
  instead: "Declare the argument before the first `FROM`: `ARG VERSION=3.22`.",
  exceptions: prose(
    "Ignored for `${NAME:-default}` and the like. If the rest is still a valid reference, it is a warning.",
  ),
  errors: [
    "base name ($IMAGE) should not be blank",
    "FROM argument 'IMAGE' is not declared",
    "empty platform value from expression",
  ],
  sources: [
    "https://docs.docker.com/reference/build-checks/undefined-arg-in-from/",
    "https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact",
  ],
  examples: {
    invalid: [
      {
        title: "A misspelt platform.",
        files: { Dockerfile: "FROM --platform=$BULIDPLATFORM golang:1.25\nRUN go build\n" },
        underline: "$BULIDPLATFORM",
        fixed: "FROM --platform=$BUILDPLATFORM golang:1.25\nRUN go build\n",
      },
      {
        title: "An ARG in a stage does not reach the next FROM.",
        files: { Dockerfile: "FROM golang:1.25 AS build\nARG TAG=3.22\nFROM alpine:${TAG}\n" },
        underline: "${TAG}",
      },
      {
        title: "Without the variable it is another image.",
        files: { Dockerfile: "ARG VARIANT=-slim\nFROM python:3.13${VARIENT}\n" },
        underline: "${VARIENT}",
        severity: "warning",
        fixed: "ARG VARIANT=-slim\nFROM python:3.13${VARIANT}\n",
      },
    ],
    valid: [
      { title: "The default makes it complete.", files: { Dockerfile: "FROM alpine:${TAG:-3.22}\n" } },
      { title: "Declared without a value.", files: { Dockerfile: "ARG IMAGE\nFROM $IMAGE\n" } },
      {
        title: "The builder gives the platform.",
        files: { Dockerfile: "FROM --platform=$BUILDPLATFORM golang:1.25\n" },
      },
    ],
  },
  check: {
    file(file, { edit, report }) {
      if (file.kind !== "dockerfile") return;
      const names = [...file.globalArgs.keys()];
      for (const stage of file.stages) {
        const from = stage.instructions[0];
        if (from?.keyword !== "FROM") continue;
        for (const reference of from.parts().references) {
          const { name, at } = reference;
          if (names.includes(name) || isPredefined(name) || hasDefault(reference)) continue;

          const meant = closest(name, [...names, ...predefined], name.length < 6 ? 1 : 2);
          report({
            at,
            severity: isComplete(stage, reference, file.source.slice(at.range)) ? "warning" : "error",
            message: `No ARG before the first FROM declares "${name}", so it is empty here. ${meant === undefined ? "Declare it there." : `Did you mean ${meant}?`}`,
            fixes:
              meant === undefined
                ? []
                : [
                    {
                      title: `Change to ${meant}`,
                      kind: "behaviour",
                      preferred: true,
                      edits: () => [edit.replaceText(at, file.source.slice(at.range).replace(name, meant))],
                    },
                  ],
          });
        }
      }
    },
  },
});

/** The image is a reference even if the variable is empty. */
function isComplete(stage: Stage, { at }: VariableReference, written: string): boolean {
  const words = stage.instructions[0]?.parts().words;
  const image = words?.[0];
  if (!image || at.range.start.character < image.at.range.start.character) return false;
  return /^[a-z0-9][\w./-]*(?::\w[\w.-]*)?$/.test(image.text.replaceAll(written, ""));
}
