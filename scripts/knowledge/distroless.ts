import { imageFacts } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import type { Check } from "./check.ts";

/** Looks for images and tags of Distroless that the table lacks. */
export const distrolessCheck: Check = {
  title: "Distroless images",
  needs: ["GoogleContainerTools/distroless"],
  run([repository], notes) {
    const rows = (repository?.read("README.md") ?? "").matchAll(/^\| (gcr\.io\/distroless\/\S+)\s*\| ([^|]+) \|/gm);
    let tags = 0;
    for (const [, name = "", written = ""] of rows) {
      for (const tag of written.split(",").map((one) => one.trim())) {
        tags += 1;
        const ours = imageFacts(`${name}:${tag}`);
        const release = /-debian(\d+)$/.exec(name)?.[1];
        if (!ours) notes.isNew(`${name}:${tag}`);
        else if (ours.version !== release) notes.differs(`${name} release`, ours.version ?? "none", release ?? "none");
      }
    }
    notes.compared(`${String(tags)} tags`);
  },
};
