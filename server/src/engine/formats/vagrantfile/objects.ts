import {
  nameOf,
  noteOld,
  recordFolder,
  recordForwardedPort,
  recordNetwork,
  recordSharedFolder,
  type ConfiguredBlock,
} from "./sharing.ts";
import { createBlock, recordCall, recordCustomize, type BlockRecords } from "./blockObjects.ts";
import {
  emptyRecords,
  flattened,
  optionsOf,
  recordedAt,
  settingsOf,
  writtenValue,
  type Definition,
  type Frame,
  type Recording,
  type Records,
} from "./records.ts";
import { always, common } from "./ruby/conditions.ts";
import { scalarOf, textOf, type Call, type RubyObject, type Span, type Value } from "./ruby/values.ts";

/** The constant `Vagrant`: `configure` with a block, and `Vagrant::Config.run` of the first version. */
export function createVagrant(recording: Recording, source: string): RubyObject {
  const { shared, blocks } = recording;
  const configure = (call: Call, version: 1 | 2): undefined => {
    const head = { start: call.head.start, end: call.nameSpan.end };
    blocks.push({ ...recordedAt(call), head });
    if (version === 1) {
      shared.oldCalls.push({ name: "Vagrant::Config.run", nameSpan: head, version, ...recordedAt(call) });
    }
    const frame: Frame = { kind: "configure", records: shared };
    readLater({ records: shared, recording, source, version, given: always, layer: {}, frame }, call);
  };
  const legacy: RubyObject = {
    isConfigured: false,
    send: (call) => (call.name === "run" ? configure(call, 1) : undefined),
  };
  return {
    isConfigured: false,
    send(call) {
      const [version] = call.arguments;
      if (call.name === "Config" && !version) return valueOf(legacy, call.head);
      if (call.name !== "configure") return undefined;
      return configure(call, version && String(scalarOf(version.value)) === "1" ? 1 : 2);
    },
  };
}

/** Reads a block when the code around it has ended; its last parameter configures `scope`. */
function readLater(scope: ConfiguredBlock, call: Call, ...before: readonly Value[]): void {
  const { recording, frame } = scope;
  const config = valueOf(createConfig(scope), call.head);
  call.block?.later([...before, config], (read) => {
    const outer = recording.frame;
    recording.frame = frame;
    read();
    recording.frame = outer;
  });
}

/** The `config` of a block: each name on it is a namespace. */
function createConfig(scope: ConfiguredBlock): RubyObject {
  return {
    isConfigured: true,
    send: (call) => (isName(call) ? valueOf(createNamespace(scope, call.name), call.head) : undefined),
  };
}

function createNamespace(scope: ConfiguredBlock, path: string): RubyObject {
  return {
    isConfigured: true,
    send(call) {
      const { settings, calls } = scope.records;
      const name = `${path}.${call.name}`;
      if (isName(call)) {
        return writtenValue(settings, name, call, scope.given) ?? valueOf(createNamespace(scope, name), call.head);
      }
      noteStray(call, scope);
      if (/^\w+=$/.test(call.name)) {
        settings.push(...settingsOf(call, name.slice(0, -1), scope.given));
        return undefined;
      }
      const method = METHODS.get(name);
      if (method) method(call, scope);
      else if (isMethod(call)) recordCall(call, name, calls, scope.given);
      return undefined;
    },
  };
}

/** In the block of a machine or provider only its own parameters configure it alone. */
function noteStray(call: Call, { recording: { frame }, frame: own }: ConfiguredBlock): void {
  if (!frame || frame === own || frame.kind === "configure") return;
  frame.records.strays.push({ inside: frame.kind, ...recordedAt(call) });
}

type Method = (call: Call, scope: ConfiguredBlock) => void;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["vm.define", recordDefinition],
  ["vm.provider", recordProvider],
  ["vm.network", recordNetwork],
  ["vm.synced_folder", (call, scope) => recordFolder(call, scope, call.arguments)],
  ["vm.provision", recordProvisioner],
  ["vm.forward_port", recordForwardedPort],
  ["vm.share_folder", recordSharedFolder],
  ["vm.customize", recordCustomization],
  ["trigger.before", recordTrigger],
  ["trigger.after", recordTrigger],
]);

