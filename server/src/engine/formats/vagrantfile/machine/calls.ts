import type { MachineCall } from "../../../model/machine.ts";
import { settingFrom, type CallRecord } from "../records.ts";
import type { FactMaker } from "./facts.ts";

/** A call as rules see it. */
export function callOf(record: CallRecord, make: FactMaker): MachineCall {
  const { name, nameSpan, entry, condition, options } = record;
  return {
    name,
    at: make.place(nameSpan),
    entry: make.place(entry),
    conditional: condition.length > 0,
    arguments: record.arguments.map((argument) => make.scalar(settingFrom(argument, name, entry))),
    settings: make.settings(options),
  };
}
