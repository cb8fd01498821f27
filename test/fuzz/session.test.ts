import assert from "node:assert/strict";
import fc from "fast-check";
import { CancellationTokenSource, type ClientCapabilities, type Diagnostic } from "vscode-languageserver/node";
import { ruby } from "../../scripts/examples.ts";
import { createEngine } from "../../server/src/engine/index.ts";
import { isInside } from "../../server/src/host/reader.ts";
import { folder, modern, plain, startEditor, type Editor, type EditorOptions } from "../lsp/inMemory.ts";
import { broken, fileNames, languageOf, settings, textOf, workspaces } from "./sessionProject.ts";

/** Actions of the user or the disk; numbers choose among the possible ones. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant("open"), fc.constantFrom(...fileNames)) },
  { weight: 6, arbitrary: fc.tuple(fc.constant("edit"), fc.constantFrom(...fileNames), fc.nat({ max: 3 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("save"), fc.constantFrom(...fileNames)) },
  { weight: 4, arbitrary: fc.tuple(fc.constant("close"), fc.constantFrom(...fileNames)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant("rename"), fc.constantFrom(...fileNames), fc.constantFrom(...fileNames)),
  },
  { weight: 4, arbitrary: fc.tuple(fc.constant("write"), fc.constantFrom(...fileNames), fc.nat({ max: 3 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("delete"), fc.constantFrom(...fileNames, "app")) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("settings"), fc.nat({ max: settings.length - 1 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("folders"), fc.nat({ max: workspaces.length - 1 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("configure")) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("look")) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("ask"), fc.constantFrom(...fileNames)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("cancel"), fc.constantFrom(...fileNames)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("wait")) },
) as fc.Arbitrary<Step>;

type Step = readonly [what: string, first?: string | number, second?: string | number];

interface Session {
  readonly steps: readonly Step[];
  readonly saved: readonly string[];
  readonly opened: readonly string[];
  readonly workspace: number;
}

const session: fc.Arbitrary<Session> = fc.record({
  saved: fc.subarray([...fileNames]),
  opened: fc.subarray([...fileNames]),
  workspace: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: workspaces.length - 1 })),
  steps: fc.array(step, { maxLength: 25, size: "max" }),
});

const pushing: ClientCapabilities = {
  ...modern,
  textDocument: Object.fromEntries(Object.entries(modern.textDocument ?? {}).filter(([name]) => name !== "diagnostic")),
};

const start = (options: EditorOptions): Promise<Editor> =>
  startEditor({ engine: createEngine({ ruby: () => ruby }), ...options });

const uriOf = (name: string): string => `${folder}/${name}`;

/** An editor that does what a session says, and shows what a user would see. */
class User {
  readonly #editor: Editor;
  readonly #capabilities: ClientCapabilities;
  readonly #buffers = new Map<string, string>();
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  /** Documents that the editor asks for as soon as it can. */
  readonly #due = new Set<string>();
  /** The last request for each document: an older answer is not shown. */
  readonly #asked = new Map<string, Promise<unknown>>();
  #settings: unknown = null;
  #folders: readonly string[];
  #refreshes = 0;

  constructor(editor: Editor, capabilities: ClientCapabilities, folders: readonly string[]) {
    this.#editor = editor;
    this.#capabilities = capabilities;
    this.#folders = folders;
  }

  async does([what, first, second]: Step): Promise<void> {
    const name = String(first);
    switch (what) {
      case "open":
        return this.#open(name, this.#editor.disk.get(uriOf(name)) ?? textOf(name, 0));
      case "edit":
        return this.#edit(name, textOf(name, Number(second)));
      case "save":
        return this.#save(name);
      case "close":
        return this.#close(name);
      case "rename":
        return this.#rename(name, String(second));
      case "write":
        return this.#onDisk([name], () => this.#editor.disk.set(uriOf(name), textOf(name, Number(second))));
      case "delete":
        // No editor watches that its folder itself is there.
        if (this.#folders.includes(uriOf(name))) return;
        return this.#onDisk([name], () => {
          for (const uri of this.#editor.disk.keys()) {
            if (uri === uriOf(name) || isInside(uriOf(name), uri)) this.#editor.disk.delete(uri);
          }
        });
      case "settings":
        return this.#configure(settings[Number(first)]);
      case "folders":
        return this.#moveTo(workspaces[Number(first)] ?? []);
      case "configure":
        await this.#editor.connection.sendRequest("bulkhead/newConfiguration", { folder });
        return;
      case "look":
        return this.#look();
      case "ask":
        if (this.#buffers.has(name) && this.#pulls) void this.#pull(name);
        return;
      case "cancel":
        return this.#cancel(name);
      default:
        return this.#answered();
    }
  }

