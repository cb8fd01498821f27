/** A machine that a CI system makes for one job. */
export interface HostedRunner {
  readonly system: "linux" | "windows" | "macos";
  readonly architecture: "x64" | "arm64" | undefined;
  /** True if guests can use the processor's virtualization; undefined if the sources differ or say nothing. */
  readonly virtualization: boolean | undefined;
  readonly kind: "machine" | "container";
  /** The system of the job, with its version: `Ubuntu 24.04`. */
  readonly title: string;
  /** The label means another release at another time: `ubuntu-latest`. */
  readonly moves: boolean;
  /** A Docker engine runs on it from the start; undefined is unknown. */
  readonly docker: boolean | undefined;
  /** The day on which jobs with this label fail, `YYYY-MM-DD`. */
  readonly retires: string | undefined;
  readonly source: string;
}

/** Labels of one kind of runner. */
export interface HostedLabels extends Pick<HostedRunner, "system" | "architecture" | "source"> {
  /** On the label in lower case; its groups, if there are some, are the parts of the version. */
  readonly label: RegExp;
  /** Before the version: `Ubuntu`. */
  readonly name: string;
  readonly virtualization?: boolean;
  readonly docker?: boolean;
  readonly kind?: HostedRunner["kind"];
  /** What `latest` means on the data date, or the only version that there is. */
  readonly version?: string;
}

/** Reads a label by the rows of its CI system; `retirements` are by label. */
export function readLabel(
  rows: readonly HostedLabels[],
  retirements: Readonly<Record<string, string>>,
  label: string,
): HostedRunner | undefined {
  const lower = label.toLowerCase();
  const row = rows.find((one) => one.label.test(lower));
  if (row === undefined) return undefined;
  const { system, architecture, virtualization, docker, kind = "machine", name, source } = row;
  const written = row.label
    .exec(lower)
    ?.slice(1)
    .filter((part: string | undefined) => part !== undefined)
    .join(".");
  const moves = written === "latest";
  const version = moves || !written ? row.version : written;
  return {
    system,
    architecture,
    virtualization,
    kind,
    title: version === undefined ? name : `${name} ${version}`,
    moves,
    docker,
    retires: Object.entries(retirements).find(
      ([start]) => lower === start || (/^[-:]/.test(lower.slice(start.length)) && lower.startsWith(start)),
    )?.[1],
    source,
  };
}
