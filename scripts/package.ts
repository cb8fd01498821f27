import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { buildProduct } from "./build.ts";
import { root } from "./bundles.ts";
import { checkedSize, packExtension, packServer } from "./packaging/archives.ts";
import { thirdPartyNotices } from "./packaging/notices.ts";

try {
  const notices = await thirdPartyNotices(await buildProduct());
  const places = ["dist", "server/dist"].map((folder) => join(root, folder, "THIRD-PARTY-NOTICES.txt"));
  await Promise.all(places.map((place) => writeFile(place, notices)));
  for (const archive of [await packExtension(), packServer()]) {
    console.log(`${basename(archive)}: ${(checkedSize(archive) / 1000).toFixed(0)} kB`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
