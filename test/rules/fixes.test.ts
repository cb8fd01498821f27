import assert from "node:assert/strict";
import { knownBoxes, boxFacts } from "../../server/src/engine/knowledge/boxes/boxes.ts";
import { distributionImages, knownImages } from "../../server/src/engine/knowledge/endOfLife/images.ts";
import { distributionLifeCycles } from "../../server/src/engine/knowledge/endOfLife/distributions.ts";
import { endOfLifeOf, isEndOfLife } from "../../server/src/engine/knowledge/endOfLife/endOfLife.ts";
import { codenames } from "../../server/src/engine/knowledge/images/suites.ts";
import { dataDate } from "../../server/src/engine/knowledge/dataDate.ts";
import { dedent } from "../../server/src/engine/features/pages.ts";
import { rules } from "../../server/src/engine/rules/index.ts";
import { analyzeFiles, applyEdits, engine, engineFor, uriOf } from "../../scripts/examples.ts";

const images = new Set(knownImages());
/** Keys that a fix may add to a Compose service, or to a job. */
const serviceKeys = new Set([
  ...["cap_add", "devices", "device_cgroup_rules", "security_opt", "sysctls", "group_add"],
  ...["extra_hosts", "init", "ports", "services", "shm_size"],
  ...["runtime", "cap_drop", "read_only", "tmpfs", "pids_limit"],
]);

/** Fails if a text names an image, a box or a Compose key that the text before it lacks and no table holds. */
function assertKnownNames(before: string, after: string): void {
  for (const image of added(before, after, /^[ \t]*FROM (?:--\S+ )*(\S+)|^[ \t]*(?:- )?image: *["']?([^\s"',}]+)/gm))
    assert.ok(image.includes("$") || images.has(image), `no table holds the image ${image}`);
  for (const box of added(before, after, /\bbox = ["']([^"']+)/g))
    assert.ok(boxFacts(box), `no table holds the box ${box}`);
  for (const key of added(before, after, /^[ \t]+([a-z_]+):/gm))
    assert.ok(serviceKeys.has(key), `unexpected key ${key}`);
}

function added(before: string, after: string, pattern: RegExp): readonly string[] {
  const names = (text: string) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
  const known = new Set(names(before));
  return names(after).filter((name) => !known.has(name));
}

/** The analysed file after each fix of each finding, and files that a fix creates. */
function everyFix(files: Readonly<Record<string, string>>, using = engine): readonly string[] {
  const [analyzed = ""] = Object.keys(files);
  const text = dedent(files[analyzed] ?? "");
  return analyzeFiles(files, using).findings.flatMap((finding) =>
    finding.fixes().flatMap(({ edits, create }) => {
      const created = create.map((file) => file.text);
      const edited = edits.filter(({ uri }) => uri === uriOf(analyzed)).map((own) => applyEdits(text, own.edits));
      return [...edited, ...created];
    }),
  );
}

describe("fixes name only images and tags of a table or the file", () => {
  for (const rule of rules) {
    it(`in the examples of ${rule.id}`, () => {
      for (const { files } of [...rule.examples.invalid, ...rule.examples.valid]) {
        const [text = ""] = Object.values(files);
        for (const after of everyFix(files)) assertKnownNames(dedent(text), after);
      }
    });
  }

  const endOfLife = engineFor(rules.find(({ id }) => id === "end-of-life-os")!);

  it("for each release of each distribution", () => {
    let fixes = 0;
    for (const { name, releases } of distributionLifeCycles) {
      for (const { version } of releases) {
        const codename = codenames.find((one) => one.family === name && one.version === version)?.codename ?? version;
        for (const tag of [version, `${version}-slim`, `${version}-minimal`, codename, `${codename}-slim`]) {
          const text = `FROM ${name}:${tag}\nRUN apt-get update && yum install -y git\n`;
          for (const after of everyFix({ Dockerfile: text }, endOfLife)) {
            assertKnownNames(text, after);
            fixes += 1;
          }
        }
      }
    }
    assert.ok(fixes > 40, `only ${fixes} fixes`);
  });

  it("for each box", () => {
    for (const { name } of knownBoxes) {
      const text = `Vagrant.configure("2") do |config|\n  config.vm.box = "${name}"\nend\n`;
      for (const after of everyFix({ Vagrantfile: text }, endOfLife)) assertKnownNames(text, after);
    }
  });

  it("and each image of the table is a maintained release", () => {
    for (const { name, versions } of distributionImages) {
      for (const version of versions) {
        const life = endOfLifeOf(name, version);
        assert.ok(life && !isEndOfLife(life, dataDate), `${name}:${version}`);
      }
    }
  });
});
