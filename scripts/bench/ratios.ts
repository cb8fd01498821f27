import { createEngine, type AnalysisRequest, type Engine } from "../../server/src/engine/index.ts";
import { gather } from "../../server/src/host/gather.ts";
import { measure, ratio, type Task } from "./measure.ts";
import type { Ruby } from "./ruby.ts";
import { folder, type Subject } from "./subjects.ts";
import { ratioRow, type Row } from "./table.ts";

const lines = 500;
const rounds = 7;
const iterations = 12;
/** With all rules the compiler has settled after some two hundred analyses. */
const warmup = 300;
/** How many times as long as this many short texts. */
const copies = 20;
/**
 * How many times as long one long text may take as the same number of lines in short ones. Time that grew with the
 * square of the length would show as 20.
 */
const growthLimit = 2;

/** Reading and a first analysis against the bare parser, all on the same text in the same run. */
export async function parserRatios(subject: Subject, ruby: Ruby): Promise<readonly Row[]> {
  const { name, bareName, analysisLimit } = subject;
  const text = subject.generate(lines);
  const tasks: Task[] = [
    { name: "bare", run: () => subject.bare(text) },
    { name: "read", run: () => subject.read(text) },
    ...(analysisLimit === undefined ? [] : [await analysis(subject, ruby, text)]),
    ...(name === "Dockerfile" ? [await edit(subject, ruby, text)] : []),
  ];
  const timings = await measure(tasks, rounds, iterations, warmup);
  const row = (task: string, what: string, limit?: number): readonly Row[] =>
    timings.has(task) ? [ratioRow(`${name}: ${what}, against ${bareName}`, ratio(timings, task, "bare"), limit)] : [];
  return [
    ...row("read", "reader alone"),
    ...row("analysis", "first analysis, all rules", analysisLimit),
    ...row("edit", "analysis after an edit of one instruction", 0.7),
  ];
}

/**
 * What a line costs in a long text, against a line in a short one. All results of one measurement stay in use until its
 * end: else short texts would be garbage before it is collected, and the long one would pay alone for being kept.
 */
export async function growth(subject: Subject, ruby: Ruby): Promise<readonly Row[]> {
  const short = subject.generate(lines);
  const long = subject.generate(copies * lines);
  const isAnalyzed = subject.analysisLimit !== undefined;
  const whole = async (text: string): Promise<Task> =>
    isAnalyzed ? await analysis(subject, ruby, text) : { name: "", run: () => subject.read(text) };
  const timings = await measure(
    [
      { ...repeated(await whole(short), copies), name: "short" },
      { ...(await whole(long)), name: "long" },
      { ...repeated({ name: "", run: () => subject.bare(short) }, copies), name: "bare short" },
      { name: "bare long", run: () => subject.bare(long) },
    ],
    5,
    5,
  );
  const what = `${subject.name}: one text of ${String(copies * lines)} lines against ${String(copies)} of ${String(lines)}`;
  return [
    ratioRow(what, ratio(timings, "long", "short"), growthLimit),
    ratioRow(`  the same for ${subject.bareName}`, ratio(timings, "bare long", "bare short")),
  ];
}

/** What computing all fixes costs in a file with a finding at each of a thousand places, against twenty files with fifty. */
export async function growthOfFixes(compose: Subject, ruby: Ruby): Promise<readonly Row[]> {
  const task = async (services: number): Promise<Task> => {
    const engine = newEngine(ruby);
    const request = await settled(compose, ruby, privileged(services));
    return { name: "", run: () => engine.analyze(request).findings.map((finding) => finding.fixes()) };
  };
  const services = 50;
  const timings = await measure(
    [
      { ...repeated(await task(services), copies), name: "short" },
      { ...(await task(copies * services)), name: "long" },
    ],
    5,
    2,
  );
  const what = `Fixes: one file with ${String(copies * services)} findings against ${String(copies)} with ${String(services)}`;
  return [ratioRow(what, ratio(timings, "long", "short"), growthLimit)];
}

function privileged(services: number): string {
  const service = (_: unknown, index: number): string =>
    `  s${String(index)}:\n    image: alpine:3.22\n    privileged: true\n    cap_add: [NET_ADMIN]\n`;
  return `services:\n${Array.from({ length: services }, service).join("")}`;
}

/** The same task several times over, with all that it makes kept to the end. */
function repeated({ name, prepare, run }: Task, times: number): Task {
  return {
    name,
    run: () =>
      Array.from({ length: times }, () => {
        prepare?.();
        return run();
      }),
  };
}

/** Each run by a new engine, which remembers nothing, with all neighbours delivered. */
async function analysis(subject: Subject, ruby: Ruby, text: string): Promise<Task> {
  const request = await settled(subject, ruby, text);
  let engine = newEngine(ruby);
  return {
    name: "analysis",
    prepare: () => void (engine = newEngine(ruby)),
    run: () => engine.analyze(request),
  };
}

/** One engine that knows all but one instruction; no two texts are the same. */
async function edit(subject: Subject, ruby: Ruby, text: string): Promise<Task> {
  const engine = newEngine(ruby);
  let request = await settled(subject, ruby, text);
  engine.analyze(request);
  const edited = text.indexOf("\nRUN make", text.length / 2) + "\nRUN make".length;
  let count = 0;
  return {
    name: "edit",
    prepare: () => {
      count += 1;
      const changed = `${text.slice(0, edited)} -w${String(count)}${text.slice(edited)}`;
      request = { ...request, document: { ...request.document, text: changed } };
    },
    run: () => engine.analyze(request),
  };
}

function newEngine(ruby: Ruby): Engine {
  return createEngine({ ruby: () => ruby.parser });
}

/** A request with everything that the analysis wants to know of the neighbours, all of whom are missing. */
async function settled({ uri, languageId }: Subject, ruby: Ruby, text: string): Promise<AnalysisRequest> {
  const engine = newEngine(ruby);
  const request = { document: { uri, text, languageId }, folder, settings: [allRules] };
  const gathered = await gather({
    engine,
    request,
    read: (wanted) =>
      Promise.resolve({ state: "unreadable", reason: wanted.startsWith(`${folder}/`) ? "missing" : "outside" }),
    isInside: (wanted) => wanted.startsWith(`${folder}/`),
    isCurrent: () => true,
  });
  return { ...request, files: gathered?.files ?? new Map() };
}

const allRules = { source: "flags", value: { profile: "strict" } } as const;
