import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";
import { withoutGenerators } from "./withoutGenerators.ts";

/** The folder of the whole project. */
export const root = resolve(fileURLToPath(new URL("..", import.meta.url)));

/** The one copy of the Ruby parser, beside the bundles of the server; hosts read it on the first Vagrantfile. */
export const wasm = {
  from: createRequire(import.meta.url).resolve("@ruby/prism/src/prism.wasm"),
  to: join(root, "server/dist/prism.wasm"),
};

interface Bundle {
  readonly entry: string;
  readonly out: string;
  readonly host: "node" | "browser";
  readonly format: "cjs" | "iife";
  /** Modules that VS Code provides at run time. */
  readonly external?: readonly string[];
}

/** Everything that runs from a bundle. The extension takes its server from server/dist too, so it is built once. */
const product: readonly Bundle[] = [
  {
    entry: "client/src/node/main.ts",
    out: "dist/client/node.cjs",
    host: "node",
    format: "cjs",
    external: ["vscode"],
  },
  {
    entry: "client/src/browser/main.ts",
    out: "dist/client/browser.cjs",
    host: "browser",
    format: "cjs",
    external: ["vscode"],
  },
  { entry: "server/src/node/main.ts", out: "server/dist/server.cjs", host: "node", format: "cjs" },
  { entry: "server/src/browser/main.ts", out: "server/dist/worker.js", host: "browser", format: "iife" },
  { entry: "server/src/cli/main.ts", out: "server/dist/cli.cjs", host: "node", format: "cjs" },
];

/** The esbuild options of every product bundle; those whose entry does not exist are left out. */
export function productBundles(minify: boolean): readonly BuildOptions[] {
  return product
    .filter((bundle) => existsSync(join(root, bundle.entry)))
    .map((bundle) => ({ ...options(bundle), minify, sourcemap: minify ? false : "linked", metafile: true }));
}

/** The esbuild options of one bundle, for a product bundle or a suite that runs inside the editor. */
export function options(bundle: Bundle): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: bundle.out,
    bundle: true,
    format: bundle.format,
    external: [...(bundle.external ?? [])],
    legalComments: "none",
    logLevel: "warning",
    plugins: [withoutGenerators],
    ...(bundle.host === "node" ? forNode : forBrowser),
  };
}

const forNode: BuildOptions = {
  platform: "node",
  target: "node20",
  // CommonJS has no import.meta; the sources use it to find prism.wasm beside them.
  define: { "import.meta.url": "bundleUrl" },
  // The same code, but its build for Node asks for an environment variable at every token: a third of the parsing.
  alias: { yaml: join(root, "node_modules/yaml/browser/index.js") },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

const forBrowser: BuildOptions = {
  platform: "browser",
  target: "chrome122",
  inject: ["scripts/browserBuffer.ts"],
};
