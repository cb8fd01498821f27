import { readFileSync } from "node:fs";
import path from "node:path";
import { docsBase } from "../../server/src/engine/docs.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import type { Generated } from "./generated.ts";

interface Manifest {
  readonly contributes?: { readonly configuration?: { readonly properties?: Record<string, unknown> } };
}

const severities = ["off", "hint", "info", "warning", "error"];

/** The schema of the configuration file, and the same rules as the editor's setting. */
export function settings(root: string): Generated {
  const schemaPath = "server/bulkhead.config.schema.json";
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
  const properties = manifest.contributes?.configuration?.properties;
  if (properties) properties["bulkhead.rules"] = { ...rulesSchema(), default: {}, scope: "resource", order: 2 };
  return {
    files: [
      { path: "package.json", text: JSON.stringify(manifest, undefined, 2) },
      { path: schemaPath, text: JSON.stringify(configSchema(), undefined, 2) },
    ],
  };
}

function rulesSchema() {
  return {
    type: "object",
    markdownDescription: "Severity of each rule, or `off`. A rule named here speaks whatever the profile says.",
    additionalProperties: false,
    properties: Object.fromEntries(
      rules.map(({ id, summary, severity, profile }) => [
        id,
        {
          type: "string",
          enum: severities,
          default: severity,
          markdownDescription: `${summary}. Default ${severity}, profile ${profile}. [More](${docsBase}/${id}.md)`,
        },
      ]),
    ),
  };
}

function configSchema() {
  const profile = {
    type: "string",
    enum: ["essential", "recommended", "strict"],
    default: "recommended",
    markdownDescription:
      "`essential`: what fails or opens the host. `recommended`: and what is worth knowing. `strict`: and what is contested.",
  };
  const globs = { type: "array", items: { type: "string", minLength: 1 } };
  const names = { type: "array", items: { type: "string", minLength: 1 } };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Bulkhead configuration",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      profile,
      rules: rulesSchema(),
      exclude: { ...globs, markdownDescription: "Globs of files that are left alone, relative to this file." },
      overrides: {
        type: "array",
        markdownDescription: "Other profiles or severities for some files; the last match wins.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["files"],
          properties: { files: { anyOf: [{ type: "string", minLength: 1 }, globs] }, profile, rules: rulesSchema() },
        },
      },
      images: {
        type: "object",
        markdownDescription: "Facts about private base images, by pattern: `corp/base:*`.",
        additionalProperties: {
          type: "object",
          additionalProperties: false,
          required: ["family"],
          properties: {
            family: { type: "string", markdownDescription: "`debian`, `ubuntu`, `alpine`, `rhel`, `fedora` …" },
            version: { type: "string" },
            libc: { type: "string", enum: ["glibc", "musl", "none"] },
            packageManagers: names,
            shells: names,
          },
        },
      },
      host: {
        type: "object",
        additionalProperties: false,
        properties: { memory: { type: "string", markdownDescription: "Memory of the host: `16 GiB`." } },
      },
      dataDate: {
        type: "string",
        format: "date",
        markdownDescription:
          "The day on which end of life is judged. The default is the date of the shipped tables, never the clock.",
      },
      requireReason: { type: "boolean", default: false, markdownDescription: "Ignore comments must give a reason." },
      failOn: {
        type: "string",
        enum: ["never", "hint", "info", "warning", "error"],
        default: "error",
        markdownDescription: "The command line exits with 1 when a finding is at least this severe.",
      },
    },
  };
}
