import { createProvider, createProvisioner, createTrigger, recordCustomize, sink } from "./blockObjects.ts";
import {
  emptyRecords,
  flattened,
  optionsOf,
  recordedAt,
  settingsOf,
  writtenValue,
  type Definition,
  type ProviderRecord,
  type Recording,
  type Records,
} from "./records.ts";
import { always, common, type Condition } from "./ruby/conditions.ts";
import { textOf, type Argument, type Call, type RubyObject, type Span, type Value } from "./ruby/values.ts";

/** The constant `Vagrant`: `configure` with a block, and `Vagrant::Config.run` of the first version. */
export function createVagrant(recording: Recording, source: string): RubyObject {
  const configure = (call: Call): undefined => {
    recording.blocks.push({ ...recordedAt(call), head: { start: call.head.start, end: call.nameSpan.end } });
    call.block?.(valueOf(createConfig({ records: recording.shared, recording, source, given: always }), call.head));
    return undefined;
  };
  const legacy: RubyObject = {
    isConfigured: false,
    send: (call) => (call.name === "run" ? configure(call) : undefined),
  };
  return {
    isConfigured: false,
    send(call) {
      if (call.name === "Config" && call.arguments.length === 0) return valueOf(legacy, call.head);
      return call.name === "configure" ? configure(call) : undefined;
    },
  };
}

interface Scope {
  readonly records: Records;
  readonly recording: Recording;
  readonly source: string;
  /** What is said here counts as a part of something that counts under this. */
  readonly given: Condition;
}

/** The `config` of a block: each name on it is a namespace. */
function createConfig(scope: Scope): RubyObject {
  return {
    isConfigured: true,
    send: (call) => (isName(call) ? valueOf(createNamespace(scope, call.name), call.head) : undefined),
  };
}

function createNamespace(outer: Scope, path: string): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      const scope = scopeNow(outer);
      if (/^\w+=$/.test(call.name)) {
        scope.records.settings.push(...settingsOf(call, `${path}.${call.name.slice(0, -1)}`, scope.given));
        return undefined;
      }
      const method = path === "vm" ? MACHINE_METHODS.get(call.name) : undefined;
      if (method) return method(call, scope);
      if (path === "trigger" && (call.name === "before" || call.name === "after")) return recordTrigger(call, scope);
      if (!isName(call)) {
        call.block?.(valueOf(sink, call.head));
        return undefined;
      }
      const name = `${path}.${call.name}`;
      const written = writtenValue(scope.records.settings, name, call, scope.given);
      return written ?? valueOf(createNamespace(scope, name), call.head);
    },
  };
}

/** Inside of a machine's block the outer `config` shapes that machine too. */
function scopeNow(scope: Scope): Scope {
  const { current, shared } = scope.recording;
  return current && scope.records === shared ? { ...scope, records: current.records } : scope;
}

type Method = (call: Call, scope: Scope) => undefined;

const MACHINE_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["define", recordDefinition],
  ["provider", recordProvider],
  ["network", recordNetwork],
  ["synced_folder", recordFolder],
  ["provision", recordProvisioner],
  ["forward_port", recordForwardedPort],
  ["share_folder", recordSharedFolder],
  ["customize", recordCustomization],
]);

function recordDefinition(call: Call, scope: Scope): undefined {
  const [first] = call.arguments;
  if (!first) return undefined;
  const known = nameOf(first);
  const name = known ?? spelled(scope.source.slice(first.span.start, first.span.end));
  const before = scope.recording.definitions.get(name);
  const definition: Definition = before ?? {
    name,
    nameSpan: first.span,
    entry: call.statement,
    condition: call.condition,
    options: [],
    records: emptyRecords(),
  };
  definition.condition = common(definition.condition, call.condition);
  definition.options.push(...optionsOf(call.options, call.condition));
  if (!before) scope.recording.definitions.set(name, definition);
  if (known === undefined || !call.optionsComplete || (call.condition.length > 0 && !before))
    definition.records.unreadable.push(first.span);
  const { recording } = scope;
  const { current } = recording;
  recording.current = definition;
  call.block?.(valueOf(createConfig({ ...scope, records: definition.records }), call.head));
  recording.current = current;
  return undefined;
}

function recordProvider(call: Call, scope: Scope): undefined {
  const [first] = call.arguments;
  const name = first && nameOf(first);
  const overrides = emptyRecords();
  const override = valueOf(createConfig({ ...scope, records: overrides, given: call.condition }), call.head);
  if (!first || name === undefined) {
    scope.records.unreadable.push(call.head);
    call.block?.(valueOf(sink, call.head), override);
    return undefined;
  }
  const settings = optionsOf(call.options);
  scope.records.providers.push({ name, nameSpan: first.span, settings, overrides, ...recordedAt(call, scope.given) });
  call.block?.(valueOf(createProvider(settings, call.condition), call.head), override);
  return undefined;
}

