import { recordedAt, settingsOf, writtenValue, type SettingRecord } from "./records.ts";
import type { Condition } from "./ruby/conditions.ts";
import {
  derivedText,
  scalarOf,
  textOf,
  useOf,
  type Call,
  type RubyObject,
  type Span,
  type Value,
} from "./ruby/values.ts";

/** Takes everything and keeps nothing: a block whose settings no one asks for. */
export const sink: RubyObject = {
  isConfigured: true,
  send(call) {
    call.block?.();
    return undefined;
  },
};

/**
 * What a provider's block speaks to: writes, `customize` of VirtualBox, and tables such as `vmx["memsize"]`. The block
 * counts under `given`.
 */
export function createProvider(settings: SettingRecord[], given: Condition, path = ""): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      if (call.name === "[]=") return recordEntry(call, path, settings, given);
      if (/^\w+=$/.test(call.name)) {
        settings.push(...settingsOf(call, path + call.name.slice(0, -1), given));
        return undefined;
      }
      if (call.name === "customize") return recordCustomize(call, settings, given);
      call.block?.();
      if (call.arguments.length > 0 || !/^[a-z_]\w*$/.test(call.name)) return undefined;
      const name = path + call.name;
      const table = createProvider(settings, given, `${name}.`);
      return writtenValue(settings, name, call, given) ?? { kind: "object", object: table, span: call.head };
    },
  };
}

function recordEntry(call: Call, path: string, settings: SettingRecord[], given: Condition): undefined {
  const key = textOf(call.arguments[0]?.value);
  if (key !== undefined) settings.push(...settingsOf(call, path + key, given));
  return undefined;
}

/** `customize ["modifyvm", :id, "--memory", "512", …]` gives `modifyvm --memory` and so on. */
export function recordCustomize(call: Call, settings: SettingRecord[], given: Condition): undefined {
  const list = call.arguments.find(({ value }) => value.kind === "list")?.value;
  if (list?.kind !== "list") return undefined;
  const [command] = list.items;
  const subject = command && textOf(command);
  if (subject === undefined) return undefined;
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
  return undefined;
}

/** What a trigger's block speaks to: writes, and `ruby do …`. */
export function createTrigger(options: SettingRecord[], given: Condition): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      if (/^\w+=$/.test(call.name)) options.push(...settingsOf(call, call.name.slice(0, -1), given));
      else if (call.name === "ruby") options.push(...settingsOf(call, "ruby", given));
      return undefined;
    },
  };
}

/** What a provisioner's block speaks to: writes, and the methods of the docker provisioner. */
export function createProvisioner(options: SettingRecord[], images: SettingRecord[], given: Condition): RubyObject {
  const imageOf = (value: Value, use: Span, call: Call): SettingRecord => ({
    name: "image",
    nameSpan: use,
    value,
    use,
    ...recordedAt(call, given),
  });
  return {
    isConfigured: true,
    send(call) {
      if (/^\w+=$/.test(call.name)) {
        options.push(...settingsOf(call, call.name.slice(0, -1), given));
        return undefined;
      }
      if (call.name === "pull_images") {
        for (const { value, span } of call.arguments) images.push(imageOf(value, span, call));
      } else if (call.name === "run") {
        // `run "name", image: "redis"`; without `image:` the name is the image.
        const option = call.options.findLast((pair) => scalarOf(pair.key) === "image");
        const [first] = call.arguments;
        if (option) images.push({ ...imageOf(option.value, option.use, call), nameSpan: option.keySpan });
        else if (first && call.optionsComplete) images.push(imageOf(first.value, first.span, call));
      }
      call.block?.();
      return undefined;
    },
  };
}
