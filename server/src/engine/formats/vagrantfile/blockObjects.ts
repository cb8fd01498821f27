import { callOf, recordedAt, settingsOf, writtenValue, type CallRecord, type SettingRecord } from "./records.ts";
import type { Condition } from "./ruby/conditions.ts";
import { derivedText, textOf, useOf, type Call, type RubyObject, type Span, type Value } from "./ruby/values.ts";

/** What an object does with statements besides recording settings. */
export interface Special {
  note(call: Call): void;
  call(call: Call, name: string): void;
}

/**
 * The parameter of a block whose statements set values or call methods: a provider, a provisioner, a trigger, a disk.
 * Tables such as `vmx["memsize"]` and VirtualBox's `customize` become settings. The block counts under `given`.
 */
export function createBlock(
  records: Pick<CallRecord, "options" | "calls">,
  given: Condition,
  path = "",
  special?: Special,
): RubyObject {
  const { options, calls } = records;
  return {
    isConfigured: true,
    send(call) {
      const { name } = call;
      if (isName(call)) {
        const table = createBlock(records, given, `${path}${name}.`, special);
        return writtenValue(options, path + name, call, given) ?? valueOf(table, call.head);
      }
      special?.note(call);
      const key = name === "[]=" ? textOf(call.arguments[0]?.value) : /^(\w+)=$/.exec(name)?.[1];
      if (key !== undefined) options.push(...settingsOf(call, path + key, given));
      else if (!isMethod(call)) return undefined;
      else if (special) special.call(call, path + name);
      else if (name === "customize") recordCustomize(call, options, given);
      else record(callOf(call, path + name, undefined, given), call, calls);
      return undefined;
    },
  };
}

/** A name without arguments and block: a table of settings, or what one holds. */
export function isName(call: Call): boolean {
  return call.arguments.length === 0 && call.block === undefined && isMethod(call);
}

/** A method of a configuration, not an operator or a question. */
function isMethod({ name }: Call): boolean {
  return /^[a-z_]\w*$/.test(name);
}

export function valueOf(object: RubyObject, span: Span): Value {
  return { kind: "object", object, span };
}

/** Adds a record, and to it what the block of its call sets. */
export function record(made: CallRecord, call: Call, calls: CallRecord[]): void {
  calls.push(made);
  call.block?.now(valueOf(createBlock(made, call.condition), call.head));
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
