import { readdirSync } from "node:fs";
import { parse } from "yaml";
import { boxFacts } from "../../server/src/engine/knowledge/boxes/boxes.ts";
import type { Check } from "./check.ts";

/** Looks for boxes of Bento that the table lacks. */
export const bentoCheck: Check = {
  title: "Boxes of Bento",
  needs: ["chef/bento"],
  run([bento], notes) {
    const builds = parse(bento?.read("builds.yml") ?? "{}") as { readonly public?: readonly string[] };
    const names = (builds.public ?? []).map((name) => `bento/${name}`);
    for (const name of names.filter((one) => boxFacts(one) === undefined)) notes.isNew(name);
    notes.compared(`${String(names.length)} boxes`);
  },
};

/** Systems that the tables of distributions do not hold, or names that move. */
const leftAlone = /^generic\/(?:dragonflybsd|fedora|hardenedbsd\d*|opensuse42)$/;

/** Looks for boxes of Robox that the table lacks, and for some that were never built. */
export const roboxCheck: Check = {
  title: "Boxes of Robox",
  needs: ["lavabit/robox"],
  run([robox], notes) {
    const files = robox ? readdirSync(robox.folder).filter((file) => /^generic-.*\.json$/.test(file)) : [];
    const builders = files.flatMap((file) => {
      const { builders: list = [] } = JSON.parse(robox?.read(file) ?? "{}") as { builders?: { name?: string }[] };
      return list.flatMap(({ name }) => /^generic-([a-z0-9]+)-/.exec(name ?? "")?.[1] ?? []);
    });
    const names = new Set(builders.map((name) => `generic/${name}`));
    for (const name of names) if (!leftAlone.test(name) && boxFacts(name) === undefined) notes.isNew(name);
    notes.compared(`${String(names.size)} boxes`);
  },
};
