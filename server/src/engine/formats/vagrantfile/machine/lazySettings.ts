import type { Setting } from "../../../model/machine.ts";

/**
 * Settings that are made when one is asked for, as few rules ask. A getter in an object literal would do, but V8 keeps
 * each one's closure, and all that it sees, until the next full garbage collection.
 */
export class LazySettings implements ReadonlyMap<string, Setting> {
  private made: ReadonlyMap<string, Setting> | undefined;
  private readonly make: () => ReadonlyMap<string, Setting>;

  constructor(make: () => ReadonlyMap<string, Setting>) {
    this.make = make;
  }

  private get map(): ReadonlyMap<string, Setting> {
    return (this.made ??= this.make());
  }

  get size(): number {
    return this.map.size;
  }

  get(name: string): Setting | undefined {
    return this.map.get(name);
  }

  has(name: string): boolean {
    return this.map.has(name);
  }

  keys(): MapIterator<string> {
    return this.map.keys();
  }

  values(): MapIterator<Setting> {
    return this.map.values();
  }

  entries(): MapIterator<[string, Setting]> {
    return this.map.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Setting]> {
    return this.map.entries();
  }

  forEach(callback: (value: Setting, key: string, map: ReadonlyMap<string, Setting>) => void): void {
    this.map.forEach(callback);
  }
}
