import { URI } from "vscode-uri";
import type { FileKind } from "../model/document.ts";
import type { CiSystem } from "../model/job.ts";
import { memo } from "../model/memo.ts";

export interface KindEntry {
  readonly kind: FileKind;
  readonly system?: CiSystem;
  /**
   * Only `**`, `*` and `{a,b}`, the common part of picomatch and of VS Code's document selectors. Matched against the
   * whole path with case and with dot folders (`dot: true` where a library asks).
   */
  readonly globs: readonly string[];
  /** Endings of names that the globs match although the file is something else. */
  readonly refused: readonly string[];
  /** The text must look like this too; without it the name alone decides. */
  readonly content?: (text: string) => boolean;
}

const templates = [".ejs", ".erb", ".hbs", ".j2", ".jinja", ".jinja2", ".mustache", ".t", ".template", ".tmpl", ".tpl"];
const prose = [".adoc", ".html", ".log", ".md", ".rst", ".txt"];
const leftovers = [".bak", ".diff", ".dockerignore", ".lock", ".orig", ".patch", ".rej", ".swp", "~"];
const data = [
  ".gz",
  ".json",
  ".png",
  ".properties",
  ".sha256",
  ".svg",
  ".tar",
  ".toml",
  ".xml",
  ".yaml",
  ".yml",
  ".zip",
];
const scripts = [".bash", ".bat", ".cjs", ".js", ".jsx", ".mjs", ".php", ".ps1", ".py", ".sh", ".ts", ".tsx"];
const compiled = [".c", ".cpp", ".cs", ".go", ".h", ".hpp", ".java", ".kt", ".rs", ".scala", ".swift"];
const notInstructions = [...templates, ...prose, ...leftovers, ...data, ...scripts, ...compiled];

/** Every file that Bulkhead reads, in order of precedence. */
export const fileKinds: readonly KindEntry[] = [
  { kind: "config", globs: ["**/bulkhead.config.{json,yaml,yml}"], refused: [] },
  {
    kind: "devcontainer",
    globs: ["**/.devcontainer/devcontainer.json", "**/.devcontainer/*/devcontainer.json", "**/.devcontainer.json"],
    refused: [],
  },
  {
    kind: "dockerfile",
    globs: [
      "**/{Dockerfile,dockerfile}",
      "**/Dockerfile.*",
      "**/Dockerfile-*",
      "**/Dockerfile_*",
      "**/*.{Dockerfile,dockerfile}",
      "**/Containerfile*",
    ],
    refused: [...notInstructions, ".rb", ".groovy"],
  },
  {
    kind: "dockerfile",
    globs: ["**/dockerfile-*"],
    refused: [...notInstructions, ".rb", ".groovy"],
    content: (text) => /^[ \t]*(?:FROM|ARG)[ \t]/im.test(text),
  },
  { kind: "vagrantfile", globs: ["**/Vagrantfile*"], refused: [...notInstructions, ".groovy"] },
  { kind: "workflow", system: "github", globs: ["**/.github/workflows/*.{yml,yaml}"], refused: [] },
  {
    kind: "workflow",
    system: "github",
    globs: ["**/action.{yml,yaml}"],
    refused: [],
    content: (text) => hasKey(text, "runs"),
  },
  {
    kind: "workflow",
    system: "gitlab",
    globs: ["**/*.gitlab-ci.{yml,yaml}", "**/.gitlab-ci-*.{yml,yaml}"],
    refused: [],
  },
  {
    kind: "workflow",
    system: "gitlab",
    globs: ["**/.gitlab/ci/**/*.{yml,yaml}", "**/.gitlab-ci/**/*.{yml,yaml}"],
    refused: [],
  },
  {
    kind: "workflow",
    system: "gitlab",
    globs: ["**/.gitlab/**/*.{yml,yaml}"],
    refused: [],
    content: (text) => /^ +(?:script|extends|trigger):/m.test(text),
  },
  {
    kind: "workflow",
    system: "circleci",
    globs: ["**/.circleci/*.{yml,yaml}"],
    refused: [],
    content: (text) => hasKey(text, "jobs"),
  },
  {
    kind: "workflow",
    system: "azure",
    globs: [
      "**/azure-pipelines*.{yml,yaml}",
      "**/.azure-pipelines*.{yml,yaml}",
      "**/.azure-pipelines/**/*.{yml,yaml}",
      "**/azure-pipelines/**/*.{yml,yaml}",
    ],
    refused: [],
    content: (text) => hasKey(text, "jobs|stages|steps|extends|pool"),
  },
  {
    kind: "workflow",
    system: "jenkins",
    globs: [
      "**/Jenkinsfile*",
      "**/{jenkinsfile,JenkinsFile,JENKINSFILE}",
      "**/*.{jenkinsfile,Jenkinsfile,jenkinsFile,JenkinsFile}",
    ],
    refused: notInstructions,
  },
  {
    kind: "compose",
    globs: [
      "**/compose*.{yml,yaml}",
      "**/docker-compose*.{yml,yaml}",
      "**/*-compose.{yml,yaml}",
      "**/*.compose.{yml,yaml}",
    ],
    refused: [],
    content: isCompose,
  },
];

