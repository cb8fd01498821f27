import { bentoCheck, roboxCheck } from "./boxes.ts";
import type { Check } from "./check.ts";
import { distrolessCheck } from "./distroless.ts";
import { lifeCyclesCheck } from "./lifeCycles.ts";
import { capabilitiesCheck, sysctlsCheck } from "./linux.ts";
import { officialImagesCheck } from "./officialImages.ts";
import { runnerImagesCheck } from "./runnerImages.ts";
import { vendorImagesCheck } from "./vendorImages.ts";

/** Every table that has a source to compare it with. */
export const checks: readonly Check[] = [
  officialImagesCheck,
  vendorImagesCheck,
  distrolessCheck,
  lifeCyclesCheck,
  runnerImagesCheck,
  bentoCheck,
  roboxCheck,
  capabilitiesCheck,
  sysctlsCheck,
];
