import { createBlock, isName, valueOf, type Special } from "./blockObjects.ts";
import { nameOf, recordCall, type ConfiguredBlock } from "./configCalls.ts";
import { callOf, emptyRecords, optionsOf, recordedAt, type Definition, type Frame, type Recording } from "./records.ts";
import { always, common } from "./ruby/conditions.ts";
import { scalarOf, type Call, type RubyObject, type Value } from "./ruby/values.ts";

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
    readLater({ records: shared, recording, source, version, given: always, frame }, call);
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
  const { records, given } = scope;
  const lists = { options: records.settings, calls: records.calls };
  const special: Special = {
    note: (call) => {
      noteStray(call, scope);
    },
    call: (call, name) => {
      if (name === "vm.define") recordDefinition(call, scope);
      else if (name === "vm.provider") recordProvider(call, scope);
      else recordCall(call, name, scope);
    },
  };
  return {
    isConfigured: true,
    send: (call) =>
      isName(call) ? valueOf(createBlock(lists, given, `${call.name}.`, special), call.head) : undefined,
  };
}

/** In the block of a machine or provider only its own parameters configure it alone. */
function noteStray(call: Call, { recording: { frame }, frame: own }: ConfiguredBlock): void {
  if (!frame || frame === own || frame.kind === "configure") return;
  frame.records.strays.push({ inside: frame.kind, ...recordedAt(call) });
}

function recordDefinition(call: Call, scope: ConfiguredBlock): void {
  const [first] = call.arguments;
  if (!first) return;
  const known = nameOf(first);
  const name = known ?? spelled((first.span.file?.text ?? scope.source).slice(first.span.start, first.span.end));
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
  readLater({ ...scope, records, given: always, frame: { kind: "machine", records } }, call);
}

function recordProvider(call: Call, scope: ConfiguredBlock): void {
  const { records, frame, given } = scope;
  const [first] = call.arguments;
  const type = first && nameOf(first);
  const made = { ...callOf(call, "vm.provider", frame, given), overrides: emptyRecords() };
  if (!first || type === undefined) records.unreadable.push(call.head);
  else records.providers.push({ ...made, type, nameSpan: first.span });
  const inner: ConfiguredBlock = {
    ...scope,
    records: made.overrides,
    given: call.condition,
    frame: { kind: "provider", records },
  };
  readLater(inner, call, valueOf(createBlock(made, call.condition), call.head));
}

/** A name that cannot be read is shown as it is written: `node-#{i}`. */
function spelled(written: string): string {
  return written.replace(/^\w+\s*=\s*/, "").replace(/^:?(["'])(.*)\1$/, "$2");
}
