import type { PackageCommand } from "./packageManagement.ts";

/** Commands that ask before they change something. */
const asking: Readonly<Record<string, RegExp>> = {
  apt: /^(?:install|reinstall|upgrade|dist-upgrade|full-upgrade|remove|purge|autoremove|build-dep|satisfy)$/,
  yum: /^(?:install|groupinstall|localinstall|reinstall|update|upgrade|remove|erase|downgrade)$/,
  dnf: /^(?:install|groupinstall|localinstall|reinstall|update|upgrade|remove|erase|downgrade|distro-sync)$/,
  zypper: /^(?:install|in|remove|rm|source-install|si|patch|update|up|dup|dist-upgrade)$/,
  pacman: /^-[SRU](?![a-z]*[silgc])/,
};

/** Options that confirm, or that change nothing. */
const quiet: Readonly<Record<string, RegExp>> = {
  apt: /^(?:-[a-zA-Z]*y|--yes$|--assume-yes$|--force-yes$|-q=[2-9]|-[a-zA-Z]*[sd]|--(?:simulate|just-print|dry-run|recon|no-act|download-only|print-uris|assume-no|help)$)|assume-yes=(?:true|yes|1|on)/i,
  yum: /^(?:-[a-zA-Z]*y|--assumeyes$|--assumeno$|--downloadonly$|--help$)|assumeyes=(?:1|true|yes)/i,
  dnf: /^(?:-[a-zA-Z]*y|--assumeyes$|--assumeno$|--downloadonly$|--help$)|assumeyes=(?:1|true|yes)/i,
  zypper: /^(?:-[a-zA-Z]*[ny]|--non-interactive$|--no-confirm$|--dry-run$|-D$|--help$)/,
  pacman: /^(?:--noconfirm|--print|-p)$/,
};

/** True if a call of a package manager surely asks for confirmation. */
export function asksBefore({ manager, actionWord, options, command }: PackageCommand): boolean {
  const action = actionWord?.value;
  const [asks, confirms] = [asking[manager], quiet[manager]];
  if (action === undefined || !asks?.test(action) || !confirms) return false;
  const words = [...options, ...command.words.slice(1)];
  // Several options in one variable are one word here.
  const texts = words.flatMap(({ value, text }) => (value ?? text).split(/\s+/));
  if (texts.some((text) => confirms.test(text))) return false;
  if (manager === "apt" && quietness(options.map(({ text }) => text)) > 1) return false;
  return !words.some(({ value, text }) => value === undefined && mayBeOptions(text, text === command.words[1]?.text));
}

/** apt confirms with two options for quiet output: `-qq`, `-q -q`. */
function quietness(options: readonly string[]): number {
  const short =
    options
      .filter((text) => /^-[a-zA-Z]+$/.test(text))
      .join("")
      .split("q").length - 1;
  return short + options.filter((text) => text === "--quiet").length;
}

/** A variable of options by its name, or one in the place where options are common. */
function mayBeOptions(text: string, isFirst: boolean): boolean {
  return text.startsWith("$") && (isFirst || /opt|arg|flag|yes|param/i.test(text));
}
