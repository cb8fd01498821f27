import { endOfLifeOf } from "../endOfLife/endOfLife.ts";
import type { EndOfLife } from "../endOfLife/endOfLife.ts";
import { familyFacts, families } from "../images/family.ts";
import type { Family, PackageManager } from "../images/family.ts";
import { boxMakers } from "./names.ts";
import type { BoxMaker } from "./names.ts";

/** Known facts about a Vagrant box. Undefined is unknown. */
export interface BoxFacts {
  readonly name: string;
  readonly os: "linux" | "windows" | "bsd";
  /** As the image table names distributions; `windows`, `openbsd` … for systems that it does not hold. */
  readonly family: string;
  readonly version: string | undefined;
  readonly packageManagers: readonly PackageManager[] | undefined;
  readonly communicator: "ssh" | "winrm";
  /** Free maintenance of the system inside. */
  readonly life: EndOfLife | undefined;
  readonly providers: readonly string[] | undefined;
  readonly architectures: readonly string[] | undefined;
  /** A maintained box of the same kind, from the table of boxes that exist; never built from a pattern. */
  readonly replacement: string | undefined;
  readonly source: string;
}

/**
 * Boxes to move to, by distribution. Canonical publishes none from 24.04 on, so Ubuntu's is bento's.
 * https://github.com/rails/rails-dev-box/issues/215, https://github.com/chef/bento
 */
const replacements: Readonly<Record<string, string>> = {
  ubuntu: "bento/ubuntu-24.04",
  debian: "debian/bookworm64",
  centos: "almalinux/9",
  almalinux: "almalinux/9",
  rockylinux: "rockylinux/9",
};

const bsds = new Set(["freebsd", "openbsd", "netbsd", "dragonflybsd"]);

/** Every box of the table. */
export const knownBoxes: readonly BoxFacts[] = boxMakers.flatMap(readMaker);

const byName = new Map(knownBoxes.map((box) => [box.name.toLowerCase(), box]));

/** Facts of a box by its name, as `config.vm.box` gives it; undefined for a box that the table does not hold. */
export function boxFacts(name: string): BoxFacts | undefined {
  return byName.get(name.toLowerCase());
}

function readMaker({ boxes, providers, architectures, source }: BoxMaker): readonly BoxFacts[] {
  return boxes
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", family = "", written = "-"] = line.split(" | ");
      const version = written === "-" ? undefined : written;
      const windows = family === "windows";
      return {
        name,
        os: windows ? "windows" : bsds.has(family) ? "bsd" : "linux",
        family,
        version,
        packageManagers: windows ? [] : managersOf(family, version),
        communicator: windows ? "winrm" : "ssh",
        life: endOfLifeOf(windows ? "windows-server" : family, version),
        providers,
        architectures,
        replacement: replacements[family] === name ? undefined : replacements[family],
        source,
      };
    });
}

function managersOf(family: string, version: string | undefined): readonly PackageManager[] | undefined {
  return isFamily(family) ? familyFacts(family, version)?.packageManagers : undefined;
}

function isFamily(name: string): name is Family {
  return families.some(({ family }) => family === name);
}
