import type { Workflow } from "../../model/document.ts";
import type { Editor, FileEdit } from "../../model/editor.ts";
import type { Place } from "../../model/place.ts";
import { toEdits, type Change } from "../yaml/edit.ts";
import { createYamlEditor } from "../yaml/editor.ts";
import { pathAt, type YamlTree } from "../yaml/index.ts";
import { yamlOf } from "./index.ts";
import { wordRemoval } from "./words.ts";

type WorkflowEditor = Partial<
  Pick<Editor, "replaceValue" | "replaceText" | "remove" | "commentOut" | "addToService" | "replaceWords">
>;

/** Entries that refer to another entry: removing one would remove more than one fact. */
const pointers = new Set(["<<", "extends", "include", "uses", "template"]);

/** Operations of `Editor` in a workflow; in a Jenkinsfile only text can be replaced. */
export function createWorkflowEditor(workflow: Workflow): WorkflowEditor {
  const tree = yamlOf(workflow);
  return tree ? createYamlWorkflowEditor(workflow, tree) : createJenkinsEditor(workflow);
}

function createYamlWorkflowEditor(workflow: Workflow, tree: YamlTree): WorkflowEditor {
  // GitLab has jobs at the top, the other systems one level below; they stay though they are empty.
  const editor = createYamlEditor(tree, { keptDepth: workflow.system === "gitlab" ? 1 : 2, pointers });
  return {
    replaceValue: editor.replaceValue,
    replaceText: editor.replaceText,
    commentOut: editor.commentOut,
    addToService: ({ origin, entry }, key, value) =>
      origin === "workflow" ? editor.addToEntry(entry, key, value) : undefined,
    remove: (entries) => removeWords(tree, entries) ?? editor.remove(entries.map((entry) => soleOptions(tree, entry))),
    replaceWords: (from, to, text) =>
      editor.replaceText({ uri: from.uri, range: { start: from.range.start, end: to.range.end } }, text),
  };
}

/** Flags of a container's options or of `docker run` are words of a text, no entries. */
function removeWords(tree: YamlTree, places: readonly Place[]): FileEdit | undefined {
  const { source } = tree;
  const changes = places.map(({ uri, range }): Change | undefined => {
    const words = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
    const last = pathAt(tree, words.start)?.steps.at(-1);
    const node = last?.kind === "pair" ? last.pair.value : last?.item.value;
    if (uri !== source.uri || node?.kind !== "scalar") return undefined;
    const isQuoted = node.style === "single" || node.style === "double";
    const text = isQuoted ? { start: node.start + 1, end: node.end - 1 } : node;
    const isBlock = node.style === "literal" || node.style === "folded";
    const body = isBlock ? { start: source.lineStart(source.positionAt(node.start).line + 1), end: node.end } : text;
    if (source.text.slice(body.start, body.end).trim().length <= words.end - words.start) return undefined;
    const stretch = wordRemoval(source, words, body);
    return stretch && { ...stretch, text: "" };
  });
  const whole = changes.filter((change) => change !== undefined);
  const edits = whole.length === places.length ? toEdits(tree, whole) : undefined;
  return edits && { uri: source.uri, edits };
}

/** `options: --init` holds a single flag: its entry goes with it. */
function soleOptions({ source, ...tree }: YamlTree, flag: Place): Place {
  const last = pathAt({ source, ...tree }, source.offsetAt(flag.range.start))?.steps.at(-1);
  const isSole =
    last?.kind === "pair" &&
    last.name === "options" &&
    last.pair.value.kind === "scalar" &&
    last.pair.value.text.trim() === source.slice(flag.range);
  return isSole ? source.placeAt(last.pair.start, last.pair.end) : flag;
}

function createJenkinsEditor({ source }: Workflow): WorkflowEditor {
  const replace = (at: Place, text: string): FileEdit | undefined => {
    // What a Groovy text would read otherwise than a shell, or would end it.
    if (at.uri !== source.uri || /['"\\$\r\n]/.test(text)) return undefined;
    return { uri: source.uri, edits: [{ range: at.range, newText: text }] };
  };
  return {
    replaceText: replace,
    replaceValue: (fact, text) =>
      fact.state === "known" && fact.origin === undefined ? replace(fact.at, text) : undefined,
    replaceWords: (from, to, text) =>
      from.range.start.line === to.range.end.line
        ? replace({ uri: from.uri, range: { start: from.range.start, end: to.range.end } }, text)
        : undefined,
  };
}