const untitledLanguages: Readonly<Record<string, FileKind>> = {
  dockerfile: "dockerfile",
  dockercompose: "compose",
  vagrantfile: "vagrantfile",
  ruby: "vagrantfile",
};

/** Returns the kind of a document, by its name and, where names mislead, by its text; undefined if it is unsupported. */
export function kindOf(document: {
  readonly uri: string;
  readonly text: string;
  /** Counts for untitled documents only, which have no name yet. */
  readonly languageId?: string;
}): FileKind | undefined {
  const { scheme, path } = URI.parse(document.uri);
  const kind = scheme === "untitled" ? untitledKind(document) : entryOf(path, document.text)?.kind;
  return kind !== undefined && isTemplate(document.text, kind) ? undefined : kind;
}

/** True when a file of this name may be one of ours; its text may still say otherwise. */
export function isNamedLikeOurs(uri: string): boolean {
  const { path } = URI.parse(uri);
  return fileKinds.some((entry) => hasName(entry, path));
}

/** The CI system whose workflows have this name. */
export function workflowSystemOf(uri: string): CiSystem | undefined {
  const { path } = URI.parse(uri);
  return fileKinds.find((entry) => entry.system !== undefined && hasName(entry, path))?.system;
}

function untitledKind(document: { readonly text: string; readonly languageId?: string }): FileKind | undefined {
  const kind = untitledLanguages[document.languageId ?? ""];
  if (document.languageId === "ruby" && !document.text.includes("Vagrant.configure")) return undefined;
  if (kind === "compose" && !isCompose(document.text)) return undefined;
  return kind;
}

function entryOf(path: string, text: string): KindEntry | undefined {
  return fileKinds.find((entry) => hasName(entry, path) && (entry.content?.(text) ?? true));
}

function hasName(entry: KindEntry, path: string): boolean {
  if (entry.refused.some((suffix) => path.endsWith(suffix))) return false;
  return patternsOf(entry).some((pattern) => pattern.test(path));
}

const patternsOf = memo((entry: KindEntry) => entry.globs.map(globPattern));

function globPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*|\{[^{}]*\}|[.+^$()|[\]\\?]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "*") return "[^/]*";
    if (part.startsWith("{")) return `(?:${part.slice(1, -1).replaceAll(",", "|")})`;
    return `\\${part}`;
  });
  // A folder may have a line feed in its name.
  return new RegExp(`^/?${source}$`, "s");
}

/** A workflow's YAML may sit beside Compose files under a Compose name; `jobs` gives it away. */
function isCompose(text: string): boolean {
  if (hasKey(text, "jobs")) return false;
  return (
    hasKey(text, "include") ||
    /^(?:services|"services"|'services')[ \t]*:(?![ \t]*\[[^\]\n]*\])(?!\s*(?:#[^\n]*\n\s*)*- )/m.test(text)
  );
}

function hasKey(text: string, names: string): boolean {
  return new RegExp(`^["']?(?:${names})["']?[ \\t]*:`, "m").test(text);
}

/**
 * Fragments that another program turns into the file. The scripts of a workflow may rightly hold such marks, so there
 * only a line that begins with one counts.
 */
function isTemplate(text: string, kind: FileKind): boolean {
  const pattern = kind === "workflow" ? /^[ \t]*(?:<%|\{%[-+]?[ \t])/m : /<%|\{%[-+]?[ \t]/;
  return pattern.test(text);
}
