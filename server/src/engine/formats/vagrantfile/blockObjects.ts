import { settingOf, type SettingRecord } from "./records.ts";
import { derivedText, scalarOf, textOf, type Call, type RubyObject, type Value } from "./ruby/values.ts";

/** Takes everything and keeps nothing: a block whose settings no one asks for. */
export const sink: RubyObject = {
  isConfigured: true,
  send(call) {
    call.block?.();
    return undefined;
  },
};

/** What a provider's block speaks to: writes, `customize` of VirtualBox, and tables such as `vmx["memsize"]`. */
export function createProvider(settings: SettingRecord[], path = ""): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      if (call.name === "[]=") return recordEntry(call, path, settings);
      if (/^\w+=$/.test(call.name)) {
        settings.push(settingOf(call, path + call.name.slice(0, -1)));
        return undefined;
      }
      if (call.name === "customize") return recordCustomize(call, settings);
      call.block?.();
      const isTable = call.arguments.length === 0 && /^[a-z_]\w*$/.test(call.name);
      return isTable
        ? { kind: "object", object: createProvider(settings, `${path}${call.name}.`), span: call.head }
        : undefined;
    },
  };
}

function recordEntry(call: Call, path: string, settings: SettingRecord[]): undefined {
  const key = textOf(call.arguments[0]?.value);
  if (key !== undefined) settings.push(settingOf(call, path + key));
  return undefined;
}

/** `customize ["modifyvm", :id, "--memory", "512", …]` gives `modifyvm --memory` and so on. */
function recordCustomize(call: Call, settings: SettingRecord[]): undefined {
  const list = call.arguments.find(({ value }) => value.kind === "list")?.value;
  if (list?.kind !== "list") return undefined;
  const [command] = list.items;
  const subject = command && textOf(command);
  if (subject === undefined) return undefined;
  list.items.forEach((item, index) => {
    const flag = textOf(item);
    if (index === 0 || flag === undefined || !flag.startsWith("--")) return;
    const [name = flag, written] = flag.split(/=(.*)/s);
    const value = written === undefined ? list.items[index + 1] : derivedText(written, item.span);
    settings.push(customization(`${subject} ${name}`, item, value, call));
  });
  return undefined;
}

function customization(name: string, flag: Value, next: Value | undefined, call: Call): SettingRecord {
  const isValue = next !== undefined && !(textOf(next)?.startsWith("--") ?? false);
  const value: Value = isValue ? next : { kind: "nil", span: flag.span };
  const { head, statement, conditional } = call;
  return { name, nameSpan: flag.span, value, use: value.span, head, entry: statement, conditional };
}

/** What a provisioner's block speaks to: writes, and the methods of the docker provisioner. */
export function createProvisioner(options: SettingRecord[], images: SettingRecord[]): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      if (/^\w+=$/.test(call.name)) {
        options.push(settingOf(call, call.name.slice(0, -1)));
        return undefined;
      }
      if (call.name === "pull_images") {
        for (const { value, span } of call.arguments) images.push(imageOf(value, span, call));
      } else if (call.name === "run") {
        recordRun(call, images);
      }
      call.block?.();
      return undefined;
    },
  };
}

/** `run "name", image: "redis"`; without `image:` the name is the image. */
function recordRun(call: Call, images: SettingRecord[]): void {
  const option = call.options.findLast((pair) => scalarOf(pair.key) === "image");
  if (option) {
    images.push({ ...imageOf(option.value, option.use, call), nameSpan: option.keySpan });
    return;
  }
  const [first] = call.arguments;
  if (first && call.optionsComplete) images.push(imageOf(first.value, first.span, call));
}

function imageOf(value: Value, use: SettingRecord["use"], call: Call): SettingRecord {
  return {
    name: "image",
    nameSpan: use,
    value,
    use,
    head: call.head,
    entry: call.statement,
    conditional: call.conditional,
  };
}