/** `config.vm.customize ["modifyvm", …]` of the first configuration version, which knew VirtualBox only. */
function recordCustomization(call: Call, scope: Scope): undefined {
  const settings: ProviderRecord["settings"] = [];
  const overrides = emptyRecords();
  scope.records.providers.push({
    name: "virtualbox",
    nameSpan: call.nameSpan,
    settings,
    overrides,
    ...recordedAt(call, scope.given),
  });
  recordCustomize(call, settings, call.condition);
  call.block?.(valueOf(createProvider(settings, call.condition), call.head));
  return undefined;
}

const NETWORK_TYPES = new Map([
  ["forwarded_port", "forwarded_port"],
  ["private_network", "private_network"],
  ["public_network", "public_network"],
  // Of the first configuration version.
  ["hostonly", "private_network"],
  ["bridged", "public_network"],
] as const);

function recordNetwork(call: Call, scope: Scope): undefined {
  const [first, second] = call.arguments;
  const name = first && nameOf(first);
  const type = [...NETWORK_TYPES].find(([known]) => known === name)?.[1];
  if (!first || !type) {
    scope.records.unreadable.push(call.head);
    return undefined;
  }
  const options = optionsOf(call.options);
  if (second?.value.kind === "text") options.push(optionFrom("ip", second));
  scope.records.networks.push({
    type,
    nameSpan: first.span,
    options,
    complete: call.optionsComplete && !(second?.value.kind === "unknown"),
    ...recordedAt(call, scope.given),
  });
  return undefined;
}

/** `config.vm.forward_port 80, 8080` of the first configuration version. */
function recordForwardedPort(call: Call, scope: Scope): undefined {
  const [guest, host] = call.arguments;
  if (!guest || !host) return undefined;
  scope.records.networks.push({
    type: "forwarded_port",
    nameSpan: call.nameSpan,
    options: [optionFrom("guest", guest), optionFrom("host", host)],
    complete: true,
    ...recordedAt(call, scope.given),
  });
  return undefined;
}

function recordFolder(call: Call, scope: Scope): undefined {
  const [source, target, third] = call.arguments;
  addFolder(source, target, call, scope, third?.value.kind !== "unknown");
  return undefined;
}

/** `config.vm.share_folder "name", "/guest", "host"` of the first configuration version. */
function recordSharedFolder(call: Call, scope: Scope): undefined {
  const [, target, source] = call.arguments;
  addFolder(source, target, call, scope, true);
  return undefined;
}

function addFolder(
  source: Argument | undefined,
  target: Argument | undefined,
  call: Call,
  scope: Scope,
  complete: boolean,
): void {
  if (!source) return;
  scope.records.folders.push({
    source,
    target: target?.value.kind === "map" ? undefined : target,
    options: optionsOf(call.options),
    complete: complete && call.optionsComplete,
    ...recordedAt(call, scope.given),
  });
}

/** The first argument is the type, or a name when `type:` is given too. */
function recordProvisioner(call: Call, scope: Scope): undefined {
  const [first, second] = call.arguments;
  const options = optionsOf(call.options);
  const named = options.find((option) => option.name === "type");
  const written = first && nameOf(first);
  const type = named ? textOf(named.value) : written;
  if (!first || type === undefined) {
    scope.records.unreadable.push(call.head);
    call.block?.(valueOf(sink, call.head));
    return undefined;
  }
  const images: Records["provisioners"][number]["images"] = [];
  scope.records.provisioners.push({
    type,
    name: named ? written : undefined,
    nameSpan: first.span,
    options,
    complete: call.optionsComplete && second?.value.kind !== "unknown",
    images,
    ...recordedAt(call, scope.given),
  });
  call.block?.(valueOf(createProvisioner(options, images, call.condition), call.head));
  return undefined;
}

function recordTrigger(call: Call, scope: Scope): undefined {
  const actions = call.arguments.flatMap(({ value }) => (value.kind === "list" ? value.items : [value]));
  const options = [...flattened(optionsOf(call.options))];
  scope.records.triggers.push({
    when: call.name === "before" ? "before" : "after",
    actions: actions.flatMap((value) => textOf(value) ?? []),
    options,
    ...recordedAt(call, scope.given),
  });
  call.block?.(valueOf(createTrigger(options, call.condition), call.head));
  return undefined;
}

function optionFrom(name: string, { value, span }: Argument): Records["settings"][number] {
  return { name, nameSpan: span, value, use: span, head: span, entry: span, condition: always };
}

/** A name that cannot be read is spoken of as it is written: `node-#{i}`. */
function spelled(written: string): string {
  return written.replace(/^\w+\s*=\s*/, "").replace(/^:?(["'])(.*)\1$/, "$2");
}

function nameOf(argument: Argument): string | undefined {
  const { value } = argument;
  return value.kind === "number" ? String(value.value) : textOf(value);
}

function isName(call: Call): boolean {
  return call.arguments.length === 0 && call.block === undefined && /^[a-z_]\w*$/.test(call.name);
}

function valueOf(object: RubyObject, span: Span): Value {
  return { kind: "object", object, span };
}
