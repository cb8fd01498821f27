/** A program that runs as long as its machine or container does. */
export interface Daemon {
  /** The software's name, as used by the image table. */
  readonly id: string;
  /** For messages: `PostgreSQL`. */
  readonly title: string;
  /** Programs that start it, without folder. */
  readonly programs: readonly string[];
  /** Further forms: the whole command line, words joined by one blank, programs without folder. */
  readonly alsoAs?: RegExp;
  /** What the program does when nothing on its command line says otherwise. Absent: its configuration decides. */
  readonly bare?: "foreground" | "background";
  /** On the arguments, joined by one blank: it stays. */
  readonly stays?: RegExp;
  /** On the arguments, joined by one blank: it forks to the background and the container ends. */
  readonly forks?: RegExp;
  /** In a configuration file: it stays. */
  readonly staysByConfig?: RegExp;
  /** In the configuration file that its arguments name: it forks to the background. */
  readonly forksByConfig?: RegExp;
  /** Arguments that only print or check something, so nothing is started. */
  readonly passing?: RegExp;
  /** The command for a container, when there is one that needs no more than the program. */
  readonly foreground?: readonly string[];
  /** Unit and init script names, without `.service`. */
  readonly units: readonly string[];
  /** What asks it to finish its work and end; `SIGTERM` for most. */
  readonly stopSignal: string;
  /** Folders with state that should outlive the container. */
  readonly data: readonly string[];
  readonly ports: readonly number[];
  /** MiB in use by a small instance with its defaults. */
  readonly memory?: MemoryRange;
  /** The image to run it from. */
  readonly image?: string;
  readonly source: string;
}

export interface MemoryRange {
  readonly from: number;
  readonly to: number;
  /** `estimate`: ours, for orientation. `documented`: from `source`. */
}
