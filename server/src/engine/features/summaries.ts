import type { BaseImage } from "../facts/baseImage.ts";
import type { Box } from "../facts/machine/box.ts";
import { isEndOfLife, type EndOfLife } from "../knowledge/endOfLife/endOfLife.ts";
import { releaseTitle } from "../knowledge/endOfLife/titles.ts";
import type { HostedRunner } from "../knowledge/runners/index.ts";
import type { Named } from "./named.ts";

/** Joins what is known of an image, box or runner for the end of its line: `debian 12 · glibc · apt · until 2028-06`. */
export function labelOf(named: Named, day: string): string {
  const parts = named.kind === "runner" ? runnerLabel(named.runner, day) : labelParts(named.userland, day);
  return parts.join(" · ");
}

/** Joins the same into a sentence that begins with the name: `**postgres:17**: Debian 13, glibc, apt, supported until 2030-06`. */
export function summaryOf(named: Named, day: string): string | undefined {
  const { name } = named;
  const parts = named.kind === "runner" ? runnerSentence(named.runner, day) : sentenceParts(named.userland, day);
  return parts.length === 0 ? undefined : `**${name}**: ${parts.join(", ")}`;
}

/** Lines about the end of free maintenance of what the place names. */
export function livesOf(named: Named, day: string): readonly string[] {
  if (named.kind === "runner") {
    const { retires, moves, title } = named.runner;
    const verb = retires !== undefined && retires < day ? "have failed since" : "will fail from";
    return [
      ...(moves ? [`The label moves to newer releases; on ${day} it means ${title}.`] : []),
      ...(retires === undefined ? [] : [`Jobs with this label ${verb} ${retires}.`]),
    ];
  }
  return lives(named.userland).map(
    ({ name, version, until }) =>
      `Free maintenance of ${name} ${version} ${until !== undefined && until < day ? "ended" : "ends"} on ${until ?? "a date that is not set yet"}.`,
  );
}

function lives(userland: BaseImage | Box): readonly EndOfLife[] {
  const product = "productLife" in userland ? userland.productLife : undefined;
  return [userland.life, product].filter((one) => one !== undefined);
}

function labelParts(userland: BaseImage | Box, day: string): readonly string[] {
  const { family, version, life } = userland;
  const product = "productLife" in userland ? userland.productLife : undefined;
  const contents = contentsOf(userland);
  const isKnown = family !== undefined || userland.packageManagers !== undefined;
  if (!isKnown) return [];
  return [
    ...(family === undefined ? [] : [version === undefined ? family : `${family} ${version}`]),
    ...contents,
    ...(life?.until === undefined ? [] : [`until ${month(life.until)}`]),
    ...(isEndOfLife(product, day)
      ? [`${product?.name ?? ""} ${product?.version ?? ""} until ${month(product?.until)}`]
      : []),
  ];
}

function sentenceParts(userland: BaseImage | Box, day: string): readonly string[] {
  const { family, version, life } = userland;
  const product = "productLife" in userland ? userland.productLife : undefined;
  return [
    ...(family === undefined ? [] : [family === "scratch" ? "an empty base" : releaseTitle(family, version)]),
    ...contentsOf(userland),
    ...(life?.until === undefined ? [] : [supportOf(life, day)]),
    ...(product?.until === undefined
      ? []
      : [`${releaseTitle(product.name, product.version)} ${supportOf(product, day)}`]),
  ];
}

/** The C library and the package manager. Debian and Ubuntu share them, so a tag that may be either has them, too. */
function contentsOf({ libc, packageManagers }: BaseImage | Box): readonly string[] {
  return [
    ...(libc === undefined || libc === "none" || libc === "windows" ? [] : [libc]),
    ...(packageManagers === undefined ? [] : [packageManagers[0] ?? "no package manager"]),
  ];
}

function supportOf(life: EndOfLife, day: string): string {
  return isEndOfLife(life, day) ? `not supported since ${life.until ?? ""}` : `supported until ${month(life.until)}`;
}

function month(day: string | undefined): string {
  return (day ?? "").slice(0, "2028-06".length);
}

function runnerLabel({ title, architecture, kind, virtualization, system, retires }: HostedRunner, day: string) {
  return [
    title,
    ...(architecture === undefined ? [] : [architecture]),
    kind === "machine" ? "VM" : "container",
    ...(virtualization === true && system === "linux" ? ["KVM"] : []),
    ...(retires === undefined ? [] : [retirementOf(retires, day)]),
  ];
}

function runnerSentence(
  { title, architecture, kind, virtualization, system, docker, retires }: HostedRunner,
  day: string,
) {
  const name = system === "linux" ? "KVM" : "hardware virtualization";
  return [
    title,
    ...(architecture === undefined ? [] : [architecture]),
    kind === "machine" ? "virtual machine" : "container on a shared machine",
    ...(virtualization === undefined ? [] : [virtualization ? name : `no ${name}`]),
    ...(docker === undefined ? [] : [docker ? "Docker" : "no Docker"]),
    ...(retires === undefined ? [] : [retirementOf(retires, day)]),
  ];
}

function retirementOf(retires: string, day: string): string {
  return retires < day ? `retired ${retires}` : `until ${month(retires)}`;
}
