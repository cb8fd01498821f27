import { secretsInText } from "../../../facts/secretsInText.ts";
import { isSecretName } from "../../../knowledge/secretNames.ts";
import type { Document } from "../../../model/document.ts";
import type { Instruction, WrittenPair } from "../../../model/stage.ts";
import { contains } from "../../../model/place.ts";
import { defineRule, prose, type CheckContext } from "../../../rule.ts";

export default defineRule({
  id: "secret-in-build-variable",
  category: "dockerfile/variables",
  since: "0.1.0",
  severity: "warning",
  profile: "recommended",
  aliases: [
    ...["SecretsUsedInArgOrEnv", "DL3064", "DS-0031", "S6472", "tally/require-secret-mounts"],
    ...["tally/ruby/secrets-in-arg-or-env"],
  ],
  summary: "`ARG` or `ENV` holds a password, a token or a key",
  why: prose(
    "Variables of `ENV` are in the image, where everyone who can pull it reads them. Values of `ARG` are in its history and in the provenance of the build, although no container sees them.",
  ),
  instead: prose(
    "Hand a secret of the build in as a mount: `RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci`. A secret that the program needs belongs to the container: `environment`, `secrets` or a file that is mounted.",
  ),
  exceptions: prose(
    "Decided by the name, or by a password in an address. Names of files, public keys, users and settings about tokens are left out, as are empty values of `ENV`, paths, addresses without a password, switches and short numbers. An `ARG` without a default is information: whether its value is a secret is for the caller to know.",
  ),
  errors: ['Do not use ARG or ENV instructions for sensitive data (ENV "API_TOKEN")'],
  yieldsTo: ["secret-in-text"],
  sources: [
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    "https://docs.docker.com/build/building/secrets/",
  ],
  examples: {
    invalid: [
      {
        title: "Every container has the password, and everyone who has the image.",
        files: { Dockerfile: "FROM debian:13\nENV DB_HOST=db DB_PASSWORD=hunter2\n" },
        underline: "DB_PASSWORD",
      },
      {
        title: "The history of the image keeps the token that the build is given.",
        files: { Dockerfile: "FROM node:24\nARG NPM_TOKEN\nRUN npm ci\n" },
        underline: "NPM_TOKEN",
        severity: "info",
      },
      {
        title: "The address holds a password.",
        files: { Dockerfile: "FROM debian:13\nENV DATABASE_URL=postgres://shop:hunter2@db:5432/shop\n" },
        underline: "DATABASE_URL",
      },
      {
        title: "An argument of all stages.",
        files: { Dockerfile: "ARG API_KEY=5f2b8c1de0\nFROM debian:13\n" },
        underline: "API_KEY",
      },
    ],
    valid: [
      {
        title: "The variable names the file in which the secret is.",
        files: { Dockerfile: "FROM debian:13\nENV AUTH_TOKEN_FILE=/run/secrets/token DB_PASSWORD=/run/secrets/db\n" },
      },
      {
        title: "Keys that sign packages are public.",
        files: { Dockerfile: "FROM debian:13\nENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D PUBLIC_KEY=a\n" },
      },
      {
        title: "An empty value only shows that the program reads the variable.",
        files: { Dockerfile: 'FROM debian:13\nENV API_KEY= ADMIN_PASSWORD=""\n' },
      },
      {
        title: "A setting about tokens, and the name of a user.",
        files: { Dockerfile: "FROM debian:13\nENV TOKEN_TTL=3600 BASIC_AUTH_USER=app AUTH_ENABLED=true USE_AUTH=1\n" },
      },
    ],
  },
  check: {
    file(file, context) {
      if (file.kind !== "dockerfile") return;
      for (const instruction of file.head) checkInstruction(instruction, file, context);
      for (const { instructions } of file.stages) {
        for (const instruction of instructions) checkInstruction(instruction.trigger ?? instruction, file, context);
      }
    },
  },
});

function checkInstruction(instruction: Instruction, file: Document, { report }: CheckContext): void {
  const { keyword } = instruction;
  if (keyword !== "ARG" && keyword !== "ENV") return;
  for (const pair of instruction.parts().pairs) {
    const inAddress = passwordInAddress(pair);
    if (inAddress === undefined && (!isSecretName(pair.name) || isHarmless(keyword, pair))) continue;
    if (secretsInText(file).some(({ at }) => contains(pair.at.range, at.range))) continue;
    const { name, nameAt, value } = pair;
    report({
      at: nameAt,
      severity: value && inAddress !== "as the user" ? "warning" : "info",
      message:
        keyword === "ENV"
          ? `Everyone who has the image can read "${name}". Pass it to the container, or to a RUN as --mount=type=secret.`
          : `The history of the image keeps the value of "${name}". Pass it to the RUN as --mount=type=secret.`,
    });
  }
}

/** `postgres://app:hunter2@db/app`; a password that is the name of the user is only a default. */
function passwordInAddress({ value }: WrittenPair): "as the user" | "own" | undefined {
  const [, user, password] = /^["']?[a-z][\w+.-]*:\/\/([^\s:@/$]+):([^\s@/$]+)@/i.exec(value?.text ?? "") ?? [];
  if (user === undefined) return undefined;
  return user === password ? "as the user" : "own";
}

function isHarmless(keyword: string, { name, value }: WrittenPair): boolean {
  if (!value) return false;
  const text = value.text.replaceAll(/^["']|["']$/g, "");
  if (text === "") return keyword === "ENV" || value.text !== "";
  if (/^\$\{?\w+\}?$/.test(text))
    return keyword === "ENV" && !text.includes(name) && !isSecretName(text.replaceAll(/\W/g, ""));
  if (/^(?:true|false|yes|no|on|off|none|null|\d{1,5})$/i.test(text)) return true;
  if (/^(?:\/|\.{1,2}\/|~|[A-Za-z]:\\)/.test(text)) return true;
  if (/^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*(?:[/:]|$)(?!.*@)/i.test(text)) return true;
  return /KEYS?$/i.test(name) && /^(?:0x)?[0-9A-F]{16,40}(?:\s+(?:0x)?[0-9A-F]{16,40})*$/.test(text);
}
