import type { FamilyFacts } from "./family.ts";
import type { Repository } from "./repository.ts";
import type { Base } from "./suites.ts";
import type { TagReading } from "./tag.ts";

const redHatLike = new Set(["rhel", "centos", "rockylinux", "almalinux", "oraclelinux", "fedora", "amazonlinux"]);
const nothing: Partial<FamilyFacts> = { packageManagers: [], shells: [], sh: undefined, init: "none" };

/** What the make of an image (`-minimal`, chiseled, debug …) changes of its distribution's facts. */
export function variantFacts(
  repository: Repository,
  tag: TagReading,
  base: Base | undefined,
  make: string | undefined,
): Partial<FamilyFacts> {
  if (base === undefined) return {};
  const own = repository.makes?.[base.family];
  const is = (word: string): boolean => make === word || own === word || tag.words.has(word);

  if (base.family === "distroless") return distroless(repository, tag, own === "static");
  if (make === "varied" || own === "varied") return { packageManagers: undefined, shells: undefined };
  if (make === "bare") return tag.words.has("dev") ? { shells: undefined } : nothing;
  if (tag.words.has("chiseled") || tag.words.has("distroless")) return nothing;
  if (redHatLike.has(base.family) || base.family === "sles") return redHat(base, is);
  if (base.family === "busybox") return busybox(tag);
  if (pwshImages.has(repository.name) && (base.family === "debian" || base.family === "ubuntu"))
    return { shells: ["sh", "bash", "pwsh"] };
  if (base.family === "alpine") return repository.bareAlpine === true ? {} : { shells: undefined };
  if (base.family === "windows-nanoserver" || base.family === "windows-servercore") return windows(repository);
  return {};
}

/** Debug images carry BusyBox under /busybox only, so `RUN` and a shell-form `CMD` still find no shell. */
function distroless(repository: Repository, tag: TagReading, isStatic: boolean): Partial<FamilyFacts> {
  const hasLibc = !isStatic && !repository.name.includes("/static");
  return { libc: hasLibc ? "glibc" : "none", shells: tag.words.has("debug") ? ["/busybox/sh"] : [] };
}

function redHat(base: Base, is: (word: string) => boolean): Partial<FamilyFacts> {
  if (is("micro")) return { packageManagers: [] };
  if (is("init")) return { init: "systemd" };
  const isSlim = base.family === "oraclelinux" && is("slim");
  const minimal = isSlim || is("minimal");
  if (!minimal) return {};
  if (base.family === "oraclelinux" && base.version === "7") return { packageManagers: ["yum"] };
  // Amazon Linux 2023's minimal image links dnf to microdnf, and Fedora's moved between programs.
  if (base.family === "amazonlinux") return base.version === "2023" ? { packageManagers: ["dnf", "microdnf"] } : {};
  return { packageManagers: base.family === "fedora" ? undefined : ["microdnf"] };
}

function busybox(tag: TagReading): Partial<FamilyFacts> {
  if (tag.words.has("musl")) return { libc: "musl" };
  if (tag.words.has("glibc")) return { libc: "glibc" };
  return tag.words.has("uclibc") ? { libc: "uclibc" } : {};
}

/** These images bring PowerShell 7 to a base that has no PowerShell of its own. */
const pwshImages = new Set(["mcr.microsoft.com/powershell", "mcr.microsoft.com/dotnet/sdk"]);

function windows(repository: Repository): Partial<FamilyFacts> {
  return pwshImages.has(repository.name) ? { shells: undefined } : {};
}
