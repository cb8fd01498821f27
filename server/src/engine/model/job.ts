import type { Command } from "./command.ts";
import type { Fact, Item } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Service } from "./service.ts";

export type CiSystem = "github" | "gitlab" | "circleci" | "azure" | "jenkins";

/** A job of a CI workflow: where it runs and what it runs. */
export interface Job {
  readonly kind: "job";
  readonly system: CiSystem;
  readonly uri: string;
  readonly name: string;
  readonly at: Place;
  readonly entry: Place;
  /** False when the job's body comes from elsewhere and was not read: a reusable workflow, an orb, a remote include. */
  readonly complete: boolean;
  /** Labels or image names of the VM that the job runs on: `ubuntu-24.04`; every value of a literal matrix is listed. */
  readonly runsOn: Fact<readonly string[]>;
  /** The container that the steps run in. */
  readonly container: Service | undefined;
  readonly services: readonly Service[];
  /** The key above the services, if there is one. */
  readonly servicesAt: Place | undefined;
  /** Variables of the job and the blocks around it. */
  readonly environment: ReadonlyMap<string, Item<string>>;
  /** The condition of the job; only GitHub's is read. */
  readonly condition: Fact<string>;
  /** The environment that GitHub deploys to, which may ask for an approval. */
  readonly deployment: Fact<string>;
  readonly steps: readonly Step[];
  /** Commands of every step in order. */
  readonly commands: readonly Command[];
}

export interface Step {
  readonly name: string | undefined;
  readonly at: Place;
  readonly entry: Place;
  /** `actions/checkout@v4`, an orb command, a task: what runs instead of a script. */
  readonly uses: Fact<string>;
  /** The script as the shell receives it. */
  readonly script: Fact<string>;
  readonly shell: Fact<string>;
  /** The folder that the step or the blocks around it name; unset for that of the checkout. */
  readonly workingDirectory: Fact<string>;
  /** Variables of the step and the job. */
  readonly environment: ReadonlyMap<string, Item<string>>;
  /** Runs in the job's container, if the job has one. */
  readonly inContainer: boolean;
  /** The step has a condition. */
  readonly conditional: boolean;
  readonly commands: readonly Command[];
}
