import type { Setting, Settings } from "../../../model/machine.ts";

/**
 * Settings that are made when one is asked for, as few rules ask. A getter in an object literal would do, but V8 keeps
 * each one's closure, and all that it sees, until the next full garbage collection.
 */
export class LazySettings implements Settings {
  private made: ReadonlyMap<string, Setting> | undefined;
  private readonly make: () => ReadonlyMap<string, Setting>;

  constructor(make: () => ReadonlyMap<string, Setting>) {
    this.make = make;
  }

  get(name: string): Setting | undefined {
    return this.map.get(name);
  }

  has(name: string): boolean {
    return this.map.has(name);
  }

  values(): Iterable<Setting> {
    return this.map.values();
  }

  private get map(): ReadonlyMap<string, Setting> {
    return (this.made ??= this.make());
  }
}
