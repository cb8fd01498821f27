/** A program that installs the packages of a project's manifest into a folder beside it. */
export interface ProjectInstaller {
  readonly programs: RegExp;
  /** Without an argument only if `bare`. */
  readonly verbs: RegExp;
  readonly bare?: boolean;
  readonly folder: string;
  readonly manifest: string;
  /** Puts the packages elsewhere. */
  readonly elsewhere: RegExp;
  readonly source: string;
}

/** Checked on 2026-11-29. */
export const projectInstallers: readonly ProjectInstaller[] = [
  {
    programs: /^(?:npm|pnpm)$/,
    verbs: /^(?:ci|i|install|clean-install)$/,
    folder: "node_modules",
    manifest: "package.json",
    elsewhere: /^(?:-g|--global|--prefix|-C|--dir|--package-lock-only)/,
    source: "https://docs.npmjs.com/cli/v11/commands/npm-ci",
  },
  {
    programs: /^yarn$/,
    verbs: /^install$/,
    bare: true,
    folder: "node_modules",
    manifest: "package.json",
    elsewhere: /^(?:--cwd|--modules-folder|global|--version)/,
    source: "https://classic.yarnpkg.com/en/docs/cli/install",
  },
  {
    programs: /^composer$/,
    verbs: /^install$/,
    folder: "vendor",
    manifest: "composer.json",
    elsewhere: /^(?:-d|--working-dir)/,
    source: "https://getcomposer.org/doc/03-cli.md#install-i",
  },
];
