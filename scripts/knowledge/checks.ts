import type { Check } from "./check.ts";
import { officialImagesCheck } from "./officialImages.ts";

/** Every table that has a source to compare it with. */
export const checks: readonly Check[] = [officialImagesCheck];
