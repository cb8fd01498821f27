import { parse } from "yaml";
import { dataDate } from "../../server/src/engine/knowledge/dataDate.ts";
import { lifeCycles } from "../../server/src/engine/knowledge/endOfLife/endOfLife.ts";
import type { LifeCycle } from "../../server/src/engine/knowledge/endOfLife/lifeCycle.ts";
import type { Check, Notes } from "./check.ts";

/** Our names where endoflife.date has others. */
const pages: Readonly<Record<string, string>> = {
  alpine: "alpine-linux",
  amazonlinux: "amazon-linux",
  cassandra: "apache-cassandra",
  docker: "docker-engine",
  httpd: "apache-http-server",
  java: "eclipse-temurin",
  maven: "apache-maven",
  node: "nodejs",
  openjdk: "openjdk-builds-from-oracle",
  oraclelinux: "oracle-linux",
  photon: "vmware-photon",
  postgres: "postgresql",
  rockylinux: "rocky-linux",
  "windows-nanoserver": "windows-nano-server",
  "windows-servercore": "windows-server-core",
};

interface Release {
  readonly releaseCycle: string;
  /** A day, or whether it is over. */
  readonly eol?: string | boolean;
  readonly eoes?: string | boolean;
}

/** Compares the ends of life with endoflife.date. */
export const lifeCyclesCheck: Check = {
  title: "Ends of life",
  needs: ["endoflife-date/endoflife.date"],
  run([site], notes) {
    let releases = 0;
    for (const cycle of lifeCycles) {
      const theirs = releasesIn(site?.read(`products/${pages[cycle.name] ?? cycle.name}.md`));
      if (theirs) releases += compare(cycle, theirs, notes);
      else notes.isNew(`${cycle.name}: no page of that name`);
    }
    notes.compared(`${String(releases)} releases of ${String(lifeCycles.length)} products`);
  },
};

function releasesIn(page: string | undefined): readonly Release[] | undefined {
  const front = page?.split(/^---$/m)[1];
  if (front === undefined) return undefined;
  const { releases } = parse(front, { schema: "core" }) as { readonly releases: readonly Release[] };
  return releases.map((release) => ({ ...release, releaseCycle: String(release.releaseCycle) }));
}

function compare({ name, releases }: LifeCycle, theirs: readonly Release[], notes: Notes): number {
  // Our dates for Debian are those of its long-term support.
  const endOf = ({ eol, eoes }: Release): string | undefined =>
    [...(name === "debian" ? [eoes] : []), eol].find((day) => typeof day === "string") as string | undefined;
  const byVersion = new Map(theirs.map((release) => [release.releaseCycle, release]));
  let compared = 0;
  for (const { version, until } of releases) {
    const other = byVersion.get(version) ?? byVersion.get(version.replace(/^ltsc/, ""));
    if (!other) continue;
    compared += 1;
    const end = endOf(other);
    if (until !== end && !(until === undefined && other.eol === false))
      notes.differs(`${name} end of life`, `${version} ${until ?? "none"}`, end ?? String(other.eol));
  }
  const known = new Set(releases.map(({ version }) => version.replace(/^(?:ltsc|stream)/, "")));
  const added = theirs
    .filter(({ releaseCycle }) => !known.has(releaseCycle))
    .filter((release) => (endOf(release) ?? (release.eol === true ? "" : "9999")) >= dataDate)
    .map((release) => `${release.releaseCycle} ${endOf(release) ?? "no date"}`);
  if (added.length > 0) notes.isNew(`${name}: ${added.join(", ")}`);
  return compared;
}
