/** The kind of a setting's value. Each format has one reader per kind, so a setting of a known kind needs no code. */
export type SettingKind =
  | "text"
  | "image"
  | "boolean"
  | "integer"
  | "cpus"
  | "bytes"
  | "seconds"
  | "texts"
  | "distinctTexts"
  | "textOrTexts"
  | "environment"
  | "labels"
  | "sysctls"
  | "envFiles"
  | "command"
  | "entrypoint"
  | "healthcheck"
  | "build"
  | "intent"
  | "dependencies"
  | "hostEntries"
  | "devices"
  | "deviceRequests"
  | "networkMode"
  | "networks"
  | "networkAliases"
  | "ulimits"
  | "mounts"
  | "ports"
  | "plain"
  | "deploy";

/** The kind of thing that the value names. */
export type SettingReference = "service" | "network" | "volume" | "file" | "profile" | "stage";

/** CI systems that describe containers in YAML. */
export type ContainerSystem = "github" | "gitlab" | "circleci" | "azure";

/** One setting of a container, in every spelling that we read. */
export interface ContainerSetting {
  /** The name in the model. */
  readonly field: string;
  /** The key below a Compose service, or below the setting that the table belongs to. */
  readonly compose?: string;
  /** Long options of `docker run`, without dashes. The first is the usual one. */
  readonly flags?: readonly string[];
  /** The short option of the first flag. */
  readonly short?: string;
  /** The key in a CI system's description of a container. A dot leads to a nested key. */
  readonly ci?: Readonly<Partial<Record<ContainerSystem, string>>>;
  /** The property in `devcontainer.json`. */
  readonly devcontainer?: string;
  readonly kind: SettingKind;
  readonly reference?: SettingReference;
  /** The Compose key that replaces a deprecated setting. */
  readonly deprecated?: string;
  /** The hover topic that explains the setting. */
  readonly topic?: string;
  /** One sentence for hovers and completion. */
  readonly summary: string;
}

/** How Compose writes the values of a kind, where that is more than one text, list or mapping. */
export interface KindForm {
  /** Entries have names that the author chooses, and settings of their own. */
  readonly isNamed?: boolean;
  /** A list of `NAME=value` is the same as a mapping. */
  readonly isAssigned?: boolean;
  /** A text is the same as a list of one. */
  readonly isTextOrList?: boolean;
}

export const kindForms: Readonly<Partial<Record<SettingKind, KindForm>>> = {
  textOrTexts: { isTextOrList: true },
  envFiles: { isTextOrList: true },
  environment: { isAssigned: true },
  labels: { isAssigned: true },
  sysctls: { isAssigned: true },
  dependencies: { isNamed: true },
  networks: { isNamed: true },
  ulimits: { isNamed: true },
};
