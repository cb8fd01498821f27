import { callOf, recordedAt, settingsOf, writtenValue, type CallRecord, type SettingRecord } from "./records.ts";
import { always, type Condition } from "./ruby/conditions.ts";
import { derivedText, textOf, useOf, type Call, type RubyObject } from "./ruby/values.ts";

/** What is written and called in a block. */
export interface BlockRecords {
  readonly settings: SettingRecord[];
  readonly calls: CallRecord[];
}

/**
 * The parameter of a block whose statements set values or call methods: a provider, a provisioner, a trigger, a disk.
 * Tables such as `vmx["memsize"]` and VirtualBox's `customize` become settings. The block counts under `given`.
 */
export function createBlock(records: BlockRecords, given: Condition, path = ""): RubyObject {
  const { settings, calls } = records;
  return {
    isConfigured: true,
    send(call) {
      const { name, block } = call;
      if (name === "[]=") {
        const key = textOf(call.arguments[0]?.value);
        if (key !== undefined) settings.push(...settingsOf(call, path + key, given));
      } else if (/^\w+=$/.test(name)) {
        settings.push(...settingsOf(call, path + name.slice(0, -1), given));
      } else if (name === "customize") {
        recordCustomize(call, settings, given);
      } else if (!/^[a-z_]\w*$/.test(name)) {
        return undefined;
      } else if (call.arguments.length > 0 || block) {
        recordCall(call, path + name, calls, given);
      } else {
        const table = createBlock(records, given, `${path}${name}.`);
        return writtenValue(settings, path + name, call, given) ?? { kind: "object", object: table, span: call.head };
      }
      return undefined;
    },
  };
}

/** A call with its options; those that its block sets count too. */
export function recordCall(call: Call, name: string, calls: CallRecord[], given = always): void {
  const record = callOf(call, name, given);
  calls.push(record);
  const object = createBlock({ settings: record.options, calls }, call.condition, "");
  call.block?.now({ kind: "object", object, span: call.head });
}

/** `customize ["modifyvm", :id, "--memory", "512", …]` gives `modifyvm --memory` and so on. */
export function recordCustomize(call: Call, settings: SettingRecord[], given: Condition): void {
  const list = call.arguments.find(({ value }) => value.kind === "list")?.value;
  if (list?.kind !== "list") return;
  const [command] = list.items;
  const subject = command && textOf(command);
  if (subject === undefined) return;
  list.items.forEach((item, index) => {
    const flag = textOf(item);
    if (index === 0 || flag === undefined || !flag.startsWith("--")) return;
    const [name = flag, written] = flag.split(/=(.*)/s);
    const next = written === undefined ? list.items[index + 1] : derivedText(written, item.span);
    const isValue = next !== undefined && !(textOf(next)?.startsWith("--") ?? false);
    const nameSpan = useOf(list, index);
    settings.push({
      name: `${subject} ${name}`,
      nameSpan,
      value: isValue ? next : { kind: "nil", span: nameSpan },
      use: isValue && written === undefined ? useOf(list, index + 1) : nameSpan,
      ...recordedAt(call, given),
    });
  });
}
