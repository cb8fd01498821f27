import { is, type Known } from "../../model/fact.ts";
import type { Machine } from "../../model/machine.ts";

/** Memory of all machines of a file under one provider. */
export interface ReservedMemory {
  readonly provider: string;
  readonly bytes: number;
  readonly machines: readonly { readonly machine: Machine; readonly memory: Known<number> }[];
}

/** The memory of the machines that start by default, as far as it is known: never more than they take. */
export function memoryByProvider(machines: readonly Machine[]): readonly ReservedMemory[] {
  // Only an option that cannot be read may keep a machine from starting.
  const started = machines.filter(({ autostart }) => autostart.state === "unset" || is(autostart, true));
  const names = new Set(started.flatMap(({ providers }) => providers.map(({ name }) => name)));
  return [...names].map((provider) => {
    const sized = started.flatMap((machine) => {
      const memory = machine.providers.findLast(({ name, conditional }) => name === provider && !conditional)?.memory;
      return memory?.state === "known" ? [{ machine, memory }] : [];
    });
    return { provider, machines: sized, bytes: sized.reduce((sum, { memory }) => sum + memory.value * 2 ** 20, 0) };
  });
}