  /** Restores what cannot be read, for of such a text the last good reading is kept. */
  async mend(): Promise<void> {
    for (const name of fileNames) {
      if (this.#buffers.get(name) === broken) this.#edit(name, textOf(name, 0));
      if (this.#editor.disk.get(uriOf(name)) === broken) await this.does(["write", name, 0]);
    }
  }

  /** Returns the findings of a server that has just started in the same state. */
  async fresh(): Promise<Shown> {
    const editor = await start({
      files: Object.fromEntries(this.#editor.disk),
      folders: this.#folders,
      settings: this.#settings,
    });
    for (const [name, text] of this.#buffers) editor.open(uriOf(name), text, languageOf(name));
    const found = new Map<string, readonly Diagnostic[]>();
    for (const name of this.#buffers.keys()) found.set(uriOf(name), await editor.pull(uriOf(name)));
    editor.stop();
    return found;
  }

  /** Returns the findings in an editor that pulls diagnostics, after it has pulled all of them. */
  async pulled(): Promise<string> {
    do await this.#look();
    while (this.#due.size > 0);
    return printed(this.#shown, this.#capabilities);
  }

  /** Returns the findings in an editor that receives diagnostics; resolves when they are `expected`. */
  async published(expected: string): Promise<string> {
    const shown = (): string =>
      printed(
        new Map(
          [...this.#buffers.keys()].map((name) => [
            uriOf(name),
            this.#editor.published.get(uriOf(name))?.diagnostics ?? [],
          ]),
        ),
        this.#capabilities,
      );
    await this.#editor.until(() => shown() === expected).catch(() => undefined);
    return shown();
  }

  #open(name: string, text: string): void {
    if (this.#buffers.has(name)) return;
    this.#buffers.set(name, text);
    this.#editor.open(uriOf(name), text, languageOf(name));
    this.#due.add(name);
  }

  #edit(name: string, text: string): void {
    if (!this.#buffers.has(name)) return this.#open(name, text);
    this.#buffers.set(name, text);
    this.#editor.edit(uriOf(name), text);
    this.#due.add(name);
  }

  async #save(name: string): Promise<void> {
    const text = this.#buffers.get(name);
    if (text === undefined) return;
    await this.#onDisk([name], () => this.#editor.disk.set(uriOf(name), text));
    this.#editor.save(uriOf(name));
  }

  #close(name: string): void {
    if (!this.#buffers.delete(name)) return;
    this.#editor.close(uriOf(name));
    this.#due.delete(name);
    this.#asked.delete(name);
    this.#shown.delete(uriOf(name));
  }

  async #rename(from: string, to: string): Promise<void> {
    const saved = this.#editor.disk.get(uriOf(from));
    if (from === to || saved === undefined || this.#buffers.has(to)) return;
    const text = this.#buffers.get(from);
    await this.#onDisk([from, to], () => {
      this.#editor.disk.delete(uriOf(from));
      this.#editor.disk.set(uriOf(to), saved);
      this.#close(from);
      if (text !== undefined) this.#open(to, text);
    });
  }

  /** Changes files and reports those that the server watches. */
  async #onDisk(names: readonly string[], change: () => void): Promise<void> {
    await this.#answered();
    change();
    const seen = names.map(uriOf).filter((uri) => this.#isWatched(uri));
    if (seen.length > 0) this.#editor.changedOnDisk(...seen);
  }

  #isWatched(uri: string): boolean {
    if (this.#capabilities === plain) return true;
    const parent = uri.slice(0, uri.lastIndexOf("/"));
    return this.#editor.watched.has(parent);
  }

  #configure(value: unknown): void {
    this.#settings = value;
    this.#editor.settings = value;
    void this.#editor.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { bulkhead: value },
    });
  }

