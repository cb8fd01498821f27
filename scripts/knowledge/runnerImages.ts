import { parse } from "yaml";
import { runnerNamed } from "../../server/src/engine/knowledge/runners/index.ts";
import type { Check } from "./check.ts";

interface RunnerPage {
  readonly releases: readonly { readonly releaseCycle: string; readonly eol?: string | boolean }[];
}

/** Compares GitHub's labels with the table of its images, and their retirement with endoflife.date. */
export const runnerImagesCheck: Check = {
  title: "Runner labels",
  needs: ["actions/runner-images"],
  run([images], notes, open) {
    const rows = [...(images?.read("README.md") ?? "").matchAll(/^\| ([^|]+) \| (x64|arm64) \| ([^|]+) \|/gm)];
    let labels = 0;
    for (const [, image = "", architecture = "", written = ""] of rows) {
      const title = image.replace(/[![<].*/, "").trim();
      for (const [, label = ""] of written.matchAll(/`([^`]+)`/g)) {
        labels += 1;
        const ours = runnerNamed("github", label);
        if (!ours) notes.isNew(`${label}: ${title}, ${architecture}`);
        else if (ours.architecture !== architecture)
          notes.differs(`${label} architecture`, ours.architecture ?? "unknown", architecture);
        // `Ubuntu Slim` and `Xcode 27` do not name a release.
        else if (/^(?:Ubuntu|macOS|Windows)\b.*\d/.test(title) && !title.startsWith(ours.title))
          notes.differs(`${label} release`, ours.title, title);
      }
    }
    notes.compared(`${String(labels)} labels`);

    const page = open("endoflife-date/endoflife.date")?.read("products/github-actions-runner-images.md");
    const front = page?.split(/^---$/m)[1];
    const { releases } = (front === undefined ? { releases: [] } : parse(front, { schema: "core" })) as RunnerPage;
    for (const { releaseCycle, eol } of releases) {
      const ours = runnerNamed("github", releaseCycle.replace(/-arm64$/, ""))?.retires;
      if (typeof eol === "string" && ours !== eol) notes.differs(`${releaseCycle} retirement`, ours ?? "none", eol);
    }
  },
};
