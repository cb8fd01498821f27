import { imageFacts, knownRepositories } from "../../server/src/engine/knowledge/images/imageFacts.ts";
import type { Check } from "./check.ts";
import { compareDockerfile } from "./compareDockerfile.ts";
import { compareBase } from "./compareBase.ts";
import { builtFacts } from "./dockerfile.ts";

const dockerfileAddress = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/[^/]+\/(.*dockerfile[^/]*)$/i;

/** Compares the images whose source is one Dockerfile with that file, as it is in the checkout. */
export const vendorImagesCheck: Check = {
  title: "Images of vendors",
  needs: [],
  run(_, notes, open) {
    let images = 0;
    for (const { name, source } of knownRepositories) {
      const [, repository = "", path = ""] = dockerfileAddress.exec(source) ?? [];
      const ours = name.includes("*") ? undefined : imageFacts(name);
      const text = repository === "" || !ours ? undefined : open(repository)?.read(path);
      const built = text === undefined ? undefined : builtFacts(text);
      if (!ours || !built) continue;
      images += 1;
      const below = built.from === undefined ? undefined : imageFacts(built.from);
      // An image on another image of its maker is not followed.
      if (below) compareBase(name, ours, below, notes);
      compareDockerfile(name, "latest", ours, [built], notes);
    }
    notes.compared(`${String(images)} images`);
  },
};