  #moveTo(folders: readonly string[]): void {
    const named = (uris: readonly string[]): object[] => uris.map((uri) => ({ uri, name: uri }));
    if (this.#capabilities === plain) return;
    const event = {
      added: named(folders.filter((uri) => !this.#folders.includes(uri))),
      removed: named(this.#folders.filter((uri) => !folders.includes(uri))),
    };
    this.#folders = folders;
    void this.#editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
  }

  async #look(): Promise<void> {
    await this.#answered();
    if (this.#editor.counts.refreshes > this.#refreshes) for (const name of this.#buffers.keys()) this.#due.add(name);
    this.#refreshes = this.#editor.counts.refreshes;
    if (!this.#pulls) return this.#due.clear();
    await Promise.all([...this.#due].map((name) => this.#pull(name)));
    await Promise.all(this.#asked.values());
    await this.#answered();
    if (this.#editor.counts.refreshes > this.#refreshes) await this.#look();
  }

  async #pull(name: string): Promise<void> {
    this.#due.delete(name);
    const pulling = this.#editor.pull(uriOf(name));
    this.#asked.set(name, pulling);
    const diagnostics = await pulling;
    if (this.#asked.get(name) === pulling) this.#shown.set(uriOf(name), diagnostics);
  }

  get #pulls(): boolean {
    return this.#capabilities.textDocument?.diagnostic !== undefined;
  }

  async #cancel(name: string): Promise<void> {
    const source = new CancellationTokenSource();
    const pulling = this.#editor.connection
      .sendRequest("textDocument/diagnostic", { textDocument: { uri: uriOf(name) } }, source.token)
      .catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    source.cancel();
    if (this.#pulls) await pulling;
  }

  /** Resolves when the server has read what was sent, and the editor what the server sent until then. */
  async #answered(): Promise<void> {
    for (let round = 0; round < 2; round += 1) await this.#editor.connection.sendRequest("bulkhead/rules");
  }
}

type Shown = ReadonlyMap<string, readonly Diagnostic[]>;

/** Without what editors with these capabilities are not sent. */
function printed(found: Shown, capabilities: ClientCapabilities): string {
  const lines = [...found].flatMap(([uri, diagnostics]) =>
    diagnostics.map(({ data: _data, relatedInformation, ...shown }) =>
      [uri, JSON.stringify(shown), ...(capabilities === plain ? [] : [JSON.stringify(relatedInformation)])].join(" "),
    ),
  );
  return lines.sort().join("\n");
}

async function holds({ steps, saved, opened, workspace }: Session, capabilities: ClientCapabilities): Promise<void> {
  const folders = workspaces[workspace] ?? [];
  const editor = await start({
    capabilities,
    folders,
    files: Object.fromEntries(saved.map((name) => [uriOf(name), textOf(name, 0)])),
  });
  try {
    const user = new User(editor, capabilities, folders);
    for (const name of opened) await user.does(["open", name]);
    for (const one of steps) await user.does(one);
    await user.mend();
    const expected = printed(await user.fresh(), capabilities);
    const shown = capabilities === modern ? await user.pulled() : await user.published(expected);
    assert.equal(shown, expected);
  } finally {
    editor.stop();
  }
}

/** Sessions of an editor that is sent diagnostics run side by side, for the server waits between keystrokes. */
const sideBySide = 8;

/** Milliseconds; with the quick checks, each of the three ends after this time with what it has tried. */
const patience = 3000;

describe("any session of an editor", () => {
  const given = process.env["BULKHEAD_FUZZ_RUNS"];
  const runs = Number(given ?? 100);
  const options = given === undefined ? { interruptAfterTimeLimit: patience } : {};

  it("ends with the diagnostics of a server that starts in the same state", async () => {
    await fc.assert(
      fc.asyncProperty(session, (one) => holds(one, modern)),
      { ...options, numRuns: runs },
    );
  }).timeout(60_000 + runs * 1000);

  for (const [what, capabilities] of [
    ["that only receives diagnostics", pushing],
    ["that has no other abilities", plain],
  ] as const) {
    it(`ends with them for a client ${what}`, async () => {
      const sessions = fc.array(session, { minLength: 1, maxLength: sideBySide, size: "max" });
      await fc.assert(
        fc.asyncProperty(sessions, async (all) => {
          await Promise.all(all.map((one) => holds(one, capabilities)));
        }),
        { ...options, numRuns: Math.ceil(runs / 20) },
      );
    }).timeout(60_000 + runs * 1000);
  }
});
