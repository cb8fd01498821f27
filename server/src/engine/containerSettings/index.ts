import { boundarySettings } from "./boundary.ts";
import { processSettings } from "./process.ts";
import { buildSettings, deployLimits, deployReservations, deploySettings, resourceSettings } from "./resources.ts";
import { unreadSettings, type UnreadSetting } from "./unread.ts";
import { kindForms, type ContainerSetting, type KindForm } from "./setting.ts";

export type { ContainerSetting, ContainerSystem, SettingKind } from "./setting.ts";
export { unreadSettings } from "./unread.ts";
export { buildSettings, deployLimits, deployReservations, deploySettings };

/** Every setting of a container. The model, the readers, the options of `docker run` and the hovers derive from it. */
export const containerSettings = [...processSettings, ...boundarySettings, ...resourceSettings] as const;

const all: readonly ContainerSetting[] = containerSettings;

/** What hovers need of a setting. */
export type DescribedSetting = UnreadSetting;

const belowService: readonly (readonly [path: string, settings: readonly DescribedSetting[]])[] = [
  ["build.", buildSettings],
  ["deploy.", deploySettings],
  ["deploy.resources.limits.", deployLimits],
  ["deploy.resources.reservations.", deployReservations],
];

/**
 * Settings by the ids that formats report for a position: `compose:services.*.cap_add`, `docker-run:--cap-add`,
 * `docker-run:-v`, `devcontainer:capAdd`. If two settings share an id, the first one has it.
 */
export function settingsById(settings: readonly DescribedSetting[]): ReadonlyMap<string, DescribedSetting> {
  const byId = new Map<string, DescribedSetting>();
  for (const [path, table] of [["", [...settings, ...unreadSettings]] as const, ...belowService]) {
    for (const setting of table) {
      for (const id of idsOf(setting, path)) if (!byId.has(id)) byId.set(id, setting);
    }
  }
  return byId;
}

function idsOf({ compose, flags = [], short, devcontainer }: DescribedSetting, path: string): readonly string[] {
  return [
    ...(compose === undefined
      ? []
      : [`compose:services.*.${path}${compose}`, `compose:services.*.${path}${compose}.*`]),
    ...flags.map((flag) => `docker-run:--${flag}`),
    ...(short === undefined ? [] : [`docker-run:-${short}`]),
    ...(devcontainer === undefined ? [] : [`devcontainer:${path}${devcontainer}`]),
  ];
}

/** The option of `docker run` for a Compose key: `--cap-add`. */
export function flagOf(compose: string): string | undefined {
  const [flag] = all.find((setting) => setting.compose === compose)?.flags ?? [];
  return flag === undefined ? undefined : `--${flag}`;
}

/** The property of a devcontainer.json for a Compose key: `capAdd`. */
export function propertyOf(compose: string): string | undefined {
  return all.find((setting) => setting.compose === compose)?.devcontainer;
}

/** The Compose keys, of a service or of its `build`, with values of this form. */
export function composeKeys(form: keyof KindForm): readonly string[] {
  return [...all, ...buildSettings].flatMap(({ compose, kind }) =>
    compose !== undefined && kindForms[kind]?.[form] === true ? [compose] : [],
  );
}