function recordDefinition(call: Call, scope: ConfiguredBlock): void {
  const [first] = call.arguments;
  if (!first) return;
  const known = nameOf(first);
  const name = known ?? spelled(scope.source.slice(first.span.start, first.span.end));
  const { definitions } = scope.recording;
  const before = definitions.get(name);
  const definition: Definition = before ?? {
    name,
    nameSpan: first.span,
    entry: call.statement,
    condition: call.condition,
    options: [],
    records: emptyRecords(),
  };
  const { records } = definition;
  definition.condition = common(definition.condition, call.condition);
  definition.options.push(...optionsOf(call, call.condition));
  if (!before) definitions.set(name, definition);
  if (known === undefined || !call.optionsComplete || (call.condition.length > 0 && !before))
    records.unreadable.push(first.span);
  readLater({ ...scope, records, given: always, layer: {}, frame: { kind: "machine", records } }, call);
}

function recordProvider(call: Call, scope: ConfiguredBlock): void {
  const [first] = call.arguments;
  const name = first && nameOf(first);
  const overrides = emptyRecords();
  const records: BlockRecords = { settings: optionsOf(call), calls: [] };
  if (!first || name === undefined) scope.records.unreadable.push(call.head);
  else {
    const { settings, calls } = records;
    const { head, entry, condition } = recordedAt(call, scope.given);
    scope.records.providers.push({ name, nameSpan: first.span, settings, calls, overrides, head, entry, condition });
  }
  const given = call.condition;
  const frame: Frame = { kind: "provider", records: scope.records };
  const object = valueOf(createBlock(records, given), call.head);
  readLater({ ...scope, records: overrides, given, layer: {}, frame }, call, object);
}

/** `config.vm.customize ["modifyvm", …]` of the first configuration version, which had VirtualBox only. */
function recordCustomization(call: Call, scope: ConfiguredBlock): void {
  const records: BlockRecords = { settings: [], calls: [] };
  noteOld(call, scope);
  scope.records.providers.push({
    name: "virtualbox",
    nameSpan: call.nameSpan,
    ...records,
    overrides: emptyRecords(),
    ...recordedAt(call, scope.given),
  });
  recordCustomize(call, records.settings, call.condition);
  call.block?.now(valueOf(createBlock(records, call.condition), call.head));
}

/** The first argument is the type, or a name when `type:` is given too. */
function recordProvisioner(call: Call, scope: ConfiguredBlock): void {
  const [first, second] = call.arguments;
  const options = optionsOf(call);
  const calls: Records["calls"] = [];
  const named = options.find((option) => option.name === "type");
  const written = first && nameOf(first);
  const type = named ? textOf(named.value) : written;
  if (!first || type === undefined) scope.records.unreadable.push(call.head);
  else {
    scope.records.provisioners.push({
      type,
      name: named ? written : undefined,
      nameSpan: first.span,
      options,
      complete: call.optionsComplete && second?.value.kind !== "unknown",
      calls,
      layer: scope.layer,
      ...recordedAt(call, scope.given),
    });
  }
  call.block?.now(valueOf(createBlock({ settings: options, calls }, call.condition), call.head));
}

function recordTrigger(call: Call, scope: ConfiguredBlock): void {
  const actions = call.arguments.flatMap(({ value }) => (value.kind === "list" ? value.items : [value]));
  const options = [...flattened(optionsOf(call))];
  const calls: Records["calls"] = [];
  scope.records.triggers.push({
    when: call.name === "before" ? "before" : "after",
    actions: actions.flatMap((value) => textOf(value) ?? []),
    options,
    calls,
    ...recordedAt(call, scope.given),
  });
  call.block?.now(valueOf(createBlock({ settings: options, calls }, call.condition), call.head));
}

/** A name that cannot be read is shown as it is written: `node-#{i}`. */
function spelled(written: string): string {
  return written.replace(/^\w+\s*=\s*/, "").replace(/^:?(["'])(.*)\1$/, "$2");
}

function isName(call: Call): boolean {
  return call.arguments.length === 0 && call.block === undefined && isMethod(call);
}

/** A method of a configuration, not an operator or a question. */
function isMethod(call: Call): boolean {
  return /^[a-z_]\w*$/.test(call.name);
}

function valueOf(object: RubyObject, span: Span): Value {
  return { kind: "object", object, span };
}
