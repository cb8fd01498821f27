import { Bench } from "tinybench";

export interface Task {
  readonly name: string;
  /** Preparation of a run that is not measured. */
  readonly prepare?: () => void;
  readonly run: () => unknown;
}

/** Medians of each task, one for each round. */
export type Timings = ReadonlyMap<string, readonly number[]>;

/** Milliseconds of processor time of this process: other processes have little influence on it, unlike on a clock. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Measures all tasks in turn, several times over: whatever slows the machine down for a while then meets all of them.
 * The compiler of JavaScript has to be done by the end of the warm-up: it works in threads of this process, so its time
 * would count for the task that happens to run.
 */
export async function measure(
  tasks: readonly Task[],
  rounds: number,
  iterations: number,
  warmup = 4 * iterations,
): Promise<Timings> {
  const timings = new Map<string, number[]>(tasks.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({
      now: cpuNow,
      time: 0,
      iterations,
      warmupTime: 0,
      warmupIterations: round === 0 ? warmup : 1,
      throws: true,
    });
    for (const { name, prepare, run } of tasks) {
      bench.add(name, () => void run(), prepare ? { beforeEach: prepare, async: false } : { async: false });
    }
    for (const { name, result } of await bench.run()) {
      if ("latency" in result) timings.get(name)?.push(result.latency.p50);
    }
  }
  return timings;
}

/** The median over the rounds of how many times as long the first task takes as the second. */
export function ratio(timings: Timings, task: string, base: string): number {
  const bases = timings.get(base) ?? [];
  return median((timings.get(task) ?? []).map((time, round) => time / (bases[round] ?? NaN)));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that at least this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
