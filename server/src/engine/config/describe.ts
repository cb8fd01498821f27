import type { Config, Origin } from "./resolve.ts";

/** One value in force, as a person reads it. */
export interface DescribedValue {
  /** As in a configuration file, dotted: `rules.privileged-container`. */
  readonly key: string;
  /** JSON. */
  readonly value: string;
  readonly origin: Origin;
}

/** Every value of a configuration with its origin; keys without a value are left out. */
export function describeConfig(config: Config): readonly DescribedValue[] {
  const { enable, profile, exclude, requireReason, failOn, dataDate, engine, hostMemory, inlineIgnore } = config;
  const images = config.images.map(({ pattern, ...facts }) => [`images.${pattern}`, facts] as const);
  const values: readonly (readonly [string, unknown])[] = [
    ["enable", enable],
    ["profile", profile],
    ...Object.entries(config.rules).map(([id, severity]) => [`rules.${id}`, severity] as const),
    ["exclude", exclude.length > 0 ? exclude : undefined],
    ...images,
    ["engine", engine],
    ["host.memory", hostMemory === undefined ? undefined : sizeText(hostMemory)],
    ["dataDate", dataDate],
    ["requireReason", requireReason],
    ["failOn", failOn],
    ["inlineIgnore", inlineIgnore ? undefined : false],
  ];
  return values
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({
      key,
      value: JSON.stringify(value),
      origin: config.origins.get(key === "host.memory" ? "host" : key) ?? "default",
    }));
}

/** In the largest unit that leaves no fraction. */
function sizeText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = bytes;
  let unit = 0;
  while (unit + 1 < units.length && size > 0 && size % 1024 === 0) {
    size /= 1024;
    unit += 1;
  }
  return `${size} ${units[unit] ?? "B"}`;
}
